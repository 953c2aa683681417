import { act, cleanup, renderHook, waitFor } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import { useCopy } from './use-copy.ts';

afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

/** A page that is refused the clipboard, as a window is that grants no permissions. */
function refuseClipboard(execCommand: () => boolean) {
  vi.spyOn(navigator.clipboard, 'writeText').mockRejectedValue(new DOMException('denied', 'NotAllowedError'));
  const selected: string[] = [];
  document.execCommand = () => {
    const area = document.querySelector('textarea');
    selected.push(area?.value ?? '');
    return execCommand();
  };
  return selected;
}

test('where the clipboard is refused, the text is selected and copied the old way', async () => {
  const selected = refuseClipboard(() => true);
  const { result } = renderHook(() => useCopy('Copy'));
  act(() => result.current.copy('http://127.0.0.1:7800'));
  await waitFor(() => expect(result.current.state).toBe('copied'));
  expect(result.current.words).toBe('Copied');
  expect(selected).toEqual(['http://127.0.0.1:7800']);
  expect(document.querySelector('textarea')).toBeNull();
});

test('where neither is allowed, it says so', async () => {
  refuseClipboard(() => false);
  const { result } = renderHook(() => useCopy('Copy'));
  act(() => result.current.copy('x'));
  await waitFor(() => expect(result.current.state).toBe('failed'));
  expect(result.current.words).toBe('Copying is not allowed here');
});
