// What tests can have the sample app do: tasks by name, which its page can call.
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { app, dialog, Notification, nativeTheme, safeStorage, shell, utilityProcess } from 'electron';
import { note } from './note.mjs';

const CHILD = join(fileURLToPath(new URL('.', import.meta.url)), 'child.mjs');

/**
 * @param {import('electron').BrowserWindow} window
 * @returns {Record<string, (...args: unknown[]) => unknown>}
 */
export const createTasks = (window) => ({
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
    const notification = new Notification({ title: String(title), body: 'body' });
    for (const event of ['show', 'click', 'close'])
      notification.on(/** @type {'show'} */ (event), () => note('notification', event));
    notification.show();
  },
  ask: () => dialog.showMessageBox(window, { message: 'Sure?', buttons: ['No', 'Yes'] }),
  askAndWait: () => dialog.showMessageBoxSync({ message: 'Sure?', buttons: ['No', 'Yes'], cancelId: 0 }),
  open: (url) => shell.openExternal(String(url)),
  theme: (source) => {
    nativeTheme.themeSource = /** @type {'dark'} */ (source);
  },
  fork,
  forkAndKeep,
  platform: () => [process.type, typeof process.versions.electron, app.getName(), app.getVersion()],
});

/** Starts a utility process, sends it a message and ends it. */
function fork() {
  return new Promise((resolve) => {
    const child = utilityProcess.fork(CHILD, ['argument'], { stdio: 'pipe' });
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
  });
}

/** Starts a utility process that keeps running. */
function forkAndKeep() {
  return new Promise((resolve) => {
    const child = utilityProcess.fork(CHILD, [], { stdio: 'ignore' });
    child.on('spawn', () => resolve(child.pid));
  });
}
