/** Headers that a person wrote down, one `Name: value` a line. */

export type HeadersResult = { ok: true; headers: Record<string, string> } | { ok: false; problem: string };

/** They say how the message itself is sent, which is not for a person to say. */
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

/** Empty lines, and lines that start with `#`, are left out. `problem` completes "… must be"; it never names a value. */
export function parseHeaders(text: string): HeadersResult {
  const headers = new Map<string, string>();
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (line.trim() === '' || line.trimStart().startsWith('#')) continue;
    const where = `line ${index + 1}`;
    const match = /^\s*([\w!#$%&'*+.^`|~-]+)\s*:\s*(.*?)\s*$/.exec(line);
    if (!match) return invalid(`lines of the form Name: value (${where} is not)`);
    const [, name = '', value = ''] = match;
    if (RESERVED_HEADERS.has(name.toLowerCase()))
      return invalid(`free of ${name}, which is set by itself (${where})`);
    if (headers.has(name.toLowerCase())) return invalid(`without a header named twice (${where})`);
    if (!isHeaderValue(value)) return invalid(`written in plain letters (${where} is not)`);
    headers.set(name.toLowerCase(), value);
  }
  return { ok: true, headers: Object.fromEntries(headers) };
}

/** What may stand in a header: no control characters, and nothing beyond Latin-1. */
export const isHeaderValue = (value: string): boolean => /^[\t\x20-\x7e\x80-\xff]*$/.test(value);

const invalid = (problem: string): HeadersResult => ({ ok: false, problem });
