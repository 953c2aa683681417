import { expect, test } from 'vitest';
import { isHeaderValue, parseHeaders } from './remote-headers.ts';

test('each line has one header; empty lines and comments are ignored', () => {
  expect(parseHeaders('X-Tenant: studio\r\n\n# a comment\n cookie :a=b: c \nX-Empty:')).toEqual({
    ok: true,
    headers: { 'x-tenant': 'studio', cookie: 'a=b: c', 'x-empty': '' },
  });
  expect(parseHeaders('')).toEqual({ ok: true, headers: {} });
});

test.each([
  ['X-Good: 1\nno colon', 'lines of the form Name: value (line 2 is not)'],
  ['X Bad: canary', 'lines of the form Name: value (line 1 is not)'],
  ['Host: canary.example', 'free of Host, which is set by itself (line 1)'],
  ['Content-Length: 4', 'free of Content-Length, which is set by itself (line 1)'],
  ['Transfer-Encoding: chunked', 'free of Transfer-Encoding, which is set by itself (line 1)'],
  ['X-A: 1\nx-a: canary', 'without a header named twice (line 2)'],
  ['X-A: canary ☃', 'written in plain letters (line 1 is not)'],
  ['X-A: a\x07canary', 'written in plain letters (line 1 is not)'],
])('%j is refused with a message that does not contain the value', (text, problem) => {
  expect(parseHeaders(text)).toMatchObject({ ok: false, problem: { text: problem } });
  expect(problem).not.toContain('canary');
});

test('a value never contains a second line', () => {
  expect(isHeaderValue('Bearer a\r\nX-Other: b')).toBe(false);
  expect(isHeaderValue('Bearer é')).toBe(true);
});
