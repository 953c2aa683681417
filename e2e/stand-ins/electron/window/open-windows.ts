/** Which windows are open. This file alone keeps them; app, menus and windows meet here, for they need each other. */

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
