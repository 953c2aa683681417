/** Reads the headers that a person typed, one `Name: value` per line. */
import { expectedWords } from '../../../shared/words/en/settings/expected.ts';
import { type Text, texts } from '../../../shared/words/phrase.ts';

const say = texts(expectedWords);

export type ParsedHeaders = { ok: true; headers: Record<string, string> } | { ok: false; problem: Text };

/** Headers of the transport itself, which this program sets. */
const RESERVED_HEADERS = new Set([
  'accept-encoding',
  'connection',
  'content-length',
  'content-type',
  'expect',
  'host',
  'keep-alive',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/** Ignores empty lines and lines that start with `#`. A `problem` completes "… must be", and never contains a value. */
export function parseHeaders(text: string): ParsedHeaders {
  const headers = new Map<string, string>();
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (line.trim() === '' || line.trimStart().startsWith('#')) continue;
    const at = index + 1;
    const separator = line.indexOf(':');
    const name = line.slice(0, Math.max(0, separator)).trim();
    const value = line.slice(separator + 1).trim();
    if (!/^[\w!#$%&'*+.^`|~-]+$/.test(name)) return invalid(say('headerLines', { line: at }));
    if (RESERVED_HEADERS.has(name.toLowerCase())) return invalid(say('noReservedHeader', { name, line: at }));
    if (headers.has(name.toLowerCase())) return invalid(say('headersOnce', { line: at }));
    if (!isHeaderValue(value)) return invalid(say('plainHeader', { line: at }));
    headers.set(name.toLowerCase(), value);
  }
  return { ok: true, headers: Object.fromEntries(headers) };
}

/** Whether it has neither control characters nor characters beyond Latin-1. */
export const isHeaderValue = (value: string): boolean => /^[\t\x20-\x7e\x80-\xff]*$/.test(value);

const invalid = (problem: Text): ParsedHeaders => ({ ok: false, problem });
