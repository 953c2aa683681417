import { useEffect, useState } from 'react';
import { commonWords } from '../../shared/words/en/common.ts';
import { words } from '../../shared/words/words.ts';

const t = words(commonWords);

/** How long the message about success or failure is shown. */
const MESSAGE_MS = 1_500;

/** Browsers offer the clipboard only over HTTPS and on this machine. Copying a selection works on every page. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // The clipboard is not offered, or was refused.
    return copyBySelection(text);
  }
}

function copyBySelection(text: string): boolean {
  const active = document.activeElement;
  const area = document.createElement('textarea');
  area.value = text;
  area.style.position = 'fixed';
  area.style.opacity = '0';
  // Inside the open dialog, because its focus trap would remove a selection outside.
  (active?.closest('[role="dialog"]') ?? document.body).append(area);
  area.select();
  try {
    return document.execCommand('copy');
  } catch {
    // The browser's settings forbid it. The caller shows that.
    return false;
  } finally {
    area.remove();
    if (active instanceof HTMLElement) active.focus({ preventScroll: true });
  }
}

export type CopyState = 'idle' | 'copied' | 'failed';

/** Copies a text. `message` is the label, or for a moment after copying a text that says whether it worked. */
export function useCopy(label: string): { state: CopyState; message: string; copy: (text: string) => void } {
  const [state, setState] = useState<CopyState>('idle');
  useEffect(() => {
    if (state === 'idle') return;
    const timer = setTimeout(() => setState('idle'), MESSAGE_MS);
    return () => clearTimeout(timer);
  }, [state]);
  return {
    state,
    message: state === 'copied' ? t('copied') : state === 'failed' ? t('copyingNotAllowed') : label,
    copy: (text) => void copyText(text).then((isCopied) => setState(isCopied ? 'copied' : 'failed')),
  };
}
