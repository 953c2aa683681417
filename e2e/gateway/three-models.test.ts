/** Three models on a card that holds two of them, called in turn by their names. `npm run test:faults` does it for ten minutes. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, onTestFinished } from 'vitest';
import type { FullBackend } from '../../shared/backend.ts';
import { it, type OpenedHost } from '../launch/headless/host-for-test.ts';
import type { TestHost } from '../launch/headless/start-host.ts';
import { type GpuStandIn, installGpuStandIn, twoGpus } from '../launch/stand-ins/install-gpus.ts';
import { standInPath } from '../launch/stand-ins/launch-engine.ts';
import type { Backends, LogLine } from '../testkit/backends.ts';
import { ggufModel } from '../testkit/gguf.ts';

const IS_LONG = process.env.SWITCHYARD_FAULTS === 'long';
/** Milliseconds for which models are called one after another; at least once each. */
const DURATION = IS_LONG ? 600_000 : 0;
const MAX_TEST_DURATION = DURATION + 180_000;
/** Less than the time that is left after the last call, so that a call that hangs is told with what the cards show. */
const MAX_CALL_DURATION = 90_000;
/** How often each model is called at least. */
const MIN_ROUNDS = 2;
/** Milliseconds between two looks at the cards. */
const CARDS_INTERVAL = IS_LONG ? 50 : 5;

const NAMES = ['first', 'second', 'third'] as const;
type Name = (typeof NAMES)[number];
const GB_IN_MIB = 1024;
/** What each of them does: 10 GB, and an answer that takes a moment. */
const ORDERS = { load_ms: 50, answer_ms: 20, vram_mib: 10 * GB_IN_MIB };

interface Opened extends OpenedHost {
  ids: Record<Name, number>;
}

const isStarting = ({ phase }: FullBackend): boolean => phase === 'waiting' || phase === 'loading';
const isLoaded = ({ phase }: FullBackend): boolean => phase === 'running' || phase === 'loading';

/** What the cards have shown. */
class CardsWatch {
  mostLoaded = 0;
  /** Cards that wait or load without a word for whom. */
  readonly unexplained: FullBackend[] = [];
  readonly sleepNotices = new Set<string>();
  starting = 0;
  readonly #backends: Backends;
  readonly #ended: Promise<void>;
  #isEnding = false;

  constructor(backends: Backends) {
    this.#backends = backends;
    this.#ended = this.#watch();
  }

  async end(): Promise<void> {
    this.#isEnding = true;
    await this.#ended;
  }

  async #watch(): Promise<void> {
    while (!this.#isEnding) {
      const cards = Object.values(await this.#backends.fullList());
      this.mostLoaded = Math.max(this.mostLoaded, cards.filter(isLoaded).length);
      const starting = cards.filter(isStarting);
      this.starting += starting.length;
      this.unexplained.push(...starting.filter(({ wake_notice }) => wake_notice === undefined));
      for (const { off_notice } of cards) if (off_notice) this.sleepNotices.add(off_notice.message);
      await wait(CARDS_INTERVAL);
    }
  }
}

async function cardOf24Gb(): Promise<GpuStandIn> {
  const [gpu] = twoGpus();
  if (!gpu) throw new Error('There is no GPU.');
  const gpus = await installGpuStandIn({ gpus: [{ ...gpu, usedMiB: 0, totalMiB: 24 * GB_IN_MIB }] });
  onTestFinished(gpus.remove);
  return gpus;
}

/** Files that begin as models do. */
async function modelFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'switchyard-three-models-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  for (const name of NAMES) await writeFile(join(folder, `${name}.gguf`), ggufModel());
  return folder;
}

/** A host whose three models are known and asleep. */
async function openWithThree({
  hostForTest,
  dataDirForTest,
}: {
  hostForTest: (options: { dataDir: string; env: Record<string, string> }) => Promise<OpenedHost>;
  dataDirForTest: () => Promise<string>;
}): Promise<Opened> {
  const gpus = await cardOf24Gb();
  const folder = await modelFolder();
  const options = { dataDir: await dataDirForTest(), env: gpus.environment };
  const learning = await hostForTest(options);
  const ids: Partial<Record<Name, number>> = {};
  for (const name of NAMES) {
    const settings = {
      Command: standInPath('llama-server'),
      ModelPath: join(folder, `${name}.gguf`),
      ExtraArgs: `--stand-in '${JSON.stringify(ORDERS)}'`,
      StartWhen: 'on demand',
      GPU_ID: '0',
      VramNeedGB: 10,
    };
    const { id } = await learning.backends.addRunning(settings, { type_id: 'llamaserver' });
    await learning.backends.until(id, 'lists its model', ({ models }) => models?.length === 1);
    ids[name] = id;
  }
  await learning.host.stop();
  const opened = await hostForTest(options);
  return { ...opened, ids: ids as Record<Name, number> };
}

/** @returns milliseconds until it was answered */
async function call({ host, backends }: Opened, model: Name): Promise<number> {
  const from = performance.now();
  const reply = await fetch(`${host.url}/v1/completions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${host.token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ model, prompt: 'Hello' }),
    signal: AbortSignal.timeout(MAX_CALL_DURATION),
  }).catch(async (error: unknown) => {
    const cards = JSON.stringify(await backends.fullList());
    throw new Error(`“${model}” is not answered. The cards: ${cards}`, { cause: error });
  });
  expect(reply.status, await reply.text()).toBe(200);
  return performance.now() - from;
}

describe('three models of 10 GB on a card of 24 GB, called in turn by their names', () => {
  it(
    'are all answered, never more than two of them loaded, and none started that nobody asked for',
    async ({ hostForTest, dataDirForTest }) => {
      const opened = await openWithThree({ hostForTest, dataDirForTest });
      const { host, backends, ids } = opened;
      const cards = Object.values(await backends.fullList());
      expect(cards.map(({ phase }) => phase)).toEqual(NAMES.map(() => 'sleeping'));

      const watch = new CardsWatch(backends);
      const times: number[] = [];
      const calls: Record<Name, number> = { first: 0, second: 0, third: 0 };
      const from = performance.now();
      try {
        while (calls.third < MIN_ROUNDS || performance.now() - from < DURATION)
          for (const name of NAMES) {
            times.push(await call(opened, name));
            calls[name]++;
          }
        // Once it is loaded, nothing is started for it.
        await call(opened, 'third');
      } finally {
        await watch.end();
      }
      if (IS_LONG) console.log(describeTimes(times));

      expect(watch.mostLoaded).toBe(2);
      // Whoever waits or loads says for whom; whoever sleeps again says why.
      expect(watch.starting).toBeGreaterThan(0);
      expect(watch.unexplained).toEqual([]);
      expect([...watch.sleepNotices]).toContainEqual(
        expect.stringMatching(/^It sleeps to free memory for Backend \d/),
      );
      for (const name of NAMES) {
        const starts = await countLines(host, ids[name], 'Starting.');
        const wakes = await countLines(host, ids[name], `A request for “${name}” waits.`);
        // The first start, by which its model became known, was in the host before.
        expect(starts - 1).toBe(wakes);
        expect(wakes).toBeLessThanOrEqual(calls[name]);
      }
    },
    MAX_TEST_DURATION,
  );
});

/** How often its log has that line. */
async function countLines(host: TestHost, backend_id: number, line: string): Promise<number> {
  let count = 0;
  let before: number | null | undefined;
  while (before !== null) {
    const page = (await host.call('GetBackendLog', { backend_id, limit: 5000, search: line, before })) as {
      lines: LogLine[];
      before: number | null;
    };
    count += page.lines.filter(({ text }) => text === line).length;
    before = page.before;
  }
  return count;
}

function describeTimes(times: readonly number[]): string {
  const sorted = [...times].sort((a, b) => a - b).map(Math.round);
  const at = (share: number) => sorted[Math.floor(share * (sorted.length - 1))];
  return `${times.length} calls: ${at(0)} ms at least, ${at(0.5)} in the middle, ${at(0.95)} for 95 of 100, ${at(1)} at most`;
}
