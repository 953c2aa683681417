/**
 * Stands in for the module `electron` of the main process: the part of it that the desktop app uses, on Node and on a
 * browser that a test controls. Each file says in its first lines what it cannot show. Never shipped.
 */
import './control.ts';
import './window/page-events.ts';

export { app } from './app.ts';
export { ipcMain } from './ipc-main.ts';
export { clipboard } from './system/clipboard.ts';
export { dialog } from './system/dialog.ts';
export { Menu, MenuItem } from './system/menu.ts';
export { nativeImage } from './system/native-image.ts';
export { nativeTheme } from './system/native-theme.ts';
export { Notification } from './system/notification.ts';
export { powerMonitor } from './system/power-monitor.ts';
export { safeStorage } from './system/safe-storage.ts';
export { screen } from './system/screen.ts';
export { shell } from './system/shell.ts';
export { Tray } from './system/tray.ts';
export { utilityProcess } from './utility-process.ts';
export { BrowserWindow } from './window/browser-window.ts';
export { protocol } from './window/protocol.ts';
export { session } from './window/session.ts';
