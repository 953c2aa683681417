import type { Rectangle } from 'electron';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { correctedBounds, MIN_SIZE } from './window-bounds.ts';

const display = (x: number, y: number, width: number, height: number) => ({
  workArea: { x, y, width, height },
});
/** With a system panel of 40 pixels at the top. */
const laptop = display(0, 40, 1440, 860);
const right = display(1440, 0, 1920, 1080);
const left = display(-1920, 0, 1920, 1080);
const at = (x: number, y: number, width = 1000, height = 700): Rectangle => ({ x, y, width, height });

describe('with nothing remembered', () => {
  it('it opens in the middle of the primary display', () => {
    expect(correctedBounds(null, [right, laptop])).toEqual(at(1440 + 370, 140, 1180, 800));
  });

  it('it fits into a small display', () => {
    expect(correctedBounds(null, [display(0, 0, 1024, 600)])).toEqual(at(0, 0, 1024, 600));
  });

  it('bounds that make no sense count as nothing', () => {
    const standard = correctedBounds(null, [laptop]);
    for (const nonsense of [at(Number.NaN, 0), at(0, 0, 0, 700), at(0, 0, -5, 5), at(0, Infinity)])
      expect(correctedBounds(nonsense, [laptop])).toEqual(standard);
  });
});

describe('a remembered position', () => {
  it('is kept while its display is there', () => {
    for (const position of [at(100, 100), at(1500, 10), at(-1800, 200)])
      expect(correctedBounds(position, [laptop, right, left])).toEqual(position);
  });

  it('partly outside is kept, as long as the title bar can be dragged', () => {
    const half = at(1000, 700);
    expect(correctedBounds(half, [laptop])).toEqual(half);
    expect(correctedBounds(at(1400, 700), [laptop])).toEqual(at(440, 200));
  });

  it('on a display that is gone moves to the nearest that is left', () => {
    expect(correctedBounds(at(3400, 100), [laptop, right])).toEqual(at(2360, 100));
    expect(correctedBounds(at(-1800, 200), [laptop, right])).toEqual(at(0, 200));
  });

  it('with its title bar above the screen or under a system panel moves down', () => {
    expect(correctedBounds(at(100, -300), [laptop])).toEqual(at(100, 40));
    expect(correctedBounds(at(100, 10), [laptop])).toEqual(at(100, 40));
  });

  it('of a window larger than the remaining display shrinks to it', () => {
    expect(correctedBounds(at(0, 40, 3000, 1800), [laptop])).toEqual(at(0, 40, 1440, 860));
  });

  it('across two displays is kept while both are there', () => {
    const wide = at(-1900, 20, 3000, 880);
    const neighbour = display(0, 0, 1440, 900);
    expect(correctedBounds(wide, [neighbour, left])).toEqual(wide);
    expect(correctedBounds(wide, [neighbour])).toEqual(at(0, 20, 1440, 880));
  });

  it('of a window smaller than the panel needs grows', () => {
    expect(correctedBounds(at(10, 50, 100, 100), [laptop])).toEqual({ x: 10, y: 50, ...MIN_SIZE });
  });
});

it('whatever is remembered, the window has its least size and a title bar within reach', () => {
  const displays = fc.subarray([laptop, right, left, display(0, -1200, 1600, 1200)], { minLength: 1 });
  const bounds = fc.record({
    x: fc.integer({ min: -9000, max: 9000 }),
    y: fc.integer({ min: -9000, max: 9000 }),
    width: fc.integer({ min: 1, max: 6000 }),
    height: fc.integer({ min: 1, max: 6000 }),
  });
  fc.assert(
    fc.property(bounds, displays, (remembered, present) => {
      const found = correctedBounds(remembered, present);
      expect(found.width).toBeGreaterThanOrEqual(MIN_SIZE.width);
      expect(found.height).toBeGreaterThanOrEqual(MIN_SIZE.height);
      const grip = present.some(({ workArea: area }) => {
        const width = Math.min(found.x + found.width, area.x + area.width) - Math.max(found.x, area.x);
        return width >= 160 && found.y + 16 <= area.y + area.height && found.y + 16 >= area.y;
      });
      expect(grip).toBe(true);
      // Correcting a second time changes nothing.
      expect(correctedBounds(found, present)).toEqual(found);
    }),
    { numRuns: 1000 },
  );
});
