/** The open windows. Only this file keeps them, so that app, menus and windows, which need each other, do not import in a circle. */

export interface OpenWindow {
  readonly id: number;
  close(): void;
  destroy(): void;
  isFocused(): boolean;
  isDestroyed(): boolean;
  minimize(): void;
}

export const openWindows = new Map<number, OpenWindow>();

export const focusedWindow = (): OpenWindow | null =>
  [...openWindows.values()].find((window) => window.isFocused()) ?? null;
