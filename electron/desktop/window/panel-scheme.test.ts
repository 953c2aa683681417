import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { isPanelUrl, PANEL_URL, servePanel } from './panel-scheme.ts';

let dir: string;
let handle: (request: Request) => Response | Promise<Response>;
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'switchyard-scheme-'));
  writeFileSync(join(dir, 'index.html'), '<!doctype html>');
  writeFileSync(join(dir, 'main.js'), '1');
  writeFileSync(join(dir, 'key.pem'), 'of a type that the panel does not have');
  symlinkSync('/etc/hostname', join(dir, 'out.js'));
  servePanel(
    {
      handle: (_, handler) => {
        handle = handler;
      },
    },
    dir,
  );
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const get = (path: string, method = 'GET') => handle({ url: path, method } as Request);

test('the panel is served with its type and a policy that allows scripts of its own and no connection', async () => {
  const page = await get(PANEL_URL);
  expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
  const policy = page.headers.get('content-security-policy');
  expect(policy).toContain("default-src 'none'; script-src 'self'");
  expect(policy).toContain("connect-src 'none'");
  expect((await get(`${PANEL_URL}main.js`)).status).toBe(200);
});

test.each([
  'app://panel/../../etc/hostname',
  'app://panel/%2e%2e/%2e%2e/etc/hostname',
  'app://panel/out.js',
  'app://panel/key.pem',
  'app://panel/none.js',
  'app://panel/%',
  'app://other/main.js',
])('%s is not found', async (url) => {
  expect((await get(url)).status).toBe(404);
});

test('only GET and HEAD are answered', async () => {
  expect((await get(PANEL_URL, 'POST')).status).toBe(404);
});

test.each([
  ['app://panel/', true],
  ['app://panel/#/backend/3', true],
  ['app://panel.evil.example/', false],
  ['app://evil/', false],
  ['https://panel/', false],
  ['file:///panel/', false],
  ['app:panel', false],
  ['', false],
])('%s is an address of the panel: %s', (url, expected) => expect(isPanelUrl(url)).toBe(expected));
