// The icon files of Windows and macOS: containers for one picture in several sizes.
import { encodePng } from './png.mjs';

/** @typedef {import('./png.mjs').Picture} Picture */

/** From this size on Windows expects a PNG in its icons; below it, its own bitmaps, which older parts of it insist on. */
const ICO_PNG_SIZE = 256;

/** Kinds of pictures in an .icns file, by pixels: the plain size, and the one for twice the density of half of it. */
const ICNS_KINDS = new Map([
  [32, ['ic11']],
  [64, ['ic12']],
  [128, ['ic07']],
  [256, ['ic13', 'ic08']],
  [512, ['ic14', 'ic09']],
  [1024, ['ic10']],
]);
/** The sizes an .icns file is made of. */
export const ICNS_SIZES = [...ICNS_KINDS.keys()];

/** @param {Picture[]} pictures square, up to 256 pixels */
export function encodeIco(pictures) {
  const header = Buffer.alloc(6 + 16 * pictures.length);
  header.writeUInt16LE(1, 2);
  header.writeUInt16LE(pictures.length, 4);
  const bodies = pictures.map((picture) =>
    picture.width >= ICO_PNG_SIZE ? encodePng(picture) : encodeBitmap(picture),
  );
  let offset = header.length;
  for (const [index, { width, height }] of pictures.entries()) {
    const entry = header.subarray(6 + 16 * index);
    // 256 does not fit a byte and is written as 0.
    entry.set([width % 256, height % 256]);
    entry.writeUInt16LE(1, 4);
    entry.writeUInt16LE(32, 6);
    const { length } = bodies[index] ?? [];
    entry.writeUInt32LE(length ?? 0, 8);
    entry.writeUInt32LE(offset, 12);
    offset += length ?? 0;
  }
  return Buffer.concat([header, ...bodies]);
}

/** @param {Picture[]} pictures one of each of ICNS_SIZES */
export function encodeIcns(pictures) {
  const entries = pictures.flatMap((picture) => {
    const body = encodePng(picture);
    return (ICNS_KINDS.get(picture.width) ?? []).map((kind) => icnsEntry(kind, body));
  });
  return icnsEntry('icns', Buffer.concat(entries));
}

/**
 * @param {string} kind
 * @param {Buffer} body
 */
function icnsEntry(kind, body) {
  const header = Buffer.alloc(8);
  header.write(kind, 'latin1');
  header.writeUInt32BE(header.length + body.length, 4);
  return Buffer.concat([header, body]);
}

/**
 * A bitmap as icons have it: rows from the bottom up, blue first, and a mask below that alpha has made superfluous.
 * @param {Picture} picture
 */
function encodeBitmap({ width, height, pixels }) {
  const header = Buffer.alloc(40);
  header.writeUInt32LE(header.length, 0);
  header.writeInt32LE(width, 4);
  // Of picture and mask together.
  header.writeInt32LE(height * 2, 8);
  header.writeUInt16LE(1, 12);
  header.writeUInt16LE(32, 14);
  const body = Buffer.alloc(width * height * 4);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const from = (y * width + x) * 4;
      const [red = 0, green = 0, blue = 0, alpha = 0] = pixels.subarray(from, from + 4);
      body.set([blue, green, red, alpha], ((height - 1 - y) * width + x) * 4);
    }
  const mask = Buffer.alloc(Math.ceil(width / 32) * 4 * height);
  header.writeUInt32LE(body.length + mask.length, 20);
  return Buffer.concat([header, body, mask]);
}
