// Stands in for Electron's executable: runs an unmodified main bundle in which `electron` is the stand-in. It cannot show
// Chromium's start and its switches.
// usage: node start.mjs MAIN [ARGUMENT…], with an IPC channel to the test that shows its windows
import { Module, register } from 'node:module';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { setElectronVersions } from './versions.mjs';

const STAND_IN = new URL('../../../dist-test/stand-ins/electron/index.js', import.meta.url).href;

setElectronVersions('browser');
const [node = '', , main = '', ...args] = process.argv;
process.argv = [node, resolve(main), ...args];
Object.assign(process, { defaultApp: true, resourcesPath: resolve(main, '..') });

const hook = `export const resolve = (specifier, context, next) =>
  /^electron(\\/main)?$/.test(specifier)
    ? { url: ${JSON.stringify(STAND_IN)}, shortCircuit: true }
    : next(specifier, context);`;
register(`data:text/javascript,${encodeURIComponent(hook)}`);
const electron = await import(STAND_IN);
// CommonJS packages do not go through the hook.
const load = Reflect.get(Module, '_load');
Reflect.set(Module, '_load', (/** @type {string} */ id, /** @type {unknown[]} */ ...rest) =>
  /^electron(\/main)?$/.test(id) ? electron : load(id, ...rest),
);

await import(pathToFileURL(resolve(main)).href);
// Only now, as in Electron: an entry that waited for it at its top level would wait for ever.
electron.app.becomeReady();
