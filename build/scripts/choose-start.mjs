// What `npm start` opens: the desktop app where it can run, else the same panel in the browser, with a word on why.

/**
 * @typedef {object} StartFacts
 * @property {string[]} args what follows `npm start --`
 * @property {NodeJS.Platform} platform
 * @property {NodeJS.ProcessEnv} env
 * @property {boolean} isRoot
 * @property {string | null} electron path of Electron's program, if there is one
 * @property {{at: number, reason: string} | null} failure the last time that it could not be fetched, in epoch milliseconds
 * @property {number} now epoch milliseconds
 */

/** @typedef {{open: 'desktop', electron: string} | {open: 'browser', why: string | null} | {open: 'fetch-electron'}} Start */

const HOUR = 3_600_000;
/** How long a failed try to fetch Electron is remembered: a start should not wait for it again and again. */
const RETRY_AFTER = 24 * HOUR;
/** Options that are about the panel in a browser: whoever gives one does not want a window. */
const BROWSER_OPTIONS = ['--port', '--host', '--token', '--token-file', '--no-auth', '--help', '-h'];

/**
 * @param {StartFacts} facts
 * @returns {Start}
 */
export function chooseStart({ args, platform, env, isRoot, electron, failure, now }) {
  /** @type {(why: string | null) => Start} */
  const browser = (why) => ({ open: 'browser', why });
  if (args.includes('--browser') || env.SWITCHYARD_NO_ELECTRON === '1') return browser(null);
  if (platform === 'linux' && !env.DISPLAY && !env.WAYLAND_DISPLAY)
    return browser(
      'There is no display here for the desktop app; the panel is served for a browser instead.',
    );
  if (platform === 'linux' && isRoot)
    return browser(
      'The desktop app does not run as root, for its window would be without a sandbox; the panel is served for your browser instead.',
    );
  const option = args.map((arg) => arg.replace(/=.*/, '')).find((arg) => BROWSER_OPTIONS.includes(arg));
  if (option !== undefined)
    return browser(
      `${option} is about the panel in a browser, so that is served rather than the desktop app.`,
    );
  if (electron !== null) return { open: 'desktop', electron };
  if (env.ELECTRON_OVERRIDE_DIST_PATH)
    return browser(
      `ELECTRON_OVERRIDE_DIST_PATH names ${env.ELECTRON_OVERRIDE_DIST_PATH}, where there is no Electron; the panel is served for your browser instead.`,
    );
  if (failure !== null && now - failure.at < RETRY_AFTER)
    return browser(
      `The desktop app needs Electron, which could not be fetched ${agoInWords(now - failure.at)} (${failure.reason}). The panel is served for your browser; "npx install-electron" tries again.`,
    );
  return { open: 'fetch-electron' };
}

/**
 * What is said when the fetching has just failed.
 * @param {string} reason
 */
export const fetchFailed = (reason) =>
  `The desktop app needs Electron, which could not be fetched (${reason}). The panel is served for your browser instead; the next try is tomorrow.`;

/**
 * The arguments that the host without a window understands.
 * @param {string[]} args
 */
export function browserArgs(args) {
  const forDesktop = /^(--browser|--hidden|switchyard:.*)$/;
  return [...args.filter((arg) => !forDesktop.test(arg)), '--open'];
}

/** @param {number} ms */
function agoInWords(ms) {
  const hours = Math.floor(ms / HOUR);
  if (hours < 1) return 'a moment ago';
  return hours === 1 ? 'an hour ago' : `${hours} hours ago`;
}
