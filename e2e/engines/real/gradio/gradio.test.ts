/**
 * A real page of Gradio 3, as AUTOMATIC1111 has one, through the gateway in a browser: its calls, its queue on a WebSocket, which
 * it opens at the root of its address, uploads and the files of results.
 */
import { randomBytes } from 'node:crypto';
import type { Page } from '@playwright/test';
import { describe, expect, onTestFinished } from 'vitest';
import { it } from '../../../launch/headless/host-for-test.ts';
import { launchBrowser } from '../../../launch/launch-browser.ts';
import { eventually } from '../../../testkit/eventually.ts';
import { inRepository } from '../../../testkit/repository.ts';
import { realEngine } from '../real-engine.ts';

const Command = realEngine('GRADIO3_PYTHON');
const SETTINGS = {
  Command,
  Arguments: `${inRepository('e2e/engines/real/gradio/sample-app.py')} {PORT}`,
  ReadyUrl: 'http://127.0.0.1:{PORT}/config',
  Environment: 'GRADIO_ANALYTICS_ENABLED=False',
};
/** Gradio takes many seconds to be imported on a busy machine. */
const LIMIT_MS = 240_000;
const STEP_MS = 60_000;
const PICTURE = inRepository('build/icons/app/48x48.png');
const PICTURE_WIDTH = 48;

const browser = launchBrowser();

async function openPage(): Promise<Page> {
  const page = await (await browser().newContext()).newPage();
  onTestFinished(() => page.context().close());
  return page;
}

describe('a page of Gradio 3', () => {
  it('works below its own address: calls, its queue, uploads and results', { timeout: LIMIT_MS }, async ({
    hostForTest,
  }) => {
    const { host, backends } = await hostForTest();
    const { id } = await backends.addRunning(SETTINGS, { type_id: 'command', title: 'Pictures' });
    const page = await openPage();
    page.setDefaultTimeout(STEP_MS);
    const asked: string[] = [];
    page.on('request', (request) => void asked.push(request.url()));
    page.on('websocket', (socket) => void asked.push(socket.url()));
    const { url } = await host.call('GetPageLink', { backend_id: id });
    await page.goto(String(url));
    const said = page.locator('#said textarea');
    await page.locator('#entry textarea').fill('hello');
    await page.locator('#echo').click();
    await eventually(
      'a call is answered',
      async () => (await said.inputValue()) === 'echo: hello',
      undefined,
      STEP_MS,
    );
    await page.locator('#slow').click();
    await eventually(
      'the queue is followed',
      async () => (await said.inputValue()) === 'hello part 2',
      undefined,
      STEP_MS,
    );
    const buffer = randomBytes(2_000_000);
    await page
      .locator('#file input[type=file]')
      .setInputFiles({ name: 'a.bin', mimeType: 'application/octet-stream', buffer });
    const size = page.locator('#size textarea');
    await eventually(
      'the upload has arrived',
      async () => (await size.inputValue()) === '2000000 bytes',
      undefined,
      STEP_MS,
    );
    await page.locator('#picture input[type=file]').setInputFiles(PICTURE);
    const result = page.locator('#results img').first();
    await result.waitFor();
    expect(
      await result.evaluate((image: HTMLImageElement) => image.decode().then(() => image.naturalWidth)),
    ).toBe(PICTURE_WIDTH);
    // Where no Referer tells which page asks, as with a WebSocket, only the address does.
    const elsewhere = asked.filter(
      (each) =>
        !each.replace(/^ws/, 'http').startsWith(String(url)) && each.includes(new URL(String(url)).host),
    );
    expect(elsewhere).toEqual([]);
  });
});
