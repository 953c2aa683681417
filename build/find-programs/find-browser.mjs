// Finds a Chromium for the browser tests; on Debian and as root it installs one.
import { existsSync } from 'node:fs';
import { installDebianPackages } from './debian-packages.mjs';

const CANDIDATES = [
  process.env.CHROMIUM_PATH ?? '',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

/** @returns {string | undefined} */
export const findBrowser = () => CANDIDATES.find((path) => path !== '' && existsSync(path));

/** @returns {string} the path of a browser; ends the program with a sentence where there is none */
export function ensureBrowser() {
  const found = findBrowser();
  if (found) return found;
  installDebianPackages(['chromium'], 'the browser tests');
  const installed = findBrowser();
  if (installed) return installed;
  console.error(
    'The browser tests need Chromium or Chrome. Install one, or name it in CHROMIUM_PATH, and run npm test again.',
  );
  process.exit(1);
}
