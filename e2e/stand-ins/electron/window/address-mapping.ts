/**
 * Stands in for Chromium's knowledge of own schemes: `app://panel/…` is played by `https://panel.app.invalid/…`, and every
 * address is translated where it passes between page and program. The page itself sees the played one.
 */

const PLAYED = /^https:\/\/([^/?#]+)\.([a-z][a-z0-9+-]*)\.invalid(?=[/?#]|$)/;
const OWN =
  /^(?!https?:|wss?:|file:|ftp:|blob:|data:|about:|javascript:|chrome)([a-z][a-z0-9+-]*):\/\/([^/?#]+)/;

/** `app://panel/x` → `https://panel.app.invalid/x`. Other addresses stay as they are. */
export const toPlayed = (url: string): string =>
  url.replace(OWN, (_, scheme: string, host: string) => `https://${host}.${scheme}.invalid`);

/** `https://panel.app.invalid/x` → `app://panel/x`. Other addresses stay as they are. */
export const toOwn = (url: string): string =>
  url.replace(PLAYED, (_, host: string, scheme: string) => `${scheme}://${host}`);

/** The origin as Electron says it of a frame at that address of the program. */
export function originOf(url: string): string {
  const [, scheme, host] = OWN.exec(url) ?? [];
  if (scheme !== undefined) return `${scheme}://${host}`;
  return URL.canParse(url) ? new URL(url).origin : 'null';
}
