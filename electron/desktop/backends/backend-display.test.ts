import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { backendFixture } from '../../../e2e/testkit/desktop/fake-desktop.ts';
import { backendName, escapeMenuLabel, shortStatus, toPlainLine, truncate } from './backend-display.ts';

describe('the name of a backend', () => {
  it('is its title, or else the name of its type with its id', () => {
    expect(backendName(backendFixture(3, { title: ' Flux ' }))).toBe('Flux');
    expect(backendName(backendFixture(3, { title: '' }))).toBe('test 3');
    expect(backendName(backendFixture(3, { title: ' ' }), new Map([['test', 'Any program']]))).toBe(
      'Any program 3',
    );
  });

  it('stays on one line and in its direction, whatever the title contains', () => {
    const title = 'Flux\r\nQuit\t\u0007\u001b[31m\u2028x\u202Egnp.exe\u2066y\u200F';
    expect(backendName(backendFixture(0, { title }))).toBe('Flux Quit [31m xgnp.exey');
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(toPlainLine(text)).not.toMatch(/[\p{Cc}\u2028\u2029\u202A-\u202E\u2066-\u2069]/u);
      }),
    );
  });

  it('is truncated where it is long, and never within an emoji', () => {
    const family = '👩‍👩‍👧‍👦';
    expect(backendName(backendFixture(0, { title: 'x'.repeat(200) }))).toBe(`${'x'.repeat(39)}…`);
    expect(truncate(family.repeat(5), 3)).toBe(`${family.repeat(2)}…`);
    expect(truncate(family.repeat(3), 3)).toBe(family.repeat(3));
  });
});

it('an & in a label is shown and does not mark a shortcut', () => {
  expect(escapeMenuLabel('R&D && more')).toBe('R&&D &&&& more');
});

describe('the short status', () => {
  const statusOf = (facts: Parameters<typeof backendFixture>[1]) => shortStatus(backendFixture(0, facts));
  const error = { code: 'crashed', message: 'It stopped by itself.', hint: '' };

  it('distinguishes every phase', () => {
    expect(statusOf({ phase: 'running' })).toBe('Ready');
    expect(statusOf({ phase: 'idle' })).toBe('Not answering');
    expect(statusOf({ phase: 'loading' })).toBe('Starting…');
    expect(statusOf({ phase: 'waiting' })).toBe('Waiting');
    expect(statusOf({ phase: 'stopping' })).toBe('Stopping…');
    expect(statusOf({ phase: 'stopping', error })).toBe('Stopped by itself');
    expect(statusOf({ phase: 'errored', error })).toBe('Failed');
    expect(statusOf({ phase: 'disabled' })).toBe('Off');
    const next_step = { kind: 'retry' as const, at: '', attempt: 2, attempts: 5, reason: error };
    expect(statusOf({ phase: 'waiting', next_step })).toBe('Starting again soon');
  });

  it('shows the progress of loading in steps, so that the menu is not rebuilt all the time', () => {
    const texts = Array.from({ length: 101 }, (_, percent) =>
      statusOf({ phase: 'loading', load_status: `Loading the model, ${percent} %` }),
    );
    expect(texts[47]).toBe('Starting, 45 %');
    expect(texts[100]).toBe('Starting, 100 %');
    expect(new Set(texts).size).toBe(21);
  });
});
