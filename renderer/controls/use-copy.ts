import { useEffect, useState } from 'react';

/** How long it is said that copying worked, or that it did not. */
const SHOWN_MS = 1_500;

/** Browsers offer their clipboard to HTTPS and to this machine only; the old way works in a plain page too. */
async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // Not offered, or refused: the old way may still be allowed.
    return copyBySelection(text);
  }
}

function copyBySelection(text: string): boolean {
  const active = document.activeElement;
  const area = document.createElement('textarea');
  area.value = text;
  area.style.position = 'fixed';
  area.style.opacity = '0';
  // Inside the open dialog, whose focus trap would take the selection away from anything outside.
  (active?.closest('[role="dialog"]') ?? document.body).append(area);
  area.select();
  try {
    return document.execCommand('copy');
  } catch {
    // Forbidden by the browser's settings; the caller says so.
    return false;
  } finally {
    area.remove();
    if (active instanceof HTMLElement) active.focus({ preventScroll: true });
  }
}

export type CopyState = 'idle' | 'copied' | 'failed';

/** Copies a text, and tells for a moment whether that worked: `words` are to stand where `label` stood. */
export function useCopy(label: string): { state: CopyState; words: string; copy: (text: string) => void } {
  const [state, setState] = useState<CopyState>('idle');
  useEffect(() => {
    if (state === 'idle') return;
    const timer = setTimeout(() => setState('idle'), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [state]);
  return {
    state,
    words: state === 'copied' ? 'Copied' : state === 'failed' ? 'Copying is not allowed here' : label,
    copy: (text) => void copyText(text).then((worked) => setState(worked ? 'copied' : 'failed')),
  };
}
