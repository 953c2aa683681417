import { render } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import { richText } from './rich-text.tsx';

afterEach(() => vi.restoreAllMocks());

test('the pieces of a message stand one after the other, and React has nothing to say about them', () => {
  const said = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const bold = (text: string) => <b>{text}</b>;
  const { container } = render(<p>{richText(['Used ', bold('2'), ' of ', bold('3')])}</p>);
  expect(container.innerHTML).toBe('<p>Used <b>2</b> of <b>3</b></p>');
  expect(said.mock.calls).toEqual([]);
});
