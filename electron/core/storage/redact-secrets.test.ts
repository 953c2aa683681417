import { describe, expect, it } from 'vitest';
import { redactSecrets } from './redact-secrets.ts';

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
});
