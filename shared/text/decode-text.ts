/**
 * Reads the bytes of a text file that a person has chosen, in whatever of Unicode's encodings it was saved: host and panel read
 * files alike. Other encodings cannot be told apart, so a file in one of them is refused, and never read with wrong letters.
 */

import { importReasonsWords } from '../words/en/transfer/import-reasons.ts';
import { type Text, texts } from '../words/phrase.ts';

const say = texts(importReasonsWords);

/** Node and browsers have it alike; neither's types are known in this folder. */
declare const TextDecoder: new (
  encoding: string,
  options: { fatal: true },
) => { decode(bytes: Uint8Array): string };

/** `problem` completes the sentence "The file cannot be read: …". It quotes nothing of the file. */
export type DecodedText = { text: string } | { problem: Text };

/** What a decoder puts in the place of bytes that it cannot read. A text that holds it has lost a letter. */
const LOST = '\uFFFD';
/** Bytes at the beginning that tell whether it is UTF-16 without a mark. */
const SAMPLE_BYTES = 4096;
/** Of the bytes in one half of the pairs that are zero in UTF-16, for texts with mostly Latin letters. */
const MIN_ZEROS = 0.4;

/** Without the byte order mark. */
export function decodeText(bytes: Uint8Array): DecodedText {
  if (startsWith(bytes, [0xff, 0xfe, 0, 0]) || startsWith(bytes, [0, 0, 0xfe, 0xff]))
    return { problem: say('utf32') };
  const encoding = detectEncoding(bytes);
  if (encoding === null) return { problem: say('notText') };
  try {
    return { text: new TextDecoder(encoding, { fatal: true }).decode(bytes) };
  } catch {
    if (encoding !== 'utf-8') return { problem: say('badUtf16') };
    return { problem: say('otherEncoding', { line: findUndecodableLine(bytes) }) };
  }
}

/** @returns the number of the first line in which a letter was lost before the text came here; null where none was */
export function findLostLetter(text: string): number | null {
  const at = text.indexOf(LOST);
  return at < 0 ? null : text.slice(0, at).split('\n').length;
}

function detectEncoding(bytes: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' | null {
  if (startsWith(bytes, [0xff, 0xfe])) return 'utf-16le';
  if (startsWith(bytes, [0xfe, 0xff])) return 'utf-16be';
  const sample = bytes.subarray(0, SAMPLE_BYTES);
  let evenZeros = 0;
  let oddZeros = 0;
  for (const [index, byte] of sample.entries()) {
    if (byte !== 0) continue;
    if (index % 2 === 0) evenZeros++;
    else oddZeros++;
  }
  if (evenZeros === 0 && oddZeros === 0) return 'utf-8';
  const pairs = sample.length / 2;
  if (oddZeros >= pairs * MIN_ZEROS && evenZeros === 0) return 'utf-16le';
  if (evenZeros >= pairs * MIN_ZEROS && oddZeros === 0) return 'utf-16be';
  return null;
}

const startsWith = (bytes: Uint8Array, start: readonly number[]): boolean =>
  start.every((byte, index) => bytes[index] === byte);

/** Of UTF-8, where a line break is never a part of another character. */
function findUndecodableLine(bytes: Uint8Array): number {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let line = 1;
  for (let start = 0; start <= bytes.length; line++) {
    const end = bytes.indexOf(0x0a, start);
    try {
      decoder.decode(bytes.subarray(start, end < 0 ? bytes.length : end));
    } catch {
      return line;
    }
    if (end < 0) break;
    start = end + 1;
  }
  return line;
}
