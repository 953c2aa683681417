/**
 * Stands in for Chromium's support of the program's own schemes: the browser loads `https://panel.app.invalid/…` for
 * `app://panel/…`, and every address is translated between page and program. The page itself sees the `https:` one.
 */

const BROWSER_URL = /^https:\/\/([^/?#]+)\.([a-z][a-z0-9+-]*)\.invalid(?=[/?#]|$)/;
const PROGRAM_URL =
  /^(?!https?:|wss?:|file:|ftp:|blob:|data:|about:|javascript:|chrome)([a-z][a-z0-9+-]*):\/\/([^/?#]+)/;

/** `app://panel/x` → `https://panel.app.invalid/x`. Other addresses stay as they are. */
export const toBrowserUrl = (url: string): string =>
  url.replace(PROGRAM_URL, (_, scheme: string, host: string) => `https://${host}.${scheme}.invalid`);

/** `https://panel.app.invalid/x` → `app://panel/x`. Other addresses stay as they are. */
export const toProgramUrl = (url: string): string =>
  url.replace(BROWSER_URL, (_, host: string, scheme: string) => `${scheme}://${host}`);

/** The origin of a frame at that address of the program, as Electron reports it. */
export function originOf(url: string): string {
  const [, scheme, host] = PROGRAM_URL.exec(url) ?? [];
  if (scheme !== undefined) return `${scheme}://${host}`;
  return URL.canParse(url) ? new URL(url).origin : 'null';
}
