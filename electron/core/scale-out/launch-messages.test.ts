import { expect, it } from 'vitest';
import { findUrl, parseLaunchLine } from './launch-messages.ts';

const line = (text: string) => `[SwarmAutoScaleBackend]${text}[/SwarmAutoScaleBackend]`;

it('reads the keys of SwarmUI, with the blanks around them that it allows', () => {
  expect(parseLaunchLine(`  ${line('NewURL: http://node01:7801/')}\r`)).toEqual({
    kind: 'url',
    url: 'http://node01:7801/',
  });
  expect(parseLaunchLine(line(' DoRetries:  12 '))).toEqual({ kind: 'retries', count: 12 });
  expect(parseLaunchLine(line('DeclareFailed: no budget: 0 left'))).toEqual({
    kind: 'failed',
    reason: 'no budget: 0 left',
  });
  expect(parseLaunchLine(line('ModelsURL: http://node01:7802'))).toMatchObject({ kind: 'models-url' });
  expect(parseLaunchLine(line('Waiting: no card is free.'))).toEqual({
    kind: 'waiting',
    reason: 'no card is free',
  });
  expect(parseLaunchLine(line('Waiting:'))).toEqual({ kind: 'waiting', reason: null });
});

it('ignores every other line, and keys that it does not know', () => {
  for (const other of [
    '',
    'NewURL: http://node01:7801/',
    `${line('NewURL: http://a/')} and more`,
    `echo "${line('NewURL: http://a/')}"`,
    line('newurl: http://a/'),
    line('Somewhere: http://a/'),
    line(''),
    '[SwarmAutoScaleBackend]NewURL: http://a/',
  ])
    expect(parseLaunchLine(other)).toBeNull();
});

it('says what cannot be used', () => {
  expect(parseLaunchLine(line('NewURL: '))).toEqual({ kind: 'unusable', reason: 'NewURL is empty' });
  expect(parseLaunchLine(line('DoRetries: many'))).toMatchObject({ kind: 'unusable' });
  expect(parseLaunchLine(line('DoRetries: -1'))).toMatchObject({ kind: 'unusable' });
  expect(parseLaunchLine(line('DeclareFailed:'))).toMatchObject({
    kind: 'failed',
    reason: null,
  });
});

it('finds an address by a pattern: its first group, or all that it matches', () => {
  const printed = 'INFO:     Uvicorn running on http://0.0.0.0:8000 (Press CTRL+C to quit)';
  expect(findUrl(printed, /running on (http:\S+)/)).toBe('http://0.0.0.0:8000');
  expect(findUrl(printed, /http:\S+/)).toBe('http://0.0.0.0:8000');
  expect(findUrl('nothing', /http:\S+/)).toBeNull();
});
