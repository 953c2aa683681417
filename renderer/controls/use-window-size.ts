/** The size of the window, by which the list chooses what it shows. */
import { useSyncExternalStore } from 'react';
import type { WindowSize } from '../state/list-state.ts';

/** Of a phone, and of a tablet or half of a screen; in pixels. */
const MAX_WIDTHS: Record<Exclude<WindowSize, 'large'>, number> = { small: 640, medium: 1000 };

/** As it is now. */
export function readWindowSize(): WindowSize {
  const { innerWidth } = window;
  return innerWidth <= MAX_WIDTHS.small ? 'small' : innerWidth <= MAX_WIDTHS.medium ? 'medium' : 'large';
}

function subscribe(onResize: () => void): () => void {
  window.addEventListener('resize', onResize);
  return () => window.removeEventListener('resize', onResize);
}

export const useWindowSize = (): WindowSize => useSyncExternalStore(subscribe, readWindowSize);
