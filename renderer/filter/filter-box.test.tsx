import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import { beforeEach, expect, test } from 'vitest';
import { makeBackend } from '../fixtures/backends.ts';
import { renderPanel } from '../fixtures/render-panel.tsx';

beforeEach(() => window.localStorage.clear());

const eight = () =>
  Array.from({ length: 8 }, (_, id) =>
    makeBackend(id, { tags: id < 3 ? ['prod'] : ['test'], ...(id === 5 ? { phase: 'disabled' } : {}) }),
  );
const field = () => screen.getByRole<HTMLInputElement>('combobox', { name: 'Filter backends' });
const shown = () =>
  screen.queryAllByRole('article').map((one) => Number(one.getAttribute('data-backend-id')));
const press = (key: string) => fireEvent.keyDown(field(), { key, code: key });

function type(text: string): void {
  field().focus();
  fireEvent.change(field(), { target: { value: text } });
}

const chosen = () =>
  waitFor(() => {
    const id = field().getAttribute('aria-activedescendant');
    const option = id === null ? null : document.getElementById(id);
    expect(option).not.toBeNull();
    return option;
  });

test('a key and its value are completed by keyboard alone, and the list follows', async () => {
  await renderPanel({ backends: eight() });
  type('ta');
  expect(await screen.findByRole('option', { name: /^tag:/ })).toBeTruthy();
  press('ArrowDown');
  expect((await chosen())?.textContent).toContain('tag:');
  press('Enter');
  expect(field().value).toBe('tag:');
  expect((await screen.findAllByRole('option')).map(({ textContent }) => textContent)).toEqual([
    'tag:test5 backends',
    'tag:prod3 backends',
  ]);
  press('ArrowDown');
  press('ArrowDown');
  press('Enter');
  expect(field().value).toBe('tag:prod ');
  expect(shown()).toEqual([0, 1, 2]);
});

test('Enter without a choice leaves what was typed, and Escape closes the choices first and clears the filter then', async () => {
  await renderPanel({ backends: eight() });
  type('-tag:prod');
  await screen.findByRole('option', { name: /^-tag:prod/ });
  press('Enter');
  expect(field().value).toBe('-tag:prod');
  press('Escape');
  await waitFor(() => expect(screen.queryByRole('option')).toBeNull());
  expect(shown()).toEqual([3, 4, 5, 6, 7]);
  press('Escape');
  expect(field().value).toBe('');
});

test('a view is saved in this browser, offered by the empty filter, and forgotten', async () => {
  const { services } = await renderPanel({ backends: eight() });
  type('tag:prod');
  act(() => services.view.setState({ filterGroup: 'ready', grouping: 'tag' }));
  fireEvent.click(screen.getByRole('button', { name: 'Save view' }));
  act(() => services.view.setState({ filterText: '', filterGroup: null, grouping: 'none' }));
  expect(shown()).toHaveLength(8);
  fireEvent.click(field());
  fireEvent.click(await screen.findByRole('option', { name: 'tag:prod, ready, by tag' }));
  expect(shown()).toEqual([0, 1, 2]);
  fireEvent.click(screen.getByRole('button', { name: 'Delete this view' }));
  type('');
  fireEvent.click(field());
  await screen.findByRole('option', { name: /^status:/ });
  expect(screen.queryByRole('option', { name: /tag:prod/ })).toBeNull();
});
