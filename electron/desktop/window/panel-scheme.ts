/**
 * The panel's own scheme, `app://panel/`, which serves the built panel and nothing else from the disk. Unlike `file:` it
 * has an origin, so that the sender of a call can be verified, and no page has the rights of a file.
 */
import { readFile, realpath } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';
import type { Protocol } from 'electron';
import { buildContentSecurityPolicy } from '../../core/api/content-security-policy.ts';

const SCHEME = 'app';
const HOST = 'panel';
export const PANEL_URL = `${SCHEME}://${HOST}/`;

const CONTENT_TYPES: ReadonlyMap<string, string> = new Map([
  ['.html', 'text/html; charset=utf-8'],
  ['.js', 'text/javascript; charset=utf-8'],
  ['.css', 'text/css; charset=utf-8'],
  ['.svg', 'image/svg+xml'],
  ['.png', 'image/png'],
  ['.woff2', 'font/woff2'],
]);

const HEADERS = {
  'Content-Security-Policy': buildContentSecurityPolicy("'none'"),
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
};

/** Must be called before the app is ready. */
export function registerPanelScheme(protocol: Pick<Protocol, 'registerSchemesAsPrivileged'>): void {
  protocol.registerSchemesAsPrivileged([{ scheme: SCHEME, privileges: { standard: true, secure: true } }]);
}

/** @param dir folder of the built panel */
export function servePanel(protocol: Pick<Protocol, 'handle'>, dir: string): void {
  protocol.handle(SCHEME, async (request) => {
    const url = new URL(request.url);
    if (url.host !== HOST || (request.method !== 'GET' && request.method !== 'HEAD')) return notFound();
    const file = await fileAt(dir, url.pathname);
    if (file === null) return notFound();
    const type = CONTENT_TYPES.get(extname(file));
    if (type === undefined) return notFound();
    const body = request.method === 'HEAD' ? null : new Uint8Array(await readFile(file));
    return new Response(body, { headers: { ...HEADERS, 'Content-Type': type } });
  });
}

/** Whether the address is that of the panel, and not only looks like it. */
export function isPanelUrl(text: string): boolean {
  try {
    const { protocol, host } = new URL(text);
    return protocol === `${SCHEME}:` && host === HOST;
  } catch {
    return false;
  }
}

/** @returns null where there is no such file, or a link leads out of the folder */
async function fileAt(dir: string, pathname: string): Promise<string | null> {
  try {
    const path = decodeURIComponent(pathname);
    const root = await realpath(dir);
    const file = await realpath(join(root, path === '/' ? 'index.html' : path));
    return file.startsWith(root + sep) ? file : null;
  } catch {
    // There is no such file, or the path is malformed.
    return null;
  }
}

const notFound = () => new Response('Not found.', { status: 404, headers: HEADERS });
