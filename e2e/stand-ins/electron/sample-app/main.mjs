// A minimal desktop app that uses every part of Electron's API that the stand-in has. Its page has tasks for it, which tests
// run.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  app,
  BrowserWindow,
  dialog,
  ipcMain,
  Menu,
  Notification,
  nativeImage,
  nativeTheme,
  powerMonitor,
  protocol,
  safeStorage,
  session,
  shell,
  Tray,
  utilityProcess,
} from 'electron';

const here = fileURLToPath(new URL('.', import.meta.url));
const note = (/** @type {string[]} */ ...words) => console.log(`NOTE ${words.join(' ')}`);
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
  protocol.handle('app', (request) => {
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
  });
  if (!has('allow'))
    session.defaultSession.setPermissionRequestHandler((_, permission, answer) =>
      answer(permission === 'midi'),
    );

  /** @type {Record<string, (...args: unknown[]) => unknown>} */
  const tasks = {
    echo: (value) => value,
    fail: () => {
      throw new TypeError('no such thing');
    },
    uncloneable: () => ({ call: () => 1 }),
    send: (count) => {
      for (let n = 1; n <= Number(count); n++) window.webContents.send('news', { n });
    },
    seal: async (text) => {
      const sealed = await safeStorage.encryptStringAsync(String(text));
      const { result } = await safeStorage.decryptStringAsync(sealed);
      return { sealed: sealed.toString('latin1'), opened: result };
    },
    unseal: async (sealed) =>
      (await safeStorage.decryptStringAsync(Buffer.from(String(sealed), 'latin1'))).result,
    keyring: async () => [
      await safeStorage.isAsyncEncryptionAvailable(),
      safeStorage.getSelectedStorageBackend(),
    ],
    notify: (title) => {
      const one = new Notification({ title: String(title), body: 'body' });
      for (const event of ['show', 'click', 'close']) one.on(event, () => note('notification', event));
      one.show();
    },
    ask: () => dialog.showMessageBox(window, { message: 'Sure?', buttons: ['No', 'Yes'] }),
    askAndWait: () => dialog.showMessageBoxSync({ message: 'Sure?', buttons: ['No', 'Yes'], cancelId: 0 }),
    open: (url) => shell.openExternal(String(url)),
    theme: (source) => {
      nativeTheme.themeSource = /** @type {'dark'} */ (source);
    },
    fork: () =>
      new Promise((resolve) => {
        const child = utilityProcess.fork(join(here, 'child.mjs'), ['argument'], { stdio: 'pipe' });
        let text = '';
        child.stdout?.on('data', (chunk) => {
          text += chunk;
        });
        child.on('spawn', () => child.postMessage('hello'));
        child.on('message', (message) => {
          const { pid } = child;
          child.on('exit', (code) => resolve({ pid, message, code, text }));
          child.kill();
        });
      }),
    forkAndKeep: () =>
      new Promise((resolve) => {
        const child = utilityProcess.fork(join(here, 'child.mjs'), [], { stdio: 'ignore' });
        child.on('spawn', () => resolve(child.pid));
      }),
    platform: () => [process.type, typeof process.versions.electron, app.getName(), app.getVersion()],
  };
  ipcMain.handle('task', (event, name, ...args) => {
    const frame = event.senderFrame;
    if (frame?.parent || frame !== window.webContents.mainFrame)
      throw new Error(`refused ${frame?.url} in ${frame?.parent?.url} of ${frame?.origin}`);
    const task = tasks[name];
    return task ? task(...args) : undefined;
  });

  const tray = new Tray(nativeImage.createFromPath(join(here, 'icon.png')));
  tray.setToolTip('Sample');
  tray.on('click', () => note('tray click'));
  const showMenu = (/** @type {boolean} */ isOn) =>
    tray.setContextMenu(
      Menu.buildFromTemplate([
        {
          label: '&First',
          type: 'checkbox',
          checked: isOn,
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
  showMenu(false);
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([
      { label: 'File', submenu: [{ label: 'New', accelerator: 'CmdOrCtrl+N', click: () => note('new') }] },
    ]),
  );

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
  window.webContents.on('will-navigate', (event) => {
    note('will-navigate', event.url);
    event.preventDefault();
  });
  window.webContents.on('did-start-navigation', ({ url, isSameDocument }) =>
    note('navigation', url, isSameDocument ? 'within' : 'away'),
  );
  window.webContents.setWindowOpenHandler(({ url }) => {
    note('window.open', url);
    return { action: 'deny' };
  });
  window.webContents.on('render-process-gone', (_, { reason }) => {
    note('gone', reason);
    window.webContents.reload();
  });
  await window.loadURL('app://panel/');
  note('loaded');
});
