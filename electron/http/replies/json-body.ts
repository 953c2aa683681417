/** Checks the size of what a JSON text stands for before it is parsed: a megabyte of brackets becomes a hundred of arrays. */
import { SwitchyardError } from '../../../shared/errors.ts';

/** Far above what any operation takes. */
const MAX_DEPTH = 1000;
const MAX_VALUES = 20_000;
/** UTF-16 units of a text that is too short to matter. */
const HARMLESS_LENGTH = 4096;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const OPENING = new Set([0x5b, 0x7b]);
const CLOSING = new Set([0x5d, 0x7d]);

/** @param json need not be valid @throws SwitchyardError `bad_body` */
export function checkJsonSize(json: string): void {
  if (json.length <= HARMLESS_LENGTH) return;
  let depth = 0;
  let values = 1;
  for (let at = 0; at < json.length; at += 1) {
    const unit = json.charCodeAt(at);
    if (unit === QUOTE) at = endOfString(json, at);
    else if (unit === COMMA) values += 1;
    else if (OPENING.has(unit)) {
      depth += 1;
      values += 1;
    } else if (CLOSING.has(unit)) depth -= 1;
    else continue;
    if (depth > MAX_DEPTH)
      throw new SwitchyardError('bad_body', { reason: `it is nested more than ${MAX_DEPTH} levels deep` });
    if (values > MAX_VALUES)
      throw new SwitchyardError('bad_body', { reason: `it has more than ${MAX_VALUES} values` });
  }
}

/** The index of the closing quote, or that of the end where there is none. @param start index of the opening quote */
function endOfString(json: string, start: number): number {
  let at = json.indexOf('"', start + 1);
  while (at > 0) {
    let backslashes = 0;
    while (json.charCodeAt(at - 1 - backslashes) === BACKSLASH) backslashes += 1;
    if (backslashes % 2 === 0) return at;
    at = json.indexOf('"', at + 1);
  }
  return json.length;
}
