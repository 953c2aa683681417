import { act, cleanup, renderHook, waitFor } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import { useCopy } from './use-copy.ts';

afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

/** Refuses access to the clipboard, as a window does that grants no permissions. */
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

test('without access to the clipboard, the text is selected and copied', async () => {
  const selected = refuseClipboard(() => true);
  const { result } = renderHook(() => useCopy('Copy'));
  act(() => result.current.copy('http://127.0.0.1:7800'));
  await waitFor(() => expect(result.current.state).toBe('copied'));
  expect(result.current.message).toBe('Copied');
  expect(selected).toEqual(['http://127.0.0.1:7800']);
  expect(document.querySelector('textarea')).toBeNull();
});

test('if neither is allowed, the message says so', async () => {
  refuseClipboard(() => false);
  const { result } = renderHook(() => useCopy('Copy'));
  act(() => result.current.copy('x'));
  await waitFor(() => expect(result.current.state).toBe('failed'));
  expect(result.current.message).toBe('This page may not copy');
});
