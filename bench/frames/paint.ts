/** How long the panel takes until its first paint, and an empty React page that was built by the same tools. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import type { Browser, BrowserContext } from '@playwright/test';
import { build } from 'vite';
import { inRepository } from '../../e2e/testkit/repository.ts';
import { quantile } from '../measure.ts';

const ROUNDS = 15;

const PAGE =
  '<!doctype html><html lang="en"><body><div id="root"></div><script type="module" src="/main.js"></script></body></html>';
const PROGRAM = `
  import { createElement } from 'react';
  import { createRoot } from 'react-dom/client';
  createRoot(document.getElementById('root')).render(createElement('p', null, 'Empty'));
`;

/** Builds the empty page and serves it. */
async function serveEmptyPage(): Promise<{ address: string; close: () => void }> {
  // In the repository, for its packages are found from there.
  const root = inRepository('dist-test/empty-page');
  const outDir = join(root, 'built');
  mkdirSync(root, { recursive: true });
  writeFileSync(join(root, 'index.html'), PAGE);
  writeFileSync(join(root, 'main.js'), PROGRAM);
  await build({ root, configFile: false, logLevel: 'warn', build: { outDir, emptyOutDir: true } });
  const types: Record<string, string> = { '.js': 'text/javascript', '.html': 'text/html' };
  const server = createServer(({ url = '/' }, response) => {
    const path = join(outDir, url === '/' ? 'index.html' : url);
    // A browser asks for an icon too.
    if (!existsSync(path)) return void response.writeHead(404).end();
    const type = types[extname(path)] ?? 'application/octet-stream';
    response.writeHead(200, { 'Content-Type': type }).end(readFileSync(path));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    close: () => server.close(),
  };
}

/** Milliseconds from the navigation to the first paint that shows anything. */
async function firstPaint(context: BrowserContext, address: string): Promise<number> {
  const page = await context.newPage();
  await page.goto(address);
  const ms = await page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        new PerformanceObserver((list) => {
          const entry = list.getEntriesByName('first-contentful-paint')[0];
          if (entry) resolve(entry.startTime);
        }).observe({ type: 'paint', buffered: true });
      }),
  );
  await page.close();
  return ms;
}

/** @param signedIn may open the panel @param address of the panel */
export async function reportFirstPaint(
  browser: Browser,
  signedIn: BrowserContext,
  address: string,
): Promise<void> {
  const empty = await serveEmptyPage();
  const storageState = await signedIn.storageState();
  const times = { 'nothing in the cache': [[], []], 'opened before': [[], []] } as Record<string, number[][]>;
  for (let round = 0; round < ROUNDS; round += 1) {
    const context = await browser.newContext({ storageState });
    for (const [kind, [ofPanel = [], ofEmpty = []]] of Object.entries(times)) {
      ofEmpty.push(await firstPaint(context, empty.address));
      ofPanel.push(await firstPaint(context, address));
      void kind;
    }
    await context.close();
  }
  for (const [kind, [ofPanel = [], ofEmpty = []]] of Object.entries(times)) {
    const [panel, floor] = [quantile(ofPanel, 0.5), quantile(ofEmpty, 0.5)];
    console.log(
      `first paint, ${kind}: ${panel.toFixed(0)} ms, of an empty React page ${floor.toFixed(0)} ms: ${(panel / floor).toFixed(2)} times (medians of ${ROUNDS})`,
    );
  }
  empty.close();
}
