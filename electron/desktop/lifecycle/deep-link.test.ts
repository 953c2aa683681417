import { resolve } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findDeepLink, parseDeepLink, registerDeepLink, trustedArguments } from './deep-link.ts';

describe('a link', () => {
  it.each([
    ['switchyard://backend/3', { kind: 'backend', backend_id: 3 }],
    ['switchyard://backend/0/log', { kind: 'log', backend_id: 0 }],
    ['switchyard://backend/999999/edit', { kind: 'edit', backend_id: 999_999 }],
    ['switchyard://add', { kind: 'add' }],
    ['switchyard://preferences', { kind: 'preferences' }],
    // As browsers and mail programs pass them on.
    ['Switchyard://Backend/3/', { kind: 'backend', backend_id: 3 }],
    ['switchyard://add/', { kind: 'add' }],
    ['SWITCHYARD://BACKEND/3/LOG', { kind: 'log', backend_id: 3 }],
  ])('%s is parsed', (link, destination) => {
    expect(parseDeepLink(link)).toEqual(destination);
  });

  it.each([
    '',
    'switchyard:',
    'switchyard://',
    'switchyard://backend',
    'switchyard://backend/',
    'switchyard://backend/-1',
    'switchyard://backend/1e3',
    'switchyard://backend/1000000',
    'switchyard://backend/007',
    'switchyard://backend/3.5',
    'switchyard://backend/٣',
    'switchyard://backend/3/delete',
    'switchyard://backend/3/log/more',
    'switchyard://backend/3?edit',
    'switchyard://backend/3#log',
    'switchyard://user@backend/3',
    'switchyard://backend/../add',
    'switchyard://backend/__proto__',
    'switchyard://add\n',
    ' switchyard://add',
    'switchyard://delete/3',
    'http://backend/3',
    'switchyard:backend/3',
  ])('%j is not a link of Switchyard', (link) => {
    expect(parseDeepLink(link)).toBeNull();
  });

  it('of any shape never throws, and yields only whole numbers in range', () => {
    const part = fc.constantFrom(
      'switchyard:',
      '//',
      '/',
      'backend',
      'add',
      '3',
      '-',
      '1e9',
      'log',
      '\0',
      '%',
    );
    const texts = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(part).map((parts) => parts.join('')),
      fc.nat(2_000_000).map((id) => `switchyard://backend/${id}`),
    );
    fc.assert(
      fc.property(texts, (text) => {
        const found = parseDeepLink(text);
        if (found === null || !('backend_id' in found)) return;
        expect(Number.isInteger(found.backend_id)).toBe(true);
        expect(found.backend_id).toBeGreaterThanOrEqual(0);
        expect(found.backend_id).toBeLessThanOrEqual(999_999);
      }),
    );
  });
});

describe('a command line', () => {
  it('may contain a link anywhere', () => {
    const argv = ['/opt/switchyard', '--hidden', 'switchyard://nothing', 'switchyard://backend/3', 'x'];
    expect(findDeepLink(argv)).toEqual({ kind: 'backend', backend_id: 3 });
    expect(findDeepLink(['/opt/switchyard', '--hidden'])).toBeNull();
  });

  it('with a link has no other trusted arguments, because the link may contain them', () => {
    const broken = ['switchyard.exe', 'Switchyard://x', '--data-dir', '\\\\evil\\share', 'switchyard://add'];
    expect(trustedArguments(broken)).toEqual(['Switchyard://x', 'switchyard://add']);
    const plain = ['switchyard.exe', '--data-dir', 'D:\\data'];
    expect(trustedArguments(plain)).toEqual(plain);
  });
});

describe('registering', () => {
  const calls: unknown[][] = [];
  const app = {
    setAsDefaultProtocolClient: (...args: unknown[]) => {
      calls.push(args);
      return true;
    },
  };

  it('names the program alone where it is packaged, and otherwise also the script', () => {
    expect(registerDeepLink(app, { isPackaged: true, execPath: '/opt/switchyard', argv: ['x'] })).toBe(true);
    expect(registerDeepLink(app, { isPackaged: false, execPath: '/electron', argv: ['x', 'main.js'] })).toBe(
      true,
    );
    expect(calls).toEqual([['switchyard'], ['switchyard', '/electron', [resolve('main.js')]]]);
  });

  it('does nothing where there is no script', () => {
    calls.length = 0;
    expect(registerDeepLink(app, { isPackaged: false, execPath: '/electron', argv: ['x'] })).toBe(false);
    expect(calls).toEqual([]);
  });
});
