/**
 * Finds the model that a form names while its body still comes: the field "model" of multipart/form-data (RFC 7578). Files are
 * only searched for their end.
 */
import { Buffer } from 'node:buffer';
import type { ModelSearch } from './find-model-name.ts';

const END_OF_LINE = Buffer.from('\r\n');
const END_OF_HEADERS = Buffer.from('\r\n\r\n');
/** Bytes of the headers of one part. Clients send some hundred. */
const MAX_HEADER_BYTES = 16_384;
/** Bytes of a name. Longer ones belong to no model. */
const MAX_NAME_BYTES = 2048;

/** The boundary of a form; null for a content type that is none, or names none. */
export function boundaryOf(contentType: string): string | null {
  if (!/^multipart\/form-data\s*(;|$)/i.test(contentType)) return null;
  const [, quoted, plain] = /;\s*boundary=(?:"([^"]{1,200})"|([^\s;"]{1,200}))/i.exec(contentType) ?? [];
  return quoted ?? plain ?? null;
}

/** What comes next in the body. */
type Expected = 'first' | 'delimiter' | 'after-delimiter' | 'headers' | 'model';

export class FormModelFinder {
  /** What stands before each part but the first, which may be without its line break. */
  readonly #delimiter: Buffer;
  #expected: Expected = 'first';
  /** What is not decided yet: at most a name, the headers of a part, or a part of a delimiter. */
  #kept: Buffer = Buffer.alloc(0);
  /** Where {@link #kept} begins in the body. */
  #offset = 0;
  #result: ModelSearch = { kind: 'more' };

  constructor(boundary: string) {
    this.#delimiter = Buffer.from(`\r\n--${boundary}`);
  }

  /** Takes the next bytes of the body. @returns the same result for all calls after it was found or cannot be found */
  add(chunk: Buffer): ModelSearch {
    this.#kept = this.#kept.length === 0 ? chunk : Buffer.concat([this.#kept, chunk]);
    while (this.#result.kind === 'more' && this.#step());
    return this.#result;
  }

  /** @returns whether there may be more to decide without more bytes */
  #step(): boolean {
    switch (this.#expected) {
      case 'first':
        return this.#readFirst();
      case 'delimiter':
        return this.#skipContent();
      case 'after-delimiter':
        return this.#readAfterDelimiter();
      case 'headers':
        return this.#readHeaders();
      case 'model':
        return this.#readModel();
    }
  }

  #readFirst(): boolean {
    const first = this.#delimiter.subarray(END_OF_LINE.length);
    if (this.#kept.length < first.length) return false;
    // A text may stand before the first part, which is to be ignored.
    if (this.#kept.subarray(0, first.length).equals(first)) this.#drop(first.length, 'after-delimiter');
    else this.#expected = 'delimiter';
    return true;
  }

  #skipContent(): boolean {
    const at = this.#kept.indexOf(this.#delimiter);
    if (at >= 0) this.#drop(at + this.#delimiter.length, 'after-delimiter');
    else this.#drop(Math.max(0, this.#kept.length - this.#delimiter.length + 1), 'delimiter');
    return at >= 0;
  }

  #readAfterDelimiter(): boolean {
    if (this.#kept.length < END_OF_LINE.length) return false;
    const isLast = this.#kept.subarray(0, 2).toString('latin1') === '--';
    if (isLast) this.#result = { kind: 'absent' };
    // The line break stays: a part without headers has it twice.
    this.#expected = 'headers';
    return !isLast;
  }

  #readHeaders(): boolean {
    const end = this.#kept.indexOf(END_OF_HEADERS);
    if (end < 0) {
      if (this.#kept.length > MAX_HEADER_BYTES) this.#result = { kind: 'invalid' };
      return false;
    }
    const isModel = isFieldOfModel(this.#kept.subarray(0, end).toString('latin1'));

    this.#drop(end + END_OF_HEADERS.length, isModel ? 'model' : 'delimiter');
    return true;
  }

  #readModel(): boolean {
    const end = this.#kept.indexOf(this.#delimiter);
    const bytes = end < 0 ? this.#kept.length - this.#delimiter.length : end;
    if (bytes > MAX_NAME_BYTES) this.#result = { kind: 'invalid' };
    else if (end >= 0) {
      const name = this.#kept.subarray(0, end).toString();
      this.#result =
        name === ''
          ? { kind: 'absent' }
          : { kind: 'found', name, start: this.#offset, end: this.#offset + end };
    }
    return false;
  }

  #drop(bytes: number, expected: Expected): void {
    this.#kept = this.#kept.subarray(bytes);
    this.#offset += bytes;
    this.#expected = expected;
  }
}

const isFieldOfModel = (headers: string): boolean =>
  /^content-disposition:\s*form-data\b[^\r\n]*;\s*name=(?:"model"|model)\s*(?:;|\r|$)/im.test(headers);
