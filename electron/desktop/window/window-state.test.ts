import { EventEmitter } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Display, Rectangle } from 'electron';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ManualClock } from '../../../e2e/testkit/core/manual-clock.ts';
import { createWindowStateStore, type TrackedWindow } from './window-state.ts';

let dir: string;
let clock: ManualClock;
let displays: Display[];

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'switchyard-window-'));
  clock = new ManualClock();
  displays = [display(0, 1440), display(1440, 1920)];
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const display = (x: number, width: number) =>
  ({ id: x, workArea: { x, y: 0, width, height: 900 } }) as Display;
const open = () =>
  createWindowStateStore({
    dir,
    clock,
    screen: {
      getAllDisplays: () => [...displays].reverse(),
      getPrimaryDisplay: () => displays[0] as Display,
    },
  });

class FakeWindow extends EventEmitter implements Pick<TrackedWindow, 'getNormalBounds' | 'isMaximized'> {
  bounds: Rectangle = { x: 1, y: 2, width: 800, height: 600 };
  maximized = false;
  isDestroyed = false;

  getNormalBounds(): Rectangle {
    if (this.isDestroyed) throw new Error('Object has been destroyed');
    return this.bounds;
  }

  isMaximized(): boolean {
    if (this.isDestroyed) throw new Error('Object has been destroyed');
    return this.maximized;
  }

  moveTo(bounds: Rectangle): void {
    this.bounds = bounds;
    this.emit('move');
  }
}
const trackedWindow = (store = open()) => {
  const window = new FakeWindow();
  store.track(window as unknown as TrackedWindow);
  return window;
};
const file = () => join(dir, 'window-state.json');
const moved = { x: 1500, y: 20, width: 900, height: 700 };

describe('the position of the window', () => {
  it('is restored at the next start', () => {
    const window = trackedWindow();
    window.moveTo(moved);
    window.emit('close');
    expect(open().read()).toEqual({ bounds: moved, maximized: false });
  });

  it('is restored for a window that is opened again in the same run', () => {
    const store = open();
    const window = trackedWindow(store);
    window.moveTo(moved);
    expect(store.read().bounds).toEqual(moved);
  });

  it('of a maximised window is the one to which it returns', () => {
    const window = trackedWindow();
    window.bounds = moved;
    window.maximized = true;
    window.emit('maximize');
    window.emit('close');
    expect(open().read()).toEqual({ bounds: moved, maximized: true });
  });

  it('is corrected when its display is gone; without a remembered one it is on the primary display', () => {
    const window = trackedWindow();
    window.moveTo(moved);
    window.emit('close');
    displays = [display(0, 1440)];
    expect(open().read().bounds).toEqual({ ...moved, x: 540 });
    rmSync(file());
    displays = [display(5000, 1440), display(0, 1440)];
    expect(open().read().bounds.x).toBe(5130);
  });
});

describe('writing', () => {
  it('waits until the window no longer moves', async () => {
    const window = trackedWindow();
    for (let step = 0; step < 50; step++) {
      window.moveTo({ ...moved, x: step });
      await clock.advance(100);
    }
    expect(existsSync(file())).toBe(false);
    await clock.advance(400);
    expect(JSON.parse(readFileSync(file(), 'utf8'))).toMatchObject({ bounds: { x: 49 } });
    expect(readdirSync(dir)).toEqual(['window-state.json']);
  });

  it('happens at once when the window is destroyed without a close event', () => {
    const window = trackedWindow();
    window.moveTo(moved);
    window.isDestroyed = true;
    window.emit('closed');
    expect(open().read().bounds).toEqual(moved);
    expect(clock.pendingTimers()).toEqual([]);
  });

  it('makes the folder, and a failure does not disturb the window', () => {
    rmSync(dir, { recursive: true });
    const window = trackedWindow();
    window.moveTo(moved);
    window.emit('close');
    expect(open().read().bounds).toEqual(moved);
    rmSync(dir, { recursive: true });
    writeFileSync(dir, '');
    window.moveTo({ ...moved, x: 3 });
    expect(() => window.emit('close')).not.toThrow();
  });
});

it.each([
  '',
  '{"bounds":{"x":1,"y"',
  'null',
  '{"bounds":{"x":"1","y":0,"width":5,"height":5},"maximized":false}',
])('a file with the content %j is ignored', (text) => {
  writeFileSync(file(), text);
  expect(open().read()).toEqual({
    bounds: { x: 130, y: 50, width: 1180, height: 800 },
    maximized: false,
  });
});
