/**
 * Stands in for Electron's `screen`: the monitors that a test sets. It cannot show how a system moves windows when a monitor
 * is removed.
 */
import { EventEmitter } from 'node:events';
import type * as Electron from 'electron';
import { preventable } from '../typing.ts';

export interface Monitor {
  id: number;
  bounds: Electron.Rectangle;
  /** The bounds without the system's own bars; default: all of them. */
  workArea?: Electron.Rectangle;
}

class Screen extends EventEmitter {
  #displays: Electron.Display[] = [display({ id: 1, bounds: { x: 0, y: 0, width: 1920, height: 1080 } })];

  getAllDisplays(): Electron.Display[] {
    return [...this.#displays];
  }

  getPrimaryDisplay(): Electron.Display {
    const [first] = this.#displays;
    if (!first) throw new Error('There is no monitor.');
    return first;
  }

  /** The display that shows most of the rectangle; where none shows any, the first one stands for the nearest. */
  getDisplayMatching(rect: Electron.Rectangle): Electron.Display {
    const shown = (one: Electron.Display) => overlap(one.bounds, rect);
    return this.#displays.reduce(
      (best, one) => (shown(one) > shown(best) ? one : best),
      this.getPrimaryDisplay(),
    );
  }

  getDisplayNearestPoint({ x, y }: Electron.Point): Electron.Display {
    return this.getDisplayMatching({ x, y, width: 1, height: 1 });
  }

  getCursorScreenPoint(): Electron.Point {
    return { x: 0, y: 0 };
  }

  /** As somebody connects and disconnects monitors. */
  setMonitors(monitors: readonly Monitor[]): void {
    const before = this.#displays;
    this.#displays = monitors.map(display);
    for (const one of before)
      if (!monitors.some(({ id }) => id === one.id)) this.emit('display-removed', preventable({}), one);
    for (const one of this.#displays) {
      const known = before.find(({ id }) => id === one.id);
      if (!known) this.emit('display-added', preventable({}), one);
      else if (JSON.stringify(known) !== JSON.stringify(one))
        this.emit('display-metrics-changed', preventable({}), one, ['bounds', 'workArea']);
    }
  }
}

export const screen = new Screen() satisfies Pick<
  Electron.Screen,
  | 'getAllDisplays'
  | 'getPrimaryDisplay'
  | 'getDisplayMatching'
  | 'getDisplayNearestPoint'
  | 'getCursorScreenPoint'
>;

function overlap(a: Electron.Rectangle, b: Electron.Rectangle): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  return Math.max(0, width) * Math.max(0, height);
}

function display({ id, bounds, workArea = bounds }: Monitor): Electron.Display {
  const { width, height } = bounds;
  return {
    id,
    bounds,
    workArea,
    size: { width, height },
    workAreaSize: { width: workArea.width, height: workArea.height },
    accelerometerSupport: 'unknown',
    colorDepth: 24,
    colorSpace: '',
    depthPerComponent: 8,
    detected: true,
    displayFrequency: 60,
    internal: false,
    label: `Monitor ${id}`,
    maximumCursorSize: { width: 64, height: 64 },
    monochrome: false,
    nativeOrigin: { x: bounds.x, y: bounds.y },
    rotation: 0,
    scaleFactor: 1,
    touchSupport: 'unknown',
  };
}
