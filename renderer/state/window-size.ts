import type { WindowSize } from './list-state.ts';

/** Of a phone, and of a tablet or half of a screen; in pixels. */
const MAX_WIDTHS: Record<Exclude<WindowSize, 'large'>, number> = { small: 640, medium: 1000 };

/** The size of the window as it is now. */
export function readWindowSize(): WindowSize {
  const { innerWidth } = window;
  return innerWidth <= MAX_WIDTHS.small ? 'small' : innerWidth <= MAX_WIDTHS.medium ? 'medium' : 'large';
}
