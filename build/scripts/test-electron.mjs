// `npm run test:electron`: the specs of the desktop app on the real Electron, where its program is installed.
import { findElectron } from '../find-programs/electron-program.mjs';
import { checkNode, ensureInstalled, run } from './prepare.mjs';

checkNode();
ensureInstalled();
const electron = findElectron();
if (electron === null) {
  console.error(
    "Electron's program is not installed here, so the desktop app can be tested on the stand-in only (npm test). Run `node node_modules/electron/install.js` where it can be fetched, or name its folder in ELECTRON_OVERRIDE_DIST_PATH.",
  );
  process.exit(2);
}
run('npx', ['playwright', 'test', '--project=desktop', '--project=desktop-panel', ...process.argv.slice(2)], {
  SWITCHYARD_ELECTRON: electron,
});
