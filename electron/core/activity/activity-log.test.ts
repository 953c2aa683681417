import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ManualClock } from '../../../e2e/testkit/core/manual-clock.ts';
import { nextTurn } from '../clock.ts';
import { ActivityLog, type NewEntry } from './activity-log.ts';
import { recordProgramEnd, recordProgramStart } from './program-activity.ts';

const DAY = 86_400_000;
let dataDir: string;
let clock: ManualClock;
let secrets: string[];
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'switchyard-activity-'));
  clock = new ManualClock();
  secrets = [];
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

const open = () => new ActivityLog({ dataDir, clock, secrets: () => secrets });
const entry = (message: string, facts: Partial<NewEntry> = {}): NewEntry => ({
  kind: 'starting',
  uid: 'aaaaaaaaaaaa',
  backend: { id: 0, name: 'Flux' },
  message,
  ...facts,
});
const messagesOf = async (log: ActivityLog, query: Partial<Parameters<ActivityLog['read']>[0]> = {}) =>
  (await log.read({ limit: 100, ...query })).entries.map(({ message }) => message);

test('the newest entry comes first, and the entries of earlier runs of the program follow', async () => {
  const first = open();
  first.record(entry('one'));
  first.record(entry('two'));
  await first.close();
  const second = open();
  second.record(entry('three'));
  expect(await messagesOf(second)).toEqual(['three', 'two', 'one']);
  const { entries } = await second.read({ limit: 100 });
  expect(entries.map(({ seq }) => seq)).toEqual([3, 2, 1]);
});

test('the numbers go on after an entry of any length, and after one that a crash has cut', async () => {
  const first = open();
  first.record(entry('one'));
  first.record(entry('x'.repeat(200_000)));
  await first.close();
  appendFileSync(join(dataDir, 'activity', 'activity.jsonl'), `{"seq":3,"message":"${'y'.repeat(100_000)}`);
  const second = open();
  expect(second.lastSeq).toBe(2);
  expect(second.lastOfEarlierRun?.message).toHaveLength(200_000);
  second.record(entry('three'));
  expect((await second.read({ limit: 1 })).entries[0]).toMatchObject({ seq: 3, message: 'three' });
});

test('pages follow each other without a gap, from memory on into the files', async () => {
  const log = open();
  for (let count = 1; count <= 1200; count++) log.record(entry(String(count)));
  const found: string[] = [];
  let before: number | undefined;
  for (;;) {
    const page = await log.read({ limit: 250, before });
    found.push(...page.entries.map(({ message }) => message));
    if (page.before === null) break;
    before = page.before;
  }
  expect(found).toEqual(Array.from({ length: 1200 }, (_, index) => String(1200 - index)));
});

test('entries are found by backend and by category, and those after a number', async () => {
  const log = open();
  log.record(entry('a starts'));
  log.record(entry('b crashed', { kind: 'crashed', uid: 'bbbbbbbbbbbb' }));
  log.record(entry('the program', { kind: 'program_started', uid: undefined, backend: undefined }));
  await log.close();
  const again = open();
  again.record(entry('a crashed', { kind: 'crashed' }));
  expect(await messagesOf(again, { uid: 'bbbbbbbbbbbb' })).toEqual(['b crashed']);
  expect(await messagesOf(again, { categories: ['failures'] })).toEqual(['a crashed', 'b crashed']);
  expect(await messagesOf(again, { uid: 'aaaaaaaaaaaa', categories: ['runs'] })).toEqual(['a starts']);
  expect(await messagesOf(again, { after: 2 })).toEqual(['a crashed', 'the program']);
});

test('nothing that is older than 30 days is shown, and files that are older go', async () => {
  const log = open();
  log.record(entry('old'));
  await clock.advance(31 * DAY);
  log.record(entry('new'));
  expect(await messagesOf(log)).toEqual(['new']);
});

test('the files stay within their limit, whatever happens how often', async () => {
  const log = open();
  const text = 'x'.repeat(100_000);
  for (let count = 0; count < 200; count++) {
    log.record(entry(`${count} ${text}`));
    if (count % 20 === 0) await log.read({ limit: 500 });
  }
  await log.close();
  const folder = join(dataDir, 'activity');
  const bytes = readdirSync(folder).reduce((sum, name) => sum + readFileSync(join(folder, name)).length, 0);
  expect(bytes).toBeLessThan(8.5 * 1024 * 1024);
  expect((await messagesOf(open()))[0]).toMatch(/^199 /);
});

test('a line that a crash has cut costs that line alone', async () => {
  const log = open();
  log.record(entry('one'));
  await log.close();
  appendFileSync(join(dataDir, 'activity', 'activity.jsonl'), '{"seq":2,"at":"2026-01');
  const again = open();
  again.record(entry('two'));
  await again.close();
  expect(await messagesOf(open())).toEqual(['two', 'one']);
});

test('no entry holds a secret that the program knows, neither in memory nor on disk', async () => {
  secrets = ['canary-7f3a9c'];
  const log = open();
  log.record(
    entry('it printed canary-7f3a9c', {
      error: {
        code: 'crashed',
        message: 'canary-7f3a9c',
        hint: `see ${encodeURIComponent('canary-7f3a9c')}`,
      },
      changes: [
        { field: 'title', name: 'title', label: 'Title', from: 'canary-7f3a9c', to: ['canary-7f3a9c'] },
      ],
    }),
  );
  expect(JSON.stringify(await log.read({ limit: 1 }))).not.toContain('canary');
  await log.close();
  expect(readFileSync(join(dataDir, 'activity', 'activity.jsonl'), 'utf8')).not.toContain('canary');
});

test('while the disk takes nothing, the newest entries are still there to read', async () => {
  mkdirSync(join(dataDir, 'activity', 'activity.jsonl'), { recursive: true });
  const log = open();
  log.record(entry('one'));
  expect(await messagesOf(log)).toEqual(['one']);
});

test('who listens gets the number of each new entry until it stops listening', async () => {
  const log = open();
  const numbers: number[] = [];
  const stop = log.subscribe((seq) => numbers.push(seq));
  log.record(entry('one'));
  log.record(entry('two'));
  await nextTurn();
  stop();
  log.record(entry('three'));
  await nextTurn();
  expect(numbers).toEqual([1, 2]);
});

test('an entry that takes time is made after the turn in which it is recorded, and keeps its place; a reader has it at once', async () => {
  const log = open();
  const made: string[] = [];
  const late = (text: string) => () => {
    made.push(text);
    return entry(text);
  };
  log.record(late('one'));
  log.record(() => null);
  log.record(entry('two'));
  await Promise.resolve();
  expect(made).toEqual([]);
  await nextTurn();
  expect(made).toEqual(['one']);
  log.record(late('three'));
  expect(log.lastSeq).toBe(3);
  expect((await log.read({ limit: 10 })).entries.map(({ message, seq }) => `${seq} ${message}`)).toEqual([
    '3 three',
    '2 two',
    '1 one',
  ]);
  log.record(late('four'));
  await log.close();
  expect(await messagesOf(open())).toEqual(['four', 'three', 'two', 'one']);
});

test('a secret that is forgotten right after it is recorded is masked all the same', async () => {
  secrets = ['canary-7f3a9c'];
  const log = open();
  log.record(() => entry('it was canary-7f3a9c'));
  secrets = [];
  expect(await messagesOf(log)).toEqual(['it was ***']);
});

test('a start says whether the run before had a proper end', async () => {
  const first = open();
  recordProgramStart(first, '1.0.0');
  await recordProgramEnd(first);
  const second = open();
  recordProgramStart(second, '1.0.0');
  expect((await messagesOf(second))[0]).toBe('Switchyard 1.0.0 started.');
  // It is killed.
  await second.read({ limit: 1 });
  await second.close();
  const third = open();
  recordProgramStart(third, '1.0.0');
  expect((await messagesOf(third))[0]).toContain('The previous run did not end properly');
  expect(existsSync(join(dataDir, 'activity'))).toBe(true);
});

test('how long starts usually take is known from earlier runs of the program', async () => {
  const first = open();
  for (const seconds of [40, 42, 41]) first.record(entry('ready', { kind: 'ready', seconds }));
  await first.close();
  const second = open();
  // What is read at the start is read before this.
  await second.read({ limit: 1 });
  expect(second.usualStartSeconds('aaaaaaaaaaaa')).toBe(41);
  expect(second.usualStartSeconds('bbbbbbbbbbbb')).toBeNull();
});
