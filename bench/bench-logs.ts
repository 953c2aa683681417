/**
 * A log of a million lines: how fast it is taken, how much memory that needs, how soon any place of it is there, and how long a
 * search through it takes. Each figure is compared with the plainest program that does the same, in the same run.
 */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startHost, type TestHost } from '../e2e/launch/headless/start-host.ts';
import { FAKE_WORKER } from '../e2e/testkit/repository.ts';
import { systemClock } from '../electron/core/clock.ts';
import { type LogSink, pipeToLog } from '../electron/core/logging/output-pipe.ts';
import type { OperationOutput } from '../shared/operations.ts';

const LINES = 1_000_000;
const FLAGS = `--flood 0 --flood-lines ${LINES}`;
const FLOODING = [FAKE_WORKER, ...FLAGS.split(' ')];

/** Milliseconds from the start of the worker. */
interface FloodTimes {
  /** Until its first output is read. */
  first: number;
  /** Until all of it is taken. */
  all: number;
}

/**
 * How long a program needs that reads what the worker prints.
 * @param program what is run by Node, and its arguments
 * @param file where it writes what it reads, as it comes; null: it only counts bytes
 */
async function readByPipe(program: readonly string[], file: string | null): Promise<FloodTimes> {
  const output = file === null ? null : createWriteStream(file);
  const started = performance.now();
  const child = spawn(process.execPath, program, {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  let tail = '';
  let first = 0;
  await new Promise<void>((resolve) => {
    child.stdout.once('data', () => {
      first = performance.now() - started;
    });
    if (output !== null) child.stdout.pipe(output, { end: false });
    child.stdout.on('data', (chunk: Buffer) => {
      tail = (tail + chunk.subarray(-20).toString('latin1')).slice(-20);
      if (tail.includes('ENDED')) resolve();
    });
  });
  if (output !== null) {
    output.end();
    await once(output, 'finish');
  }
  const all = performance.now() - started;
  child.kill('SIGKILL');
  await once(child, 'close');
  return { first, all };
}

/** How long this program needs to find the lines in what the worker prints, and to drop them: what is left where files cost nothing. */
async function splitIntoLines(): Promise<FloodTimes> {
  const started = performance.now();
  const child = spawn(process.execPath, FLOODING, {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  let first: number | undefined;
  const all = await new Promise<number>((resolve) => {
    const endAt = (isLast: boolean) => {
      first ??= performance.now() - started;
      if (isLast) resolve(performance.now() - started);
    };
    const dropping: LogSink = {
      add: (_, lines) => endAt(lines.includes('FLOOD ENDED')),
      addChunk: (_, { bytes }) => endAt(bytes.includes('FLOOD ENDED')),
      logMessage: () => undefined,
      whenWritable: () => undefined,
    };
    void pipeToLog(dropping, 'out', child.stdout, { clock: systemClock });
  });
  child.kill('SIGKILL');
  await once(child, 'close');
  return { first: first ?? all, all };
}

const faster = (a: FloodTimes, b: FloodTimes) => (a.all < b.all ? a : b);

const memoryOf = (host: TestHost) =>
  Number(readFileSync(`/proc/${host.pid}/statm`, 'latin1').split(' ')[1]) / 256;

const show = ({ first, all }: FloodTimes) =>
  `${Math.round(all)} ms (first output after ${Math.round(first)})`;

/** @returns what `act` resolves to, and the most memory that the host had meanwhile, in megabytes */
async function withHighestMemory<T>(
  host: TestHost,
  act: () => Promise<T>,
): Promise<{ result: T; highest: number }> {
  let highest = memoryOf(host);
  const sampling = setInterval(() => {
    highest = Math.max(highest, memoryOf(host));
  }, 10);
  const result = await act();
  clearInterval(sampling);
  return { result, highest };
}

/** All that a search finds, by as many calls as that takes. @returns milliseconds, and how many lines match */
async function search(host: TestHost, input: object): Promise<{ ms: number; count: number }> {
  const started = performance.now();
  let count = 0;
  let before: number | null | undefined;
  while (before !== null) {
    const reply = (await host.call('SearchLog', {
      backend_id: 0,
      ...input,
      ...(before === undefined ? {} : { before }),
    })) as OperationOutput<'SearchLog'>;
    for (const [, lines] of reply.matches) count += lines;
    before = reply.before;
  }
  return { ms: performance.now() - started, count };
}

/** Milliseconds that grep needs for the same files. */
function grep(files: readonly string[], args: readonly string[]): number {
  const started = performance.now();
  execFileSync('sh', ['-c', 'grep "$@" | cat', 'grep', ...args, ...files], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  return performance.now() - started;
}

/** A host with a backend that is not started yet, whose log holds a million lines. */
async function startLoggingHost(type: string, settings: object): Promise<TestHost> {
  const host = await startHost();
  await host.call('EditPreferences', { settings: { LogMegabytes: 200 } });
  await host.call('AddNewBackend', { type_id: type, settings: {} });
  await host.call('ToggleBackend', { backend_id: 0, enabled: false });
  await host.call('EditBackend', { backend_id: 0, settings });
  return host;
}

/** Its backend prints the million lines at its start. */
const startFloodingHost = () => startLoggingHost('fake', { Flags: FLAGS });

/** Starts the worker, and waits until its last line is in the log. */
async function flood(host: TestHost): Promise<FloodTimes> {
  const lastLines = async () =>
    ((await host.call('GetBackendLog', { backend_id: 0, limit: 5 })) as OperationOutput<'GetBackendLog'>)
      .lines;
  const earlier = (await lastLines()).at(-1)?.seq ?? 0;
  const startedAt = Date.now();
  const started = performance.now();
  const switching = host.call('ToggleBackend', { backend_id: 0, enabled: true });
  for (;;) {
    if ((await lastLines()).some(({ seq, text }) => seq > earlier && text === 'FLOOD ENDED')) break;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  const all = performance.now() - started;
  await switching;
  const { runs } = (await host.call('ListLogRuns', { backend_id: 0 })) as OperationOutput<'ListLogRuns'>;
  const { lines } = (await host.call('ReadLog', {
    backend_id: 0,
    from: runs.at(-1)?.from ?? 1,
    count: 100,
  })) as OperationOutput<'ReadLog'>;
  const printed = lines.find(({ stream }) => stream === 'out');
  return { first: Date.parse(printed?.at ?? '') - startedAt, all };
}

/** A program that prints as most do: each line by itself. */
const PRINTS_LINES = `for (let n = 0; n < ${LINES}; n += 1) console.log('step', n, 'loss 0.123 lr 1e-4 eta 00:12:31');
console.log('FLOOD ENDED');
setInterval(() => {}, 1000);`;

/** How much longer a worker takes that prints a million lines one by one, as a backend of a host, and what memory that takes. */
export async function benchLogLines(): Promise<void> {
  const dir = await mkdtemp(join(tmpdir(), 'switchyard-bench-'));
  const program = join(dir, 'prints-lines.mjs');
  await writeFile(program, PRINTS_LINES);
  for (let round = 0; round < 3; round += 1) {
    const bare = await readByPipe([program], null);
    // A host of its own, for a backend that has just printed as much is slowed down (MAX_OUTPUT_BURST).
    const host = await startLoggingHost('command', { Command: process.execPath, Arguments: program });
    const before = memoryOf(host);
    const { result, highest } = await withHighestMemory(host, () => flood(host));
    await host.stop();
    console.log(
      `logs: ${LINES} lines one by one in ${show(result)}; a bare reader of a pipe ${show(bare)}: ${(bare.all / result.all).toFixed(2)} of its throughput; ${Math.round(highest - before)} MB more memory`,
    );
  }
  await rm(dir, { recursive: true });
}

/** How fast a worker is that prints the million lines at once, what memory that takes, and how soon any of them is there. */
export async function benchLogFlood(): Promise<void> {
  const host = await startFloodingHost();
  const bare = faster(await readByPipe(FLOODING, null), await readByPipe(FLOODING, null));
  const split = faster(await splitIntoLines(), await splitIntoLines());
  const copied = join(host.dataDir, 'copied');
  const intoFile = faster(await readByPipe(FLOODING, copied), await readByPipe(FLOODING, copied));
  const before = memoryOf(host);
  const { result: taken, highest } = await withHighestMemory(host, () => flood(host));
  const share = (floor: FloodTimes) => (floor.all / taken.all).toFixed(2);
  console.log(
    `logs: ${LINES} lines in ${show(taken)}; a bare reader of a pipe ${show(bare)}: ${share(bare)} of its throughput; one that writes what it reads into a file ${show(intoFile)}: ${share(intoFile)}; lines found and dropped ${show(split)}: ${share(split)}; ${Math.round(highest - before)} MB more memory`,
  );
  const extent = (await host.call('ListLogRuns', { backend_id: 0 })) as OperationOutput<'ListLogRuns'>;
  const times: number[] = [];
  for (const part of [0, 0.25, 0.5, 0.75, 0.99, 0.1, 0.33, 0.66]) {
    const from = Math.floor(extent.first + part * (extent.last - extent.first));
    const asked = performance.now();
    await host.call('ReadLog', { backend_id: 0, from, count: 500 });
    times.push(performance.now() - asked);
  }
  console.log(`logs: a page of any place in ${times.map((ms) => ms.toFixed(0)).join(', ')} ms`);
  await host.stop();
}

/** How long a search through the million lines takes. */
export async function benchLogSearch(): Promise<void> {
  const host = await startFloodingHost();
  await flood(host);
  const folder = join(host.dataDir, 'logs');
  const files = readdirSync(folder)
    .filter((name) => /^[0-9a-f]{12}\.log/.test(name))
    .map((name) => join(folder, name));
  for (const [what, input, args] of [
    ['a text that is there once', { pattern: 'flood ended' }, ['-ci', 'flood ended']],
    ['a text of a certain case', { pattern: 'FLOOD ENDED', match_case: true }, ['-c', 'FLOOD ENDED']],
    ['an expression', { pattern: 'flood.*ENDED$', regex: true, match_case: true }, ['-cE', 'flood.*ENDED$']],
    ['a text on each line', { pattern: 'flood flood' }, ['-ci', 'flood flood']],
  ] as const) {
    await search(host, input);
    const ratios: string[] = [];
    for (let round = 0; round < 3; round += 1) {
      const found = await search(host, input);
      const floor = grep(files, args);
      ratios.push(
        `${(found.ms / floor).toFixed(2)} (${Math.round(found.ms)} : ${Math.round(floor)} ms, ${found.count} lines)`,
      );
    }
    console.log(`logs: search for ${what}, times that of grep: ${ratios.join('; ')}`);
  }
  await host.stop();
}
