/** Addresses and headers of remote engines, as a person types them, and addresses that a server sends on to. */
import fc from 'fast-check';
import { expect } from 'vitest';
import { foreignText, mutated, property, takesLinearTime } from '../../../e2e/testkit/fuzz.ts';
import { parseAddress, resolveRedirect } from './remote-address.ts';
import { parseHeaders } from './remote-headers.ts';

const addresses = [
  'http://127.0.0.1:8188/',
  'https://[::1]:80/a/b//',
  'http://user@host',
  'http://169.254.169.254/',
  'HTTP://0x7f.1',
];
property(
  'an address is one of the web, without a slash at its end, and parsed again the same',
  fc.oneof(foreignText, mutated(addresses)),
  (text) => {
    const result = parseAddress(text);
    if (!result.ok) {
      expect(result.problem.text.length).toBeLessThan(200);
      return;
    }
    expect(result.baseUrl).toMatch(/^https?:\/\/[^/](?:.*[^/])?$/);
    expect(parseAddress(result.baseUrl + result.query)).toEqual(result);
  },
);

property(
  'a redirect stays on its server, or is refused',
  fc.oneof(foreignText, mutated([...addresses, '//evil.example/x', '/path', '?q'])),
  (location) => {
    try {
      expect(new URL(resolveRedirect('http://127.0.0.1:8188/x', location)).origin).toBe(
        'http://127.0.0.1:8188',
      );
    } catch (error) {
      expect(String(error)).toMatch(/^Error: it sends on to/);
    }
  },
);

property(
  'headers can be sent, or the problem names the line and no value',
  fc.oneof(foreignText, mutated(['X-Key: secret-canary\n# comment\nAccept : */*', 'a:b\r\nc:  d  '])),
  (text) => {
    const result = parseHeaders(text);
    if (!result.ok) expect(result.problem).not.toContain('canary');
    else expect(() => new Headers(result.headers)).not.toThrow();
  },
);

takesLinearTime('addresses', parseAddress, { prefixes: ['', 'http://a', 'http://a/'], units: ['/', '/a'] });
takesLinearTime('headers', parseHeaders, {
  prefixes: ['', '!:', 'a:b'],
  units: ['a:b\n'],
  suffixes: ['', '\0', '\n:'],
});
