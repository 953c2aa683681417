import { expect, test } from 'vitest';
import type { ScaleState } from '../../shared/scale-out.ts';
import { loadLanguage } from '../../shared/words/languages/load-language.ts';
import { inLanguage } from '../../shared/words/words.ts';
import { scaleTexts } from './scale-text.ts';

const NOW = new Date(2026, 10, 29, 14, 0).getTime();
const at = (seconds: number) => new Date(NOW + seconds * 1000).toISOString();
const texts = (facts: Partial<ScaleState>) =>
  scaleTexts(
    {
      up: 0,
      starting: 0,
      away: 0,
      draining: 0,
      min: 0,
      max: 5,
      waiting: 0,
      min_queued: 10,
      capacity: 0,
      ...facts,
    },
    NOW,
  );

test('says what runs, what waits and what is wanted', () => {
  expect(texts({})).toEqual([
    'No instance runs; 5 at most.',
    'No requests wait. When 10 wait, one more instance starts.',
  ]);
  expect(texts({ up: 1, starting: 1, away: 1, draining: 2, waiting: 12 })).toEqual([
    '1 instance answers, 1 is starting, 1 does not answer and 2 are ending; 5 at most.',
    '12 requests wait. 1 more instance is needed.',
  ]);
  expect(texts({ starting: 2, min: 3, waiting: 1 })).toEqual([
    'No instance answers yet and 2 are starting; 5 at most.',
    '1 request waits. 1 more instance is needed to keep 3.',
  ]);
  expect(texts({ up: 5, waiting: 30 })[1]).toBe('30 requests wait. No more instances may be started.');
  expect(texts({ min_queued: 1 })[1]).toBe('No requests wait. When 1 waits, one more instance starts.');
});

test('says what comes next, and how the last launch ended', () => {
  expect(
    texts({
      up: 1,
      next_start_at: at(40),
      next_stop: { number: 1, at: at(600) },
      last_launch: { number: 1, at: at(-60) },
    }).slice(2),
  ).toEqual([
    'The next start comes in 40 s at the earliest. Instance 1 stops at 14:10 if it stays unused.',
    'Launch 1 succeeded at 13:59.',
  ]);
  expect(
    texts({ next_start_at: at(-1), last_launch: { number: 2, at: at(0), failure: 'its script' } }),
  ).toContain('Launch 2 failed at 14:00.');
  expect(texts({ up: 2, unknown_since: at(-5), next_start_at: at(40) })).toHaveLength(2);
});

test('in a language without spaces, the sentences have none between them', async () => {
  const ja = await loadLanguage('ja', []);
  const lines = inLanguage(ja, () => texts({ next_start_at: at(40), next_stop: { number: 1, at: at(600) } }));
  expect(lines.slice(1).join('')).not.toMatch(/。 /);
  expect(lines[2]).toContain('40秒後');
});
