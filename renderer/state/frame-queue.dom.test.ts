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

/** The browser paints once, and then runs the tasks behind the frame. */
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
  const schedule = createFrameQueue();
  return { done, add: (name: string) => schedule(() => done.push(name)) };
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

test('cancelled work is not done', () => {
  const { done, add } = queue();
  add('a');
  add('b')();
  add('c');
  paint();
  paint();
  expect(done).toEqual(['a', 'c']);
});

test('a page that paints more slowly than work arrives does not fall behind for ever', () => {
  const { done, add } = queue();
  const names = Array.from({ length: 20 }, (_, index) => String(index));
  for (const name of names) add(name);
  paint();
  expect(done).toEqual(names.slice(0, 12));
});

test('a hidden page does new and queued work at once', () => {
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

test('a covered window without frames does its work after a timeout', () => {
  const { done, add } = queue();
  add('a');
  add('b');
  vi.advanceTimersByTime(2000);
  expect(done).toEqual(['a', 'b']);
  // The frames come late, when the window is uncovered.
  add('c');
  paint();
  expect(done).toEqual(['a', 'b', 'c']);
});

test('a piece that fails does not stop the others', () => {
  const schedule = createFrameQueue();
  const done: string[] = [];
  schedule(() => {
    throw new Error('Broken.');
  });
  schedule(() => done.push('next'));
  expect(paint).toThrow('Broken.');
  paint();
  expect(done).toEqual(['next']);
});
