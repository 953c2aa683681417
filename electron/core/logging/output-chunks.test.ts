/** Output that comes in large chunks, which are kept as bytes: all that holds for single lines holds for them. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { openTestLogs, textsOf } from '../../../e2e/testkit/core/test-logs.ts';
import { seededRandom } from '../../../e2e/testkit/seeded-random.ts';
import { systemClock } from '../clock.ts';
import { RunOutput } from '../diagnosis/run-output.ts';
import type { BackendLog } from './backend-log.ts';
import { type PipeOptions, pipeToLog } from './output-pipe.ts';

/** Pipes bytes into a log in chunks of several sizes, as pipes give them out. */
async function pipe(log: BackendLog, bytes: Buffer, options: Partial<PipeOptions> = {}): Promise<void> {
  const source = new PassThrough();
  const ended = pipeToLog(log, 'out', source, { clock: systemClock, ...options });
  const sizes = [65_536, 49_000, 65_536, 9000, 100, 65_536, 8192];
  for (let start = 0, turn = 0; start < bytes.length; turn += 1) {
    const size = sizes[turn % sizes.length] ?? 1;
    source.write(bytes.subarray(start, start + size));
    start += size;
  }
  source.end();
  await ended;
}

async function readAll(log: BackendLog): Promise<string[]> {
  const texts: string[] = [];
  const { first, last } = await log.extent();
  for (let from = first; from <= last; ) {
    const lines = await log.readFrom(from, { limit: 5000 });
    texts.push(...textsOf([...lines]));
    from = (lines.at(-1)?.seq ?? last) + 1;
  }
  return texts;
}

const linesOf = (bytes: Buffer) => bytes.toString('utf8').replace(/\n$/, '').split('\n');

describe.for([
  ['ASCII', (length: number) => 'x'.repeat(length)],
  ['lines of one length', () => 'the same line again'],
  ['other letters, which may be cut in two', (length: number) => 'äß漢😀'.repeat(length / 8)],
  ['colours', (length: number) => `\u001b[31m${'y'.repeat(length)}\u001b[0m`],
  ['invalid UTF-8 in some lines', (length: number) => (length % 50 === 0 ? '\ufffd' : 'z'.repeat(length))],
] as const)('%s', ([_, textOf]) => {
  test('is in memory and in the files as it was printed, with its time and stream', async () => {
    const random = seededRandom(7);
    const { dir, log, logs } = await openTestLogs();
    const texts = Array.from(
      { length: 12_000 },
      (__, index) => `${index} ${textOf(Math.floor(random() * 230))}`,
    );
    texts.splice(5000, 0, '', '', 'x'.repeat(30_000));
    // U+FFFD stands for a byte that is no UTF-8.
    const bytes = Buffer.from(
      Buffer.from(`${texts.join('\n')}\n`)
        .toString('latin1')
        .replaceAll('\u00ef\u00bf\u00bd', '\u00ff'),
      'latin1',
    );
    await pipe(log, bytes);
    expect(log.lastSeq).toBe(texts.length);
    expect(log.lastLines(6000)).toEqual(texts.slice(-5000));
    expect(await readAll(log)).toEqual(texts);
    await logs.close();
    const [file = ''] = readdirSync(dir);
    const written = linesOf(readFileSync(join(dir, file)));
    const prefix = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z out /;
    expect(written.every((line) => prefix.test(line))).toBe(true);
    expect(written.map((line) => line.replace(prefix, ''))).toEqual(texts);
  });
});

test('lines that are rewritten, in between, are their last states', async () => {
  const { log } = await openTestLogs();
  const flood = 'many lines of output\n'.repeat(4000);
  await pipe(log, Buffer.from(`${flood}Loading 1%\rLoading 100%\r\n${flood}`));
  const texts = await readAll(log);
  expect(texts).toHaveLength(8001);
  expect(texts[4000]).toBe('Loading 100%');
});

test('secrets are masked, in memory and in the file', async () => {
  const { dir, log, logs } = await openTestLogs();
  log.mask(['a-secret-of-mine']);
  const flood = 'many lines of output\n'.repeat(4000);
  await pipe(
    log,
    Buffer.from(`${flood}the key is a-secret-of-mine\n${flood}ä is the key a-secret-of-mine\n${flood}`),
  );
  const texts = await readAll(log);
  expect(texts.filter((text) => text.includes('key'))).toEqual(['the key is ***', 'ä is the key ***']);
  await logs.close();
  for (const file of readdirSync(dir))
    expect(readFileSync(join(dir, file), 'utf8')).not.toContain('secret-of');
});

test('messages to the adapter are handled where they come, and are not in the log', async () => {
  const { log } = await openTestLogs();
  const flood = 'many lines of output\n'.repeat(4000);
  const positions: number[] = [];
  await pipe(log, Buffer.from(`${flood}@@ready\n${flood}`), {
    control: { prefix: '@@', onMessage: () => void positions.push(log.lastSeq) },
  });
  expect(positions).toEqual([4000]);
  expect(log.lastSeq).toBe(8000);
});

test('a line that tells of a failure is found for the diagnosis, whatever is printed around it', async () => {
  const { log } = await openTestLogs();
  const output = new RunOutput();
  log.watch(output.add);
  const same = 'many lines of output\n'.repeat(10_000);
  const others = Array.from({ length: 10_000 }, (_, step) => `step ${step}\n`).join('');
  await pipe(log, Buffer.from(`${same}CUDA error: OUT OF MEMORY\n${others}Ünable: fatal\n${same}`));
  const texts = output.lines().map(({ text }) => text);
  expect(texts.slice(0, 2)).toEqual(['CUDA error: OUT OF MEMORY', 'Ünable: fatal']);
  expect(texts).toHaveLength(302);
});
