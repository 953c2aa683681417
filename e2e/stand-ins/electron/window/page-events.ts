/** Passes on to a window what its page does, as Chromium does for Electron. */
import type { ProgramHandlers } from '../messages.ts';
import { registerHandlers } from '../test-connection.ts';
import { asStandIn } from '../typing.ts';
import { BrowserWindow } from './browser-window.ts';
import type { WebContents } from './web-contents.ts';

/** @throws Error where the window is gone */
function contentsOf(id: number): WebContents {
  const window = BrowserWindow.fromId(id);
  if (!window) throw new Error(`There is no window ${id}.`);
  return asStandIn<BrowserWindow>(window).contents;
}

registerHandlers({
  allowsNavigation: (id, url, isMainFrame) => contentsOf(id).allowsNavigation(url, isMainFrame),
  onNavigated: (id, url, isSameDocument) => contentsOf(id).handleNavigated(url, isSameDocument),
  onLoaded: (id) => contentsOf(id).handleLoaded(),
  onTitle: (id, title) => contentsOf(id).handleTitle(title),
  onCrash: (id) => contentsOf(id).handleCrash(),
  onPopup: (id, url, frameName) => contentsOf(id).handlePopup(url, frameName),
  forcesUnload: (id) => contentsOf(id).forcesUnload(),
  handleInvoke: (id, frame, channel, args) => contentsOf(id).invoke(frame, channel, args),
  grantedPermissions: (id, origin) => contentsOf(id).grantedPermissions(origin),
} satisfies Omit<ProgramHandlers, 'handleRequest'>);
