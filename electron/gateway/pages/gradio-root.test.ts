/** The page of Gradio 3 gets the address below which it is, however its bytes are cut into pieces. */
import { readFileSync } from 'node:fs';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { inRepository } from '../../../e2e/testkit/repository.ts';
import { withGradioRoot } from './gradio-root.ts';

const PAGE = readFileSync(inRepository('e2e/recordings/gradio-3.41.2/page.html'), 'utf8');

async function sent(page: string, pieceLength: number, prefix = '/upstream/3'): Promise<string> {
  const bytes = Buffer.from(page);
  async function* body() {
    for (let at = 0; at < bytes.length; at += pieceLength) yield bytes.subarray(at, at + pieceLength);
  }
  const pieces: Buffer[] = [];
  for await (const piece of withGradioRoot(body(), prefix)) pieces.push(piece);
  return Buffer.concat(pieces).toString();
}

/** What the scripts of the page that stand in it leave as its configuration. */
function configOf(page: string): { root: string; version: string } {
  const window: { gradio_config?: { root: string; version: string } } = {};
  for (const [, script = ''] of page.matchAll(/<script>(.*?)<\/script>/gs))
    if (script.includes('gradio_config')) runInNewContext(script, { window });
  if (!window.gradio_config) throw new Error('The page has no configuration.');
  return window.gradio_config;
}

describe('a page of Gradio', () => {
  it.each([1, 7, 23, 24, 25, 1000, 1_000_000])(
    'of version 3 learns its root from pieces of %i bytes',
    async (length) => {
      const page = await sent(PAGE, length);
      expect(configOf(PAGE).root).toBe('');
      expect(configOf(page)).toEqual({ ...configOf(PAGE), root: '/upstream/3' });
      // Nothing else has changed.
      const added = page.length - PAGE.length;
      const at = [...page].findIndex((sign, index) => sign !== PAGE[index]);
      expect(page.slice(0, at) + page.slice(at + added)).toBe(PAGE);
    },
  );

  it('of version 4 keeps the root that it has', async () => {
    const page = PAGE.replace('"version":"3.41.2"', '"version":"4.40.0"');
    expect(configOf(await sent(page, 1000)).root).toBe('');
  });

  it('is not ended early by an address that looks like markup', async () => {
    const prefix = '/upstream/</script><script>alert(1)//"';
    expect(configOf(await sent(PAGE, 1000, prefix)).root).toBe(prefix);
  });
});

it.each([
  ['a page of another program', '<!doctype html><script>window.config = {};</script>'],
  ['a page that only speaks of it', 'window.gradio_config = {'],
  ['an empty page', ''],
])('%s stays as it is', async (_, page) => {
  expect(await sent(page, 5)).toBe(page);
});
