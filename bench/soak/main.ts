/**
 * `npm run soak -- --minutes N`: random operations and crashes on a real host, and whether anything of the host grows.
 * Ends with exit code 1 where something does. Linux only, for the host reads /proc.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startHost, type TestHost } from '../../e2e/launch/headless/start-host.ts';
import { eventually } from '../../e2e/testkit/eventually.ts';
import { sampledEnvironment, sampleHost } from '../../e2e/testkit/host-samples.ts';
import type { HostSample } from '../../e2e/testkit/process/host-sample.ts';
import { workersOf } from '../../e2e/testkit/processes.ts';
import { RandomOperations } from './random-operations.ts';
import { findTrend } from './trend.ts';

const MINUTE = 60_000;
const DEFAULT_MINUTES = 20;
/** Milliseconds of random operations between two samples. */
const ROUND = 8000;
/** The part of the run in which caches and bounded lists fill, so that it does not count. */
const WARM_UP = 0.4;
const MB = 1024 * 1024;

/** What may come on top over the counted time without being a finding: the noise of an allocator and of timers. */
const ALLOWANCES: Record<
  Exclude<keyof HostSample, 'number' | 'kinds'>,
  { allowance: number; unit: number; name: string }
> = {
  rss: { name: 'resident memory (MB)', unit: MB, allowance: 12 * MB },
  heap: { name: 'heap after collection (MB)', unit: MB, allowance: 2 * MB },
  external: { name: 'buffers (MB)', unit: MB, allowance: 2 * MB },
  descriptors: { name: 'descriptors', unit: 1, allowance: 2 },
  timers: { name: 'timers', unit: 1, allowance: 2 },
  emitters: { name: 'objects with listeners', unit: 1, allowance: 20 },
  listeners: { name: 'listeners of the process', unit: 1, allowance: 1 },
  children: { name: 'child processes', unit: 1, allowance: 1 },
};

/** npm passes `-- --minutes N` on as it is, makes a variable of `--minutes=N`, and of `--minutes N` only N arrives. */
function readMinutes(): number {
  const { values, positionals } = parseArgs({
    options: { minutes: { type: 'string' } },
    allowPositionals: true,
  });
  const minutes = Number(
    values.minutes ?? positionals[0] ?? process.env.npm_config_minutes ?? DEFAULT_MINUTES,
  );
  if (!(minutes > 0)) throw new Error('--minutes must be a number above 0.');
  return minutes;
}

/** One round: random operations, then none of their backends is left, then a sample. */
async function runRound(
  host: TestHost,
  operations: RandomOperations,
  sampleFile: string,
): Promise<HostSample> {
  const end = performance.now() + ROUND;
  const lane = async () => {
    while (performance.now() < end) await operations.one();
  };
  await Promise.all([lane(), lane()]);
  await operations.clear();
  await eventually('all workers are gone', () => workersOf(host.dataDir).length === 0);
  return await sampleHost(host, sampleFile);
}

function printVerdict(samples: readonly (HostSample & { at: number })[]): boolean {
  const counted = samples.slice(Math.floor(samples.length * WARM_UP));
  let anyGrows = false;
  console.log('\n  per hour   first    last  what');
  for (const [key, { name, unit, allowance }] of Object.entries(ALLOWANCES) as [
    keyof typeof ALLOWANCES,
    (typeof ALLOWANCES)[keyof typeof ALLOWANCES],
  ][]) {
    const values = counted.map((sample) => ({ at: sample.at, value: sample[key] }));
    const { grows, slope } = findTrend(values, allowance);
    anyGrows ||= grows;
    const format = (value = 0) => (value / unit).toFixed(1).padStart(8);
    const [first, last] = [format(values[0]?.value), format(values.at(-1)?.value)];
    console.log(`${(slope / unit).toFixed(2).padStart(10)}${first}${last}  ${name}${grows ? ' GROWS' : ''}`);
  }
  return anyGrows;
}

/** Where objects grow, their classes tell what they are. */
function printKinds(samples: readonly HostSample[]): void {
  const first = samples[Math.floor(samples.length * WARM_UP)]?.kinds ?? {};
  const last = samples.at(-1)?.kinds ?? {};
  const more = Object.entries(last).filter(([kind, count]) => count > (first[kind] ?? 0));
  const texts = more.map(([kind, count]) => `${kind} ${first[kind] ?? 0} → ${count}`);
  console.log(`\nMore objects with listeners than after the warm-up: ${texts.join(', ') || 'none'}`);
}

const minutes = readMinutes();
const dataDir = await mkdtemp(join(tmpdir(), 'switchyard-soak-'));
const sampleFile = join(dataDir, 'sample.json');
const host = await startHost({ dataDir, env: sampledEnvironment(sampleFile) });
const operations = new RandomOperations(host);
const samples: (HostSample & { at: number })[] = [];
try {
  const started = performance.now();
  while (performance.now() - started < minutes * MINUTE) {
    const sample = await runRound(host, operations, sampleFile);
    const at = (performance.now() - started) / MINUTE;
    samples.push({ ...sample, at: at / 60 });
    const { rss, heap, descriptors, timers, emitters, children } = sample;
    console.log(
      `${at.toFixed(1)} min: ${(rss / MB).toFixed(1)} MB resident, ${(heap / MB).toFixed(2)} MB heap, ${descriptors} descriptors, ${timers} timers, ${emitters} objects with listeners, ${children} children`,
    );
  }
  console.log(`\n${[...operations.counts].map(([name, count]) => `${count} × ${name}`).join(', ')}`);
  if (printVerdict(samples)) process.exitCode = 1;
  printKinds(samples);
  console.log(process.exitCode === 1 ? '\nSomething grows.' : '\nNothing grows.');
} finally {
  await host.stop();
  await rm(dataDir, { recursive: true, force: true });
}
