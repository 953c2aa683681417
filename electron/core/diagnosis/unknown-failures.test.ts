/** A failure that no entry of the table knows: the lines that matter are shown, and how it ended. */
import { expect, test } from 'vitest';
import { diagnoseOutput } from '../../../e2e/testkit/core/failed-run.ts';
import { isErrorLine } from './relevant-lines.ts';

const cleanUp = Array.from({ length: 8 }, (_, step) => `cleanup step ${step + 4}`);
const textsOf = (...args: Parameters<typeof diagnoseOutput>) =>
  diagnoseOutput(...args).diagnosis.lines.map(({ text }) => text);

test('shows the first error of the last burst, and neither the clean-up nor what had gone wrong before', () => {
  const lines = [
    'failed to open the window',
    'working',
    'the flux capacitor failed',
    'retry aborted',
    ...cleanUp,
  ];
  const seconds = (index: number) => (index === 0 ? 90 : 1);
  const { diagnosis, isKnown } = diagnoseOutput(lines, { wasReady: true }, seconds);
  expect(isKnown).toBe(false);
  expect(diagnosis).toMatchObject({
    id: 'crashed',
    lines: [
      { seq: 3, text: 'the flux capacitor failed' },
      { seq: 4, text: 'retry aborted' },
    ],
  });
});

test('shows of a traceback where it happened and what, without the frames above', () => {
  const frames = Array.from({ length: 30 }, (_, n) => [
    `  File "/opt/a.py", line ${n}, in f`,
    '    g()',
  ]).flat();
  const lines = ['Traceback (most recent call last):', ...frames, 'MoonIsFull', ...cleanUp];
  expect(textsOf(lines)).toEqual(['  File "/opt/a.py", line 29, in f', '    g()', 'MoonIsFull']);
});

test('shows the last lines where nothing looks like an error', () => {
  expect(textsOf(['one', 'two', ...cleanUp])).toEqual(cleanUp);
  expect(textsOf([])).toEqual([]);
});

test('shows eight lines at most', () => {
  expect(textsOf(Array.from({ length: 50 }, (_, n) => `error ${n}: it failed`))).toHaveLength(8);
});

test.each([
  '0 errors, 0 failed',
  'no errors found',
  'WARNING: the error correction is off',
  'failover is configured',
  'errors=0',
  'log_error_level=3',
])('does not take "%s" for an error', (line) => {
  expect(isErrorLine(line)).toBe(false);
});

test.each([
  'ERROR: it is broken',
  'Fatal: no way',
  'Segmentation fault (core dumped)',
  'ValueError: x',
  'cannot open the file',
  'E0812 oops',
])('takes "%s" for an error', (line) => {
  expect(isErrorLine(line)).toBe(true);
});
