import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createFrameQueue } from './frame-queue.ts';

let frames: (() => void)[] = [];
beforeEach(() => {
  vi.useFakeTimers();
  frames = [];
  vi.spyOn(window, 'requestAnimationFrame').mockImplementation((frame) => frames.push(() => frame(0)));
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

/** The browser paints once, and then does what was put behind it. */
function paint(): void {
  for (const frame of frames.splice(0)) frame();
  vi.advanceTimersByTime(1);
}

function hide(hidden: boolean): void {
  vi.spyOn(document, 'hidden', 'get').mockReturnValue(hidden);
  document.dispatchEvent(new Event('visibilitychange'));
}

function queue() {
  const done: string[] = [];
  const inTurn = createFrameQueue();
  return { done, add: (name: string) => inTurn(() => done.push(name)) };
}

test('each piece of work has a frame of its own, in order', () => {
  const { done, add } = queue();
  for (const name of ['a', 'b', 'c']) add(name);
  expect(done).toEqual([]);
  paint();
  expect(done).toEqual(['a']);
  paint();
  expect(done).toEqual(['a', 'b']);
  paint();
  expect(done).toEqual(['a', 'b', 'c']);
  add('d');
  paint();
  expect(done).toEqual(['a', 'b', 'c', 'd']);
  expect(frames).toEqual([]);
});

test('nothing is done before the frame is on the screen', () => {
  const { done, add } = queue();
  add('a');
  for (const frame of frames.splice(0)) frame();
  expect(done).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(done).toEqual(['a']);
});

test('what was called off is not done', () => {
  const { done, add } = queue();
  add('a');
  add('b')();
  add('c');
  paint();
  paint();
  expect(done).toEqual(['a', 'c']);
});

test('a page that paints more slowly than work comes does not fall behind for ever', () => {
  const { done, add } = queue();
  const names = Array.from({ length: 20 }, (_, index) => String(index));
  for (const name of names) add(name);
  paint();
  expect(done).toEqual(names.slice(0, 12));
});

test('a hidden page does at once what it is given, and what it still had to do', () => {
  const { done, add } = queue();
  add('a');
  add('b');
  hide(true);
  expect(done).toEqual(['a', 'b']);
  add('c');
  expect(done).toEqual(['a', 'b', 'c']);
  hide(false);
  add('d');
  paint();
  paint();
  expect(done).toEqual(['a', 'b', 'c', 'd']);
});

test('a window that is covered, and gets no frames, is not left behind for long', () => {
  const { done, add } = queue();
  add('a');
  add('b');
  vi.advanceTimersByTime(2000);
  expect(done).toEqual(['a', 'b']);
  // Its frames come late, when it is uncovered.
  add('c');
  paint();
  expect(done).toEqual(['a', 'b', 'c']);
});

test('a piece that fails does not keep the others from their turn', () => {
  const inTurn = createFrameQueue();
  const done: string[] = [];
  inTurn(() => {
    throw new Error('Broken.');
  });
  inTurn(() => done.push('next'));
  expect(paint).toThrow('Broken.');
  paint();
  expect(done).toEqual(['next']);
});
