import { beforeEach, expect, test } from 'vitest';
import { ManualClock } from '../../../e2e/testkit/core/manual-clock.ts';
import type { LogLine } from '../../../shared/events.ts';
import { makeBatch } from '../text-batch.ts';
import { StartProgress } from './start-progress.ts';

let clock: ManualClock;
let changes: number;
beforeEach(() => {
  clock = new ManualClock();
  changes = 0;
});
const create = (usualSeconds: number | null = null) =>
  new StartProgress({
    clock,
    usualSeconds,
    clean: (line, maxLength) => line.slice(0, maxLength),
    onChange: () => changes++,
  });
const batch = (texts: string[], stream: LogLine['stream'] = 'err') =>
  makeBatch({ firstSeq: 1, at: '', stream }, texts);

test('before anything is printed only the usual time is known, where it is', () => {
  expect(create().shown).toEqual({});
  expect(create(40).shown).toEqual({ usual_seconds: 40 });
});

test('the last line is shown with the fraction of the last bar; log messages of Switchyard are not', () => {
  const progress = create(40);
  progress.noteLines(batch(['Loading checkpoint shards:  38%|███▊      | 3/8', 'a warning']));
  progress.noteLines(batch(['Started.'], 'host'));
  expect(progress.shown).toEqual({ fraction: 0.38, line: 'a warning', usual_seconds: 40 });
});

test('a bar that is full goes with the next line that is none', async () => {
  const progress = create();
  progress.noteLines(batch(['Loading shards: 100%|██████| 8/8', 'Compiling the graph']));
  expect(progress.shown).toEqual({ line: 'Compiling the graph' });
});

test('a line without an end is shown as it grows', async () => {
  const progress = create();
  progress.noteUnfinished('..........');
  expect(progress.shown.fraction).toBe(0.1);
  await clock.advance(1000);
  progress.noteUnfinished('.'.repeat(55));
  expect(progress.shown.fraction).toBe(0.55);
});

test('a bar that is drawn very often changes the card four times a second, and its last state is shown', async () => {
  const progress = create();
  for (let count = 0; count <= 1000; count++) {
    progress.noteUnfinished(`Loading ${count}/1000`);
    await clock.advance(1);
  }
  await clock.advance(250);
  expect(changes).toBeLessThanOrEqual(6);
  expect(progress.shown).toEqual({ fraction: 1, line: 'Loading 1000/1000' });
});

test('what the worker says through its adapter moves the bar, and is no line', () => {
  const progress = create();
  progress.noteStatus('Loading the model, 45 %');
  expect(progress.shown).toEqual({ fraction: 0.45 });
  progress.noteStatus('Setting up the graphics card');
  expect(progress.shown).toEqual({ fraction: 0.45 });
});

test('colours and control codes of a terminal are not shown', () => {
  const progress = create();
  progress.noteLines(batch(['\u001b[32mLoading weights:\u001b[0m  50% Completed | 2/4 [00:01<00:01]']));
  expect(progress.shown).toEqual({
    fraction: 0.5,
    line: 'Loading weights:  50% Completed | 2/4 [00:01<00:01]',
  });
});

test('once the start is over nothing changes any more, and no timer is left', async () => {
  const progress = create();
  progress.noteLines(batch(['one']));
  progress.noteLines(batch(['two']));
  progress.end();
  progress.noteLines(batch(['three']));
  await clock.advance(1000);
  expect(changes).toBe(1);
  expect(clock.pendingTimers()).toEqual([]);
});
