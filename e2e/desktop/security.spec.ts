import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startDesktop } from '../launch/desktop/start-desktop.ts';
import { expect, test } from '../panel/fixtures.ts';
import { BINDING } from '../stand-ins/electron/window/page-script.ts';
import { eventually } from '../testkit/eventually.ts';

/** For tests that inspect what the real Electron does not show. */
const standIn = { tag: '@stand-in' };
/** Calls as a page under attack could: without the preload, with any message. */
const invoke = `(message) => globalThis.${BINDING}({ channel: 'switchyard', args: [message] })`;

test('the page gets call and listen, and nothing else of Node or Electron', async ({ desktop }) => {
  const page = await desktop.window();
  expect(
    await page.evaluate(() => {
      const { switchyard } = window as unknown as { switchyard: object };
      return {
        bridge: Object.getOwnPropertyNames(switchyard).sort(),
        node: ['require', 'process', 'Buffer', 'module', 'global', 'electron', 'ipcRenderer'].filter(
          (name) => name in window,
        ),
        isSecure: isSecureContext,
      };
    }),
  ).toEqual({ bridge: ['call', 'listen'], node: [], isSecure: true });
});

test(
  'the window is sandboxed and isolated, and uses the scheme of the program',
  standIn,
  async ({ desktop }) => {
    await desktop.window();
    expect(await desktop.controls.windows()).toMatchObject([
      {
        url: 'app://panel/',
        webPreferences: {
          sandbox: true,
          contextIsolation: true,
          nodeIntegration: false,
          webSecurity: true,
          webviewTag: false,
        },
      },
    ]);
    expect((await desktop.controls.system()).isSandboxed).toBe(true);
  },
);

test('a frame in the page must not call', standIn, async ({ desktop }) => {
  const page = await desktop.window();
  await desktop.call('AddNewBackend', { type_id: 'fake', title: 'Precious' });
  await page.evaluate(() => document.body.append(document.createElement('iframe')));
  const frame = await eventually('the frame', () => page.frames()[1]);
  for (const message of [
    { call: 'DeleteBackend', input: { backend_id: 0 } },
    { call: 'ListBackends', input: {} },
    { listen: 1, to: { kind: 'state' } },
  ])
    expect(await frame.evaluate(`(${invoke})(${JSON.stringify(message)})`)).toEqual({
      error: 'Error: Only the panel may call Switchyard.',
    });
  expect(await desktop.call('ListBackends')).toMatchObject({ 0: { title: 'Precious' } });
});

test(
  'no frame of another site is loaded into the page, even without its policy',
  standIn,
  async ({ browser }) => {
    const desktop = await startDesktop({ browser, context: { bypassCSP: true } });
    const page = await desktop.window();
    let isRequested = false;
    await page.context().route('https://evil.example/**', (route) => {
      isRequested = true;
      return route.fulfill({ contentType: 'text/html', body: 'evil' });
    });
    await page.evaluate(() => {
      const frame = document.createElement('iframe');
      frame.src = 'https://evil.example/frame';
      document.body.append(frame);
    });
    await eventually('the refusal is logged', async () =>
      (await readFile(join(desktop.dataDir, 'logs', 'switchyard.log'), 'utf8')).includes(
        'A navigation to https://evil.example/frame was refused.',
      ),
    );
    expect(isRequested).toBe(false);
    expect(page.frames().map((frame) => frame.url())).not.toContain('https://evil.example/frame');
    await desktop.stop();
  },
);

test('the policy of the page blocks foreign scripts, addresses and frames', async ({ desktop }) => {
  const page = await desktop.window();
  const blocked = await page.evaluate(
    () =>
      new Promise<string[]>((resolve) => {
        const seen = new Set<string>();
        addEventListener('securitypolicyviolation', ({ effectiveDirective }) => {
          seen.add(effectiveDirective);
          if (seen.size === 5) resolve([...seen].sort());
        });
        const add = (tag: string, attributes: object) =>
          document.body.append(Object.assign(document.createElement(tag), attributes));
        add('script', { textContent: 'window.injected = 1' });
        add('script', { src: 'https://evil.example/script.js' });
        add('img', { src: 'https://evil.example/pixel.png' });
        add('iframe', { src: 'https://evil.example/frame' });
        void fetch('https://evil.example/steal').catch(() => undefined);
        add('object', { data: 'https://evil.example/object' });
      }),
  );
  expect(blocked).toEqual(expect.arrayContaining(['connect-src', 'frame-src', 'img-src', 'script-src-elem']));
  expect(await page.evaluate(() => 'injected' in window)).toBe(false);
});

test(
  'the window shows the panel alone: nothing else is loaded or opened in it',
  standIn,
  async ({ desktop }) => {
    const page = await desktop.window();
    for (const url of [
      'https://evil.example/',
      'https://other.app.invalid/',
      'https://panel.app.invalid.evil.example/',
    ]) {
      await page.evaluate((to) => location.assign(to), url);
      expect(await page.evaluate(() => location.host)).toBe('panel.app.invalid');
    }
    await page.evaluate(() => void window.open('https://example.com/documentation'));
    await page.evaluate(() => void window.open('about:blank'));
    // A web address is opened in the user's browser; every other address is ignored.
    await expect
      .poll(() => desktop.controls.opened())
      .toEqual([{ method: 'openExternal', target: 'https://example.com/documentation' }]);
    expect(desktop.pages()).toHaveLength(1);
    expect(await desktop.controls.windows()).toMatchObject([{ url: 'app://panel/' }]);
  },
);

test('no permission is ever granted', standIn, async ({ desktop }) => {
  const page = await desktop.window();
  const names = ['geolocation', 'notifications', 'camera', 'microphone', 'midi', 'clipboard-read'];
  expect(
    await page.evaluate(
      (all) =>
        Promise.all(
          all.map(async (name) => (await navigator.permissions.query({ name: name as 'midi' })).state),
        ),
      names,
    ),
  ).toEqual(names.map(() => 'denied'));
  expect(await desktop.controls.permissionDeciders()).toEqual({ request: true, check: true, device: true });
});
