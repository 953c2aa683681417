/** The size of the window, by which the list chooses what it shows. */
import { useSyncExternalStore } from 'react';
import type { WindowSize } from '../state/list-state.ts';
import { readWindowSize } from '../state/window-size.ts';

function subscribe(onResize: () => void): () => void {
  window.addEventListener('resize', onResize);
  return () => window.removeEventListener('resize', onResize);
}

export const useWindowSize = (): WindowSize => useSyncExternalStore(subscribe, readWindowSize);
