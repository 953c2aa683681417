// Writes the PNG files of the icons, and reads them back: 8 bits a channel, with alpha, not interlaced.
import { crc32, deflateSync, inflateSync } from 'node:zlib';

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const CHANNELS = 4;

/** @typedef {{width: number, height: number, pixels: Uint8Array}} Picture pixels: red, green, blue, alpha of each, by rows */

/**
 * @param {Picture} picture
 * @param {Record<string, string>} [notes] texts that go into the file
 */
export function encodePng({ width, height, pixels }, notes = {}) {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 6], 8);
  const row = width * CHANNELS;
  // Each row is preceded by its filter: none. Flat colours compress well without.
  const rows = Buffer.alloc(height * (row + 1));
  for (let y = 0; y < height; y++) rows.set(pixels.subarray(y * row, (y + 1) * row), y * (row + 1) + 1);
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    ...Object.entries(notes).map(([name, text]) => chunk('tEXt', Buffer.from(`${name}\0${text}`, 'latin1'))),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/**
 * Reads what `encodePng` writes.
 * @param {Buffer} file
 * @returns {Picture & {notes: Record<string, string>}}
 */
export function decodePng(file) {
  if (!file.subarray(0, SIGNATURE.length).equals(SIGNATURE)) throw new Error('This is not a PNG file.');
  let [width, height] = [0, 0];
  /** @type {Record<string, string>} */
  const notes = {};
  const data = [];
  for (let at = SIGNATURE.length; at < file.length; ) {
    const length = file.readUInt32BE(at);
    const type = file.toString('latin1', at + 4, at + 8);
    const body = file.subarray(at + 8, at + 8 + length);
    if (type === 'IHDR') [width, height] = [body.readUInt32BE(0), body.readUInt32BE(4)];
    if (type === 'IDAT') data.push(body);
    if (type === 'tEXt') {
      const [name = '', text = ''] = body.toString('latin1').split('\0');
      notes[name] = text;
    }
    at += length + 12;
  }
  const rows = inflateSync(Buffer.concat(data));
  const row = width * CHANNELS;
  const pixels = new Uint8Array(height * row);
  for (let y = 0; y < height; y++) {
    if (rows[y * (row + 1)] !== 0) throw new Error('This PNG file was written by another program.');
    pixels.set(rows.subarray(y * (row + 1) + 1, (y + 1) * (row + 1)), y * row);
  }
  return { width, height, pixels, notes };
}

/**
 * @param {string} type
 * @param {Buffer} body
 */
function chunk(type, body) {
  const typed = Buffer.concat([Buffer.from(type, 'latin1'), body]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(body.length);
  sum.writeUInt32BE(crc32(typed));
  return Buffer.concat([length, typed, sum]);
}
