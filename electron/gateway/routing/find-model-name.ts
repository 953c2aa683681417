/**
 * Finds the model that a request names while its body still comes: the value of the key "model" at the top of a JSON object.
 * Nothing else of the body is parsed, so that megabytes of base64 are only searched for their end.
 */
import { Buffer } from 'node:buffer';

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
/** Bytes of the JSON text of a name. Longer ones belong to no model. */
const MAX_NAME_BYTES = 2048;

/** `start` and `end`: where in the body the JSON text of the name begins and ends, in bytes. */
interface FoundModel {
  kind: 'found';
  name: string;
  start: number;
  end: number;
}

/** `more`: not yet found. `absent`: the object has ended without it. `invalid`: not an object with a text as its model. */
export type ModelSearch = { kind: 'more' | 'absent' | 'invalid' } | FoundModel;

/** What is expected next at the top of the object. */
type Expected = 'start' | 'key' | 'colon' | 'value' | 'comma' | 'end';

export class ModelNameFinder {
  #expected: Expected = 'start';
  /** Objects and arrays around the present position. The object itself is 1. */
  #depth = 0;
  /** The bytes of a text at the top of the object, with its quotes; null outside of one, or where they do not count. */
  #kept: Buffer[] | null = null;
  #keptBytes = 0;
  #isInText = false;
  #isEscaped = false;
  #isModel = false;
  #result: ModelSearch = { kind: 'more' };
  /** Bytes of the chunks before the present one. */
  #offset = 0;
  /** Where the present text begins in the body. */
  #textStart = 0;

  /** Takes the next bytes of the body. @returns the same result for all calls after it was found or cannot be found */
  add(chunk: Buffer): ModelSearch {
    let at = 0;
    while (at < chunk.length && this.#result.kind === 'more')
      at = this.#isInText ? this.#readText(chunk, at) : this.#readOne(chunk, at);
    this.#offset += chunk.length;
    return this.#result;
  }

  /** @returns the position after the text, or after the chunk */
  #readText(chunk: Buffer, start: number): number {
    const quote = chunk.indexOf(QUOTE, start);
    const end = quote < 0 ? chunk.length : quote + 1;
    // Most long texts are base64, which has no escapes. Others are read byte by byte: their quotes may be escaped.
    const isPlain = !this.#isEscaped && chunk.subarray(start, end).indexOf(BACKSLASH) < 0;
    const after = isPlain ? end : this.#readBytes(chunk, start);
    if (isPlain && quote >= 0) this.#isInText = false;
    this.#keep(chunk.subarray(start, after));
    if (!this.#isInText) this.#endText(this.#offset + after);
    return after;
  }

  /** @returns as {@link #readText} */
  #readBytes(chunk: Buffer, start: number): number {
    let isEscaped = this.#isEscaped;
    let at = start;
    for (; at < chunk.length && this.#isInText; at++) {
      const byte = chunk[at];
      if (isEscaped) isEscaped = false;
      else if (byte === BACKSLASH) isEscaped = true;
      else if (byte === QUOTE) this.#isInText = false;
    }
    this.#isEscaped = isEscaped;
    return at;
  }

  #keep(bytes: Buffer): void {
    if (this.#kept === null) return;
    this.#keptBytes += bytes.length;
    if (this.#keptBytes <= MAX_NAME_BYTES) this.#kept.push(bytes);
    else if (this.#isModel) this.#result = { kind: 'invalid' };
    else this.#kept = null;
  }

  /** A text has ended. At the top of the object it was a key, or the value of one. */
  #endText(end: number): void {
    if (this.#depth !== 1) return;
    if (this.#expected === 'key') {
      this.#isModel = this.#keptText() === 'model';
      this.#expected = 'colon';
      return;
    }
    if (this.#isModel) {
      const name = this.#keptText();
      this.#result =
        name === null ? { kind: 'invalid' } : { kind: 'found', name, start: this.#textStart, end };
    }
    this.#expected = 'comma';
  }

  /** Null for what is no text in JSON, or is longer than a key that counts. */
  #keptText(): string | null {
    if (this.#kept === null) return null;
    try {
      return JSON.parse(Buffer.concat(this.#kept).toString()) as string;
    } catch {
      return null;
    }
  }

  #readOne(chunk: Buffer, at: number): number {
    const character = String.fromCharCode(chunk[at] as number);
    if (/[\s\ufeff]/.test(character)) return at + 1;
    if (this.#depth === 0 && !(this.#expected === 'start' && character === '{')) {
      // A byte order mark is three bytes, and some clients send one.
      if (this.#expected === 'start' && [0xef, 0xbb, 0xbf].includes(chunk[at] as number)) return at + 1;
      this.#result = { kind: this.#expected === 'end' ? 'absent' : 'invalid' };
      return at;
    }
    if (this.#depth > 1) this.#readInside(character);
    else this.#readAtTop(character);
    if (character === '"' && this.#isInText) {
      this.#textStart = this.#offset + at;
      this.#keep(chunk.subarray(at, at + 1));
    }
    return at + 1;
  }

  #readInside(character: string): void {
    if (character === '"') this.#startText(false);
    else if (character === '{' || character === '[') this.#depth++;
    else if (character === '}' || character === ']') {
      this.#depth--;
      if (this.#depth === 1) this.#expected = 'comma';
    }
  }

  #readAtTop(character: string): void {
    if (this.#depth === 0) {
      this.#depth = 1;
      this.#expected = 'key';
    } else if (character === '}') {
      this.#depth = 0;
      this.#expected = 'end';
      this.#result = { kind: 'absent' };
    } else if (character === ',') this.#expected = 'key';
    else if (character === ':' && this.#expected === 'colon') this.#expected = 'value';
    else if (character === '"') this.#startText(this.#expected === 'key' || this.#isModel);
    else if (this.#expected !== 'value' && this.#expected !== 'comma') this.#result = { kind: 'invalid' };
    else if (this.#isModel && this.#expected === 'value') this.#result = { kind: 'invalid' };
    else if (character === '{' || character === '[') this.#depth++;
    // Any other character belongs to a number, true, false or null.
    else this.#expected = 'comma';
  }

  #startText(counts: boolean): void {
    this.#isInText = true;
    this.#kept = counts ? [] : null;
    this.#keptBytes = 0;
  }
}
