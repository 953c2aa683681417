import { describe, expect, it } from 'vitest';
import { createRedactor, mapTexts, redactOwnKeys, redactSecrets } from './redact-secrets.ts';

describe('redactSecrets', () => {
  it('replaces every occurrence of every secret', () => {
    const text = 'key=sk-123456 and again sk-123456, token abcdef';
    expect(redactSecrets(text, ['sk-123456', 'abcdef'])).toBe('key=*** and again ***, token ***');
  });

  it('leaves a text without secrets alone, and ignores secrets of fewer than 4 characters', () => {
    const text = 'Error at line 12: cat is not a function';
    expect(redactSecrets(text, [])).toBe(text);
    expect(redactSecrets(text, ['unrelated', '', 'c', 'cat', '12'])).toBe(text);
    expect(redactSecrets('four', ['four'])).toBe('***');
  });

  it('leaves nothing of secrets that overlap or contain each other', () => {
    expect(redactSecrets('<abcdefgh>', ['abcd', 'cdefgh'])).toBe('<***>');
    expect(redactSecrets('<abcdefgh>', ['cdef', 'abcdefgh'])).toBe('<***>');
    expect(redactSecrets('<abababab>', ['abab'])).toBe('<***>');
  });

  it('takes a secret as it is, whatever characters it is made of', () => {
    expect(redactSecrets('a.*b axxb $& $1', ['a.*b', '$&$1'])).toBe('*** axxb $& $1');
    expect(redactSecrets('<\ud800\ud800\ud800\ud800>', ['\ud800\ud800\ud800\ud800'])).toBe('<***>');
  });

  it('finds a secret in an address too, where it is percent-encoded', () => {
    expect(redactSecrets('https://host/?key=p%C3%A4ss%20word%2F1', ['päss word/1'])).toBe(
      'https://host/?key=***',
    );
  });

  const SECRET = 'Bearer sk-"Geheim&<7>/é-0815';
  const KEY = SECRET.slice(7);
  it.each([
    ['without its scheme', KEY],
    ['in JSON', JSON.stringify({ echo: SECRET })],
    [
      'in an address, in either case',
      `${encodeURIComponent(KEY)} ${encodeURIComponent(KEY).replace(/%../g, (byte) => byte.toLowerCase())}`,
    ],
    ['in a form', new URLSearchParams({ echo: SECRET }).toString()],
    ['in HTML', 'sk-&quot;Geheim&amp;&lt;7&gt;/é-0815'],
    ['in base64', Buffer.from(KEY).toString('base64')],
    ['in base64url within more', Buffer.from(`x:${SECRET}, and more`).toString('base64url')],
    ['in base64 after one byte', Buffer.from(`u${KEY}`).toString('base64')],
    ['in hexadecimal', Buffer.from(KEY).toString('hex')],
  ])('finds a secret %s', (_, text) => {
    const redacted = redactSecrets(`<${text}>`, [SECRET]);
    expect(redacted).toContain('***');
    for (const rest of ['Geheim', '0815', Buffer.from('Geheim').toString('hex'), 'R2VoZWlt'])
      expect(redacted).not.toContain(rest);
  });

  it('finds the password of Basic credentials', () => {
    const redact = createRedactor([`Basic ${Buffer.from('user:open sesame').toString('base64')}`]);
    expect(redact('it says: open sesame')).toBe('it says: ***');
    expect(redact('user:open sesame')).toBe('***');
  });

  it('leaves the words of a header alone that are no secret', () => {
    const text = 'Bearer tokens are refused; Basic is not supported';
    expect(redactSecrets(text, ['Bearer abcdefgh12', 'Basic dXNlcjpwYXNzd29yZDE='])).toBe(text);
  });

  it('changes the texts within data, and nothing else', () => {
    const data = { a: ['x abcd', 1, null, { b: 'abcd' }], n: Number.NaN, none: undefined };
    expect(mapTexts(data, createRedactor(['abcd']))).toEqual({
      a: ['x ***', 1, null, { b: '***' }],
      n: Number.NaN,
      none: undefined,
    });
  });
});

describe('redactOwnKeys', () => {
  const key = `${'aB3-'.repeat(10)}xyZ`;

  it('replaces keys, tokens and sign-in codes by their form', () => {
    expect(redactOwnKeys(`Bearer ${key}, swy_${key}!`)).toBe('Bearer ***, ***!');
    expect(redactOwnKeys('at http://127.0.0.1:7801/#sign-in=Ab3_-x')).toBe(
      'at http://127.0.0.1:7801/#sign-in=***',
    );
  });

  it('leaves other words alone', () => {
    const text = `at render (index-Ab3.js:1) ${'long_name_'.repeat(6)} ${'a'.repeat(43)} ${key}${key}`;
    expect(redactOwnKeys(text)).toBe(text);
  });
});
