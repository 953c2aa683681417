import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { backend } from '../../../e2e/testkit/desktop/fake-desktop.ts';
import { backendName, cut, menuLabel, plainLine, shortStatus } from './backend-display.ts';

describe('the name of a backend', () => {
  it('is its title, or else its type in words with its id', () => {
    expect(backendName(backend(3, { title: ' Flux ' }))).toBe('Flux');
    expect(backendName(backend(3, { title: '' }))).toBe('test 3');
    expect(backendName(backend(3, { title: ' ' }), new Map([['test', 'Any program']]))).toBe('Any program 3');
  });

  it('stays on its line and in its direction, whatever the title holds', () => {
    const title = 'Flux\r\nQuit\t\u0007\u001b[31m\u2028x\u202Egnp.exe\u2066y\u200F';
    expect(backendName(backend(0, { title }))).toBe('Flux Quit [31m xgnp.exey');
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(plainLine(text)).not.toMatch(/[\p{Cc}\u2028\u2029\u202A-\u202E\u2066-\u2069]/u);
      }),
    );
  });

  it('is cut where it is long, and never through an emoji', () => {
    const family = '👩‍👩‍👧‍👦';
    expect(backendName(backend(0, { title: 'x'.repeat(200) }))).toBe(`${'x'.repeat(39)}…`);
    expect(cut(family.repeat(5), 3)).toBe(`${family.repeat(2)}…`);
    expect(cut(family.repeat(3), 3)).toBe(family.repeat(3));
  });
});

it('an & in a label is shown and makes no shortcut', () => {
  expect(menuLabel('R&D && more')).toBe('R&&D &&&& more');
});

describe('the state in a few words', () => {
  const words = (facts: Parameters<typeof backend>[1]) => shortStatus(backend(0, facts));
  const error = { code: 'crashed', message: 'It stopped by itself.', hint: '' };

  it('tells every phase apart', () => {
    expect(words({ phase: 'running' })).toBe('running');
    expect(words({ phase: 'idle' })).toBe('not answering');
    expect(words({ phase: 'loading' })).toBe('loading');
    expect(words({ phase: 'waiting' })).toBe('waiting');
    expect(words({ phase: 'stopping' })).toBe('stopping…');
    expect(words({ phase: 'stopping', error })).toBe('ended by itself');
    expect(words({ phase: 'errored', error })).toBe('error');
    expect(words({ phase: 'disabled' })).toBe('off');
    const next_step = { kind: 'retry' as const, at: '', attempt: 2, attempts: 5, reason: error };
    expect(words({ phase: 'waiting', next_step })).toBe('starting again soon');
  });

  it('shows how far the loading is, in steps that do not rebuild the menu all the time', () => {
    const seen = Array.from({ length: 101 }, (_, percent) =>
      words({ phase: 'loading', load_status: `Loading the model, ${percent} %` }),
    );
    expect(seen[47]).toBe('loading 45 %');
    expect(seen[100]).toBe('loading 100 %');
    expect(new Set(seen).size).toBe(21);
  });
});
