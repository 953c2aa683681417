// `npm start`: sets up what is missing, then opens the desktop app; where that cannot be, the panel in the browser.

import {
  fetchElectron,
  findElectron,
  lastFailure,
  rememberFailure,
  runApp,
} from '../find-programs/electron-program.mjs';
import { browserArgs, chooseStart, fetchFailed } from './choose-start.mjs';
import { checkNode, ensureBuilt, ensureInstalled, runHeadlessHost } from './prepare.mjs';

checkNode();
ensureInstalled();
ensureBuilt();

const args = process.argv.slice(2);
const choose = () =>
  chooseStart({
    args,
    platform: process.platform,
    env: process.env,
    isRoot: process.getuid?.() === 0,
    electron: findElectron(),
    failure: lastFailure(),
    now: Date.now(),
  });

let start = choose();
if (start.open === 'fetch-electron') {
  console.log('Fetching Electron (about 120 MB, once)…');
  const reason = await fetchElectron();
  if (reason !== null) rememberFailure(reason);
  start = reason === null ? choose() : { open: 'browser', why: fetchFailed(reason) };
}
if (start.open === 'desktop') {
  const end = await runApp(start.electron, args);
  if ('code' in end) process.exit(end.code);
  start = { open: 'browser', why: `${end.failed}; the panel is served for your browser instead.` };
}
if (start.open === 'browser' && start.why !== null) console.log(start.why);
await runHeadlessHost(browserArgs(args));
