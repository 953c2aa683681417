/** Workers that print as fast as they can, whatever they print: others are answered hardly later, and memory stays bounded. */
import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import { it } from '../launch/headless/host-for-test.ts';
import type { TestHost } from '../launch/headless/start-host.ts';

const REQUESTS = 40;
/** The target is 2; the rest is for a machine that runs other tests at the same time. A flood of empty lines once made it 50. */
const MAX_RATIO = 6;
const ATTEMPTS = 4;
/** Megabytes that one flood may add to what the host holds. */
const MAX_GROWTH = 50;
/**
 * Megabytes that all of them may add together. V8 keeps what its heap once needed, so each adds a little: 42 to 79, and no more than
 * 64 after five rounds of them on a quiet machine.
 */
const MAX_GROWTH_OF_ALL = 120;

/** Milliseconds, the median of some requests one after another. */
async function latencyOf(host: TestHost): Promise<number> {
  const samples: number[] = [];
  for (let left = REQUESTS; left > 0; left--) {
    const before = performance.now();
    await (await host.request('/healthz')).text();
    samples.push(performance.now() - before);
  }
  return samples.sort((a, b) => a - b)[REQUESTS / 2] as number;
}

/** Resident memory in megabytes; 0 where there is no /proc. */
function residentMemory(host: TestHost): number {
  if (process.platform !== 'linux') return 0;
  return Number(readFileSync(`/proc/${host.pid}/statm`, 'latin1').split(' ')[1]) / 256;
}

it('a flood of anything delays nobody, and takes bounded memory', async ({ hostForTest }) => {
  const { host, backends } = await hostForTest();
  const kinds = ['empty', 'one-character', 'carriage-returns', 'ansi', 'endless', 'invalid-utf8', 'lines'];
  const { id } = await backends.addResting({ StopSeconds: 0.1 });
  await latencyOf(host);
  const inQuiet = residentMemory(host);
  let highest = inQuiet;
  for (const kind of kinds) {
    let growth = 0;
    let ratio = Number.POSITIVE_INFINITY;
    for (let attempt = 0; attempt < ATTEMPTS && ratio > MAX_RATIO; attempt++) {
      const quiet = await latencyOf(host);
      await backends.edit(id, { settings: { Flags: `--flood 0 --flood-of ${kind}` } });
      const before = residentMemory(host);
      await backends.toggle(id, true);
      await backends.running(id);
      const sampling = setInterval(() => {
        const now = residentMemory(host);
        growth = Math.max(growth, now - before);
        highest = Math.max(highest, now);
      }, 5);
      ratio = Math.min(ratio, (await latencyOf(host)) / quiet);
      clearInterval(sampling);
      await backends.toggle(id, false);
    }
    console.log(
      `flood of ${kind}: ${ratio.toFixed(2)} times the latency of quiet, ${Math.round(growth)} MB more`,
    );
    expect(ratio, kind).toBeLessThan(MAX_RATIO);
    expect(growth, kind).toBeLessThan(MAX_GROWTH);
  }
  console.log(`floods: at most ${Math.round(highest - inQuiet)} MB more`);
  expect(highest - inQuiet).toBeLessThan(MAX_GROWTH_OF_ALL);
});
