// A minimal desktop app that uses every part of Electron's API that the stand-in has. Tests have it run its tasks.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  app,
  BrowserWindow,
  ipcMain,
  Menu,
  nativeImage,
  nativeTheme,
  powerMonitor,
  protocol,
  session,
  Tray,
} from 'electron';
import { note } from './note.mjs';
import { createTasks } from './tasks.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));
const has = (/** @type {string} */ flag) => process.argv.includes(`--${flag}`);

protocol.registerSchemesAsPrivileged([{ scheme: 'app', privileges: { standard: true, secure: true } }]);
app.setName('Sample');
if (!app.requestSingleInstanceLock()) {
  note('second');
  app.exit(0);
}
app.on('second-instance', (_, argv) => note('second-instance', ...argv.slice(3)));
for (const event of ['before-quit', 'will-quit', 'quit', 'activate']) app.on(event, () => note(event));
if (has('stay')) app.on('window-all-closed', () => note('window-all-closed'));
app.on('before-quit', (event) => has('refuse-quit') && event.preventDefault());
app.on('open-url', (_, url) => note('open-url', url));
powerMonitor.on('resume', () => note('resume'));
nativeTheme.on('updated', () => note('theme', String(nativeTheme.shouldUseDarkColors)));

app.whenReady().then(async () => {
  protocol.handle('app', answer);
  if (!has('allow'))
    session.defaultSession.setPermissionRequestHandler((_, permission, decide) =>
      decide(permission === 'midi'),
    );
  createTray();
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([
      { label: 'File', submenu: [{ label: 'New', accelerator: 'CmdOrCtrl+N', click: () => note('new') }] },
    ]),
  );
  const window = createWindow();
  handleTasks(window);
  await window.loadURL('app://panel/');
  note('loaded');
});

/** @param {Request} request */
function answer(request) {
  const { host, pathname } = new URL(request.url);
  note('request', request.method, request.url);
  if (host === 'panel' && pathname === '/')
    return new Response(readFileSync(join(here, 'page.html')), {
      headers: {
        'Content-Type': 'text/html',
        'Content-Security-Policy': "default-src 'none'; script-src 'self'",
      },
    });
  if (host === 'panel' && pathname === '/page.js')
    return new Response('window.ran = 1', { headers: { 'Content-Type': 'text/javascript' } });
  return new Response('none', { status: 404 });
}

function createTray() {
  const tray = new Tray(nativeImage.createFromPath(join(here, 'icon.png')));
  tray.setToolTip('Sample');
  tray.on('click', () => note('tray click'));
  tray.setContextMenu(
    Menu.buildFromTemplate([
      {
        label: '&First',
        type: 'checkbox',
        checked: false,
        click: (item) => note('first', String(item.checked)),
      },
      { type: 'separator' },
      {
        label: 'More',
        submenu: [
          { label: 'Inner', click: () => note('inner') },
          { label: 'Off', enabled: false },
        ],
      },
      { role: 'quit' },
    ]),
  );
}

function createWindow() {
  const window = new BrowserWindow({
    width: 900,
    height: 700,
    show: false,
    webPreferences: { preload: join(here, 'preload.cjs') },
  });
  for (const event of ['show', 'hide', 'focus', 'blur', 'minimize', 'restore', 'resize', 'move', 'closed'])
    window.on(/** @type {'show'} */ (event), () => note('window', event));
  window.on('close', (event) => {
    note('window close');
    if (has('keep')) event.preventDefault();
  });
  window.once('ready-to-show', () => window.show());
  const { webContents } = window;
  webContents.on('will-navigate', (event) => {
    note('will-navigate', event.url);
    event.preventDefault();
  });
  webContents.on('did-start-navigation', ({ url, isSameDocument }) =>
    note('navigation', url, isSameDocument ? 'within' : 'away'),
  );
  webContents.setWindowOpenHandler(({ url }) => {
    note('window.open', url);
    return { action: 'deny' };
  });
  webContents.on('render-process-gone', (_, { reason }) => {
    note('gone', reason);
    webContents.reload();
  });
  return window;
}

/** @param {BrowserWindow} window */
function handleTasks(window) {
  const tasks = createTasks(window);
  ipcMain.handle('task', (event, name, ...args) => {
    const frame = event.senderFrame;
    if (frame?.parent || frame !== window.webContents.mainFrame)
      throw new Error(`refused ${frame?.url} in ${frame?.parent?.url} of ${frame?.origin}`);
    const task = tasks[name];
    return task ? task(...args) : undefined;
  });
}
