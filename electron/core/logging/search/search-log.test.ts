import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { openTestLogs } from '../../../../e2e/testkit/core/test-logs.ts';
import { levelOf, plainText } from '../../../../shared/log/log-text.ts';
import { escapeRegex } from '../../../../shared/text/escape-regex.ts';
import type { BackendLog } from '../backend-log.ts';
import type { LogQuery } from './log-matcher.ts';
import { createLogSearcher } from './log-searcher.ts';

const searcher = createLogSearcher('');
const query = (pattern: string, more: Partial<LogQuery> = {}): LogQuery => ({
  pattern,
  isRegex: false,
  matchCase: false,
  ...more,
});

/** Numbers of all lines that match, by as many calls as it takes. */
async function find(log: BackendLog, wanted: LogQuery, newestFirst = true): Promise<number[]> {
  let { first, last } = await log.extent();
  const found: number[] = [];
  for (;;) {
    const { matches, next } = await log.search(searcher, wanted, { first, last, newestFirst });
    const seqs = matches.flatMap(([from, count]) => Array.from({ length: count }, (_, n) => from + n));
    if (newestFirst) found.unshift(...seqs);
    else found.push(...seqs);
    if (next === null) return found;
    if (newestFirst) last = next;
    else first = next;
  }
}

async function logOf(...texts: string[]) {
  const setup = await openTestLogs();
  setup.log.add('out', texts);
  return setup.log;
}

describe('a search', () => {
  test('finds text in any case, or exactly as it is written', async () => {
    const log = await logOf('CUDA out of memory', 'fine', 'cuda again', '.*');
    expect(await find(log, query('cuda'))).toEqual([1, 3]);
    expect(await find(log, query('cuda', { matchCase: true }))).toEqual([3]);
    expect(await find(log, query('.*'))).toEqual([4]);
    expect(await find(log, query(''))).toEqual([1, 2, 3, 4]);
  });

  test('looks at the text alone, not at the time and stream before it in the file', async () => {
    const log = await logOf('one', 'out of two', '2026');
    expect(await find(log, query('out'))).toEqual([2]);
    expect(await find(log, query('^o', { isRegex: true }))).toEqual([1, 2]);
    expect(await find(log, query('Z', { matchCase: true }))).toEqual([]);
    expect(await find(log, query('\\d{4}', { isRegex: true }))).toEqual([3]);
  });

  test('finds what is written in colours, as it is shown', async () => {
    const log = await logOf('\u001b[31merr\u001b[0mor: a\tb', 'plain');
    expect(await find(log, query('error: a    b'))).toEqual([1]);
    expect(await find(log, query('ERR', { matchCase: true }))).toEqual([]);
    expect(await find(log, query('err', { matchCase: true }))).toEqual([1]);
  });

  test('by stream and level leaves out all others', async () => {
    const { log } = await openTestLogs();
    log.add('out', ['an error', 'ok']);
    log.add('err', ['warning: slow', 'Traceback (most recent call last):']);
    log.logMessage('The start failed.');
    const of = (more: Partial<LogQuery>) => find(log, query('', more));
    expect(await of({ stream: 'err' })).toEqual([3, 4]);
    expect(await of({ stream: 'host' })).toEqual([5]);
    expect(await of({ level: 'error' })).toEqual([1, 4, 5]);
    expect(await of({ level: 'warning' })).toEqual([3]);
    expect(await of({ level: 'error', stream: 'out' })).toEqual([1]);
  });

  test('finds the same from both ends, across many calls, in files and in memory', async () => {
    const { log } = await openTestLogs();
    for (let n = 0; n < 60; n += 1)
      log.add(
        'out',
        Array.from(
          { length: 1000 },
          (_, index) => `${n} ${index} ${index % 7 === 0 ? 'needle' : 'hay'} ${'x'.repeat(60)}`,
        ),
      );
    const newest = await find(log, query('needle'));
    expect(newest).toHaveLength(60 * 143);
    expect(await find(log, query('needle'), false)).toEqual(newest);
    expect(await find(log, query('hay|needle', { isRegex: true }))).toHaveLength(60_000);
  });

  test('numbers what it finds rightly, among lines of any length and behind stretches without a match', async () => {
    const { log } = await openTestLogs();
    const texts = Array.from({ length: 4000 }, (_, index) => {
      const length = index % 97 === 0 ? 70_000 : (index * 37) % 300;
      return `${'x'.repeat(length)}${index % 1311 === 0 || (index > 2000 && index < 2100) ? ' Needle ä' : ''}`;
    });
    // In parts, so that the files have several stretches.
    for (let n = 0; n < texts.length; n += 500) log.add('out', texts.slice(n, n + 500));
    const expected = texts.flatMap((text, index) => (text.includes('Needle') ? [index + 1] : []));
    expect(expected).toHaveLength(103);
    for (const wanted of [
      query('Needle', { matchCase: true }),
      query('needle'),
      query('needle .', { isRegex: true }),
      query('^x*(?= )', { isRegex: true }),
    ])
      expect(await find(log, wanted)).toEqual(expected);
  });

  test('of lines that could not be written to the disk finds them in memory', async () => {
    const { log } = await openTestLogs();
    log.add('out', ['one']);
    await log.close();
    log.add('out', ['two']);
    expect(await find(log, query('o'))).toEqual([1, 2]);
  });

  test('finds what looking at each line alone finds, whatever the expression', async () => {
    const words = fc.constantFrom(
      'a',
      'ab',
      ' ',
      'Error',
      'ä',
      '\t',
      '\u001b[1m',
      'x\u001b[0my',
      '9',
      'warn',
      '.',
    );
    const lines = fc.array(
      fc.array(words, { maxLength: 6 }).map((parts) => parts.join('')),
      { minLength: 1, maxLength: 12 },
    );
    const patterns = fc.constantFrom(
      'a',
      'ab',
      'a\\s*b',
      '[^x]+$',
      '^a',
      'b$',
      '\\s+',
      'a|^$',
      '(?=b)',
      '\\bab\\b',
      'E.*r',
      '(?<!a)b',
      'ä',
      '.*',
      '\\W',
      'Z out',
      '\\n',
      'b\\s+2',
      'Error.*a',
      '^Error',
      'a.*Error$',
      'Erroo?r',
      'Errors*',
      'Error+',
    );
    await fc.assert(
      fc.asyncProperty(
        lines,
        patterns,
        fc.boolean(),
        fc.constantFrom(undefined, 'error' as const),
        async (texts, pattern, matchCase, level) => {
          const log = await logOf(...texts);
          const expression = new RegExp(pattern, matchCase ? '' : 'i');
          const expected = texts.flatMap((text, index) =>
            expression.test(plainText(text)) && (level === undefined || levelOf(plainText(text)) === level)
              ? [index + 1]
              : [],
          );
          expect(await find(log, query(pattern, { isRegex: true, matchCase, level }))).toEqual(expected);
        },
      ),
      { numRuns: 150 },
    );
  });

  test('for a text finds what looking at each line alone finds, in any case of letters and among what is shown otherwise', async () => {
    const parts = fc.constantFrom(
      'a',
      'A',
      'b',
      ' ',
      'Z out ',
      'ä',
      'Ä',
      'ſ',
      'K',
      'İ',
      '\t',
      '\u001b[1m',
      '\u200b',
      '⟨U+200B⟩',
      'z err',
    );
    const texts = fc.array(parts, { minLength: 1, maxLength: 3 }).map((some) => some.join(''));
    const lines = fc.array(
      fc.array(parts, { maxLength: 6 }).map((some) => some.join('')),
      { minLength: 1, maxLength: 12 },
    );
    await fc.assert(
      fc.asyncProperty(
        lines,
        texts,
        fc.boolean(),
        fc.constantFrom(undefined, 'out' as const, 'err' as const),
        async (printed, pattern, matchCase, stream) => {
          const { log } = await openTestLogs();
          for (const [index, text] of printed.entries()) log.add(index % 3 === 0 ? 'err' : 'out', [text]);
          const expression = new RegExp(escapeRegex(pattern), matchCase ? '' : 'i');
          const expected = printed.flatMap((text, index) =>
            expression.test(plainText(text)) &&
            (stream === undefined || (index % 3 === 0 ? 'err' : 'out') === stream)
              ? [index + 1]
              : [],
          );
          expect(await find(log, query(pattern, { matchCase, stream }))).toEqual(expected);
        },
      ),
      { numRuns: 300 },
    );
  });

  test('comes back after a fraction of a second with what it has found, however many lines match', async () => {
    const { log } = await openTestLogs();
    for (let n = 0; n < 60; n += 1)
      log.add(
        'out',
        Array.from({ length: 1000 }, () => 'the same'),
      );
    const { first, last } = await log.extent();
    const { matches } = await log.search(searcher, query('same'), { first, last, newestFirst: true });
    // Lines that follow each other count once, so that a page of them is as small as one match.
    expect(matches).toHaveLength(1);
  });

  test('refuses what is no expression', async () => {
    const log = await logOf('x');
    await expect(find(log, query('(', { isRegex: true }))).rejects.toMatchObject({ code: 'invalid_pattern' });
  });

  test('marks each match in the text as it is shown', async () => {
    const marks = await searcher.mark({
      query: query('e+', { isRegex: true }),
      texts: ['\u001b[1mbee\u001b[0m eel', 'none'.slice(0, 3)],
    });
    expect(marks).toEqual([
      [
        [1, 3],
        [4, 6],
      ],
      [],
    ]);
  });
});
