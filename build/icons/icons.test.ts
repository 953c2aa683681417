import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT } from '../scripts/source-tree.mjs';
import { decodePng, encodePng } from './png.mjs';

const FOLDER = join(ROOT, 'build', 'icons');
const STATES = ['off', 'running', 'loading', 'error'] as const;
const SOURCE = readFileSync(join(FOLDER, 'switchyard.svg'), 'utf8');
const APP_SIZES = [16, 24, 32, 48, 64, 96, 128, 256, 512, 1024];

const readPng = (name: string) => decodePng(readFileSync(join(FOLDER, name)));
const alphaOf = (pixels: Uint8Array) => pixels.filter((_, index) => index % 4 === 3);

/** How many pixels of two pictures differ clearly: by more than half of all there is between them. */
function difference(one: Uint8Array, other: Uint8Array): number {
  return one.filter((value, index) => Math.abs(value - (other[index] ?? 0)) > 127).length;
}

/** What the eye tells without colour: luminance, 0 to 255, on a panel of this shade. */
function greyOf(pixels: Uint8Array, panel: number): Uint8Array {
  const grey = new Uint8Array(pixels.length / 4);
  for (const index of grey.keys()) {
    const [red = 0, green = 0, blue = 0, alpha = 0] = pixels.subarray(index * 4, index * 4 + 4);
    const own = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    grey[index] = (own * alpha + panel * (255 - alpha)) / 255;
  }
  return grey;
}

describe('the icons', () => {
  const pictures: [name: string, size: number][] = [
    ...APP_SIZES.map((size): [string, number] => [`app/${size}x${size}.png`, size]),
    ['runtime/icon.png', 256],
    ...STATES.flatMap((state): [string, number][] => [
      [`runtime/tray-${state}.png`, 24],
      [`runtime/tray-${state}@2x.png`, 48],
      [`runtime/tray-${state}Template.png`, 16],
      [`runtime/tray-${state}Template@2x.png`, 32],
    ]),
  ];

  it.each(pictures)('%s has the size it is asked for and comes from the present source', (name, size) => {
    const { width, height, pixels, notes } = readPng(name);
    expect([width, height]).toEqual([size, size]);
    expect(alphaOf(pixels).some((alpha) => alpha === 255)).toBe(true);
    expect(notes.Source, 'rendered from another drawing: run npm run icons').toBe(
      createHash('sha256').update(SOURCE).digest('hex'),
    );
  });

  it('the icons of Windows hold the sizes it shows, the largest as PNG', () => {
    const sizesOf = (name: string) => {
      const file = readFileSync(join(FOLDER, name));
      return Array.from({ length: file.readUInt16LE(4) }, (_, index) => {
        const entry = file.subarray(6 + 16 * index);
        const [size, offset] = [entry[0] || 256, entry.readUInt32LE(12)];
        const body = file.subarray(offset, offset + entry.readUInt32LE(8));
        // A bitmap is told twice as high as it is: with its mask.
        if (size < 256) expect([body.readUInt32LE(4), body.readUInt32LE(8)]).toEqual([size, size * 2]);
        else expect(decodePng(body)).toMatchObject({ width: 256, height: 256 });
        return size;
      });
    };
    expect(sizesOf('icon.ico')).toEqual([16, 20, 24, 32, 40, 48, 64, 128, 256]);
    for (const state of STATES)
      expect(sizesOf(`runtime/tray-${state}.ico`)).toEqual([16, 20, 24, 32, 40, 48]);
  });

  it('the icon of macOS holds every kind it asks for, in its size', () => {
    const file = readFileSync(join(FOLDER, 'icon.icns'));
    expect(file.toString('latin1', 0, 4)).toBe('icns');
    expect(file.readUInt32BE(4)).toBe(file.length);
    const kinds: Record<string, number> = {};
    for (let at = 8; at < file.length; at += file.readUInt32BE(at + 4))
      kinds[file.toString('latin1', at, at + 4)] = decodePng(
        file.subarray(at + 8, at + file.readUInt32BE(at + 4)),
      ).width;
    expect(kinds).toEqual({
      ic11: 32,
      ic12: 64,
      ic07: 128,
      ic13: 256,
      ic08: 256,
      ic14: 512,
      ic09: 512,
      ic10: 1024,
    });
  });

  it('show the same mark as the panel', () => {
    for (const path of ['renderer/public/favicon.svg', 'renderer/theme/mark.tsx']) {
      const other = readFileSync(join(ROOT, path), 'utf8');
      for (const [, lines = ''] of other.matchAll(/ d="([^"]+)"/g)) expect(SOURCE).toContain(lines);
      for (const [, colour = ''] of other.matchAll(/"(#[0-9a-f]{3,6})"/g)) expect(SOURCE).toContain(colour);
    }
  });
});

describe('the tray', () => {
  it.each(STATES)('%s: the template for macOS is black and alpha, nothing else', (state) => {
    for (const suffix of ['', '@2x']) {
      const { pixels } = readPng(`runtime/tray-${state}Template${suffix}.png`);
      expect(pixels.every((value, index) => index % 4 === 3 || value === 0)).toBe(true);
    }
  });

  const pairs = STATES.flatMap((one, index) =>
    STATES.slice(index + 1).map((other): [one: string, other: string] => [one, other]),
  );
  it.each(pairs)('%s and %s are told apart by their shape alone', (one, other) => {
    const [first, second] = [one, other].map((state) =>
      alphaOf(readPng(`runtime/tray-${state}Template.png`).pixels),
    );
    expect(difference(first ?? new Uint8Array(), second ?? new Uint8Array())).toBeGreaterThanOrEqual(8);
  });

  it.each(STATES)('%s stands out from a light panel and from a dark one', (state) => {
    const { pixels } = readPng(`runtime/tray-${state}.png`);
    for (const panel of [0x1c, 0xf3]) {
      const seen = greyOf(pixels, panel).filter((grey) => Math.abs(grey - panel) > 48);
      expect(seen.length).toBeGreaterThan(24 * 24 * 0.5);
    }
  });
});

it('what is written as PNG reads back as it was', () => {
  const pixels = new Uint8Array(3 * 2 * 4).map((_, index) => index * 7);
  const picture = { width: 3, height: 2, pixels };
  expect(decodePng(encodePng(picture, { Source: 'x' }))).toEqual({ ...picture, notes: { Source: 'x' } });
});
