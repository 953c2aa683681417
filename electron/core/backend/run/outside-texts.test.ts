import { expect, test } from 'vitest';
import { SwitchyardError } from '../../../../shared/errors.ts';
import { MAX_OUTSIDE_TEXTS } from '../../../../shared/limits.ts';
import { failureRemedyWords } from '../../../../shared/words/en/errors/failure-remedies.ts';
import { failureWords } from '../../../../shared/words/en/errors/failures.ts';
import { texts } from '../../../../shared/words/phrase.ts';
import { onWire } from '../../../../shared/words/wire-phrases.ts';
import type { ChildFacts } from '../backend-type.ts';
import { OutsideTexts } from './outside-texts.ts';

const outside = new OutsideTexts(['canary-7f3a9c']);
const child: ChildFacts = {
  key: 'k',
  title: 'Flux',
  status: 'running',
  enabled: true,
  features: [],
  canLoadModels: true,
  maxUsages: 1,
  currentModel: null,
  remote: { id: 0, type: 'llama', path: ['server'] },
};

test('a secret is masked before a text is cut, so that no beginning of it is left', () => {
  expect(outside.line(`${'x'.repeat(15)}canary-7f3a9c`, 20)).toBe(`${'x'.repeat(15)}***`);
  expect(outside.line('y'.repeat(30), 20)).toBe(`${'y'.repeat(19)}…`);
  // Never within a character of two units.
  expect(outside.line('😀'.repeat(20), 20)).toBe(`${'😀'.repeat(9)}…`);
});

test('an error keeps its code and cause, and is made of cleaned details', () => {
  const cause = new Error('original');
  const error = new SwitchyardError(
    'contact_lost',
    { backend: 'Backend 1', reason: 'says canary-7f3a9c\u202e' },
    { cause },
  );
  const cleaned = outside.error(error);
  expect(cleaned).toMatchObject({
    code: 'contact_lost',
    cause,
    details: { backend: 'Backend 1', reason: 'says ***⟨U+202E⟩' },
  });
  expect(cleaned.message).toContain('says ***⟨U+202E⟩');
  const plain = new SwitchyardError('settings_locked');
  expect(outside.error(plain)).toBe(plain);
});

test('the values of a text of the catalogue are cleaned as the text is, however deep they are', () => {
  const where = texts(failureWords)('in_setting', { setting: 'canary-7f3a9c' });
  const error = new SwitchyardError('crashed', {
    backend: 'Backend 1',
    reason: 'exit code 1',
    cause: texts(failureWords)('argument_unknown', { argument: '--key=canary-7f3a9c' }),
    remedy: texts(failureRemedyWords)('argument_unknown', { where }),
  });
  const cleaned = outside.error(error).toReply();
  expect(JSON.stringify(cleaned)).not.toContain('canary');
  expect(cleaned.message).toContain('does not know --key=***.');
  expect(cleaned.details).toMatchObject({ remedy: { values: { where: { values: { setting: '***' } } } } });
  const diagnosis = outside.diagnosis({
    id: 'argument_unknown',
    title: 'x',
    ...onWire({
      explanation: texts(failureWords)('argument_unknown', { argument: 'canary-7f3a9c' }),
      remedy: texts(failureRemedyWords)('argument_unknown', { where }),
    }),
    lines: [],
  });
  expect(JSON.stringify(diagnosis)).not.toContain('canary');
  expect(diagnosis.phrases).toMatchObject({ explanation: { values: { argument: '***' } } });
});

test('amounts that are no numbers are left out, and counts are bounded', () => {
  expect(outside.facts({ vramBytes: Number.POSITIVE_INFINITY, currentModel: null })).toEqual({
    vramBytes: undefined,
    currentModel: null,
  });
  for (const maxUsages of [0, -1, 2.5, Number.NaN, 1e300])
    expect(outside.facts({ maxUsages })).toEqual({ maxUsages: undefined });
  expect(outside.facts({ maxUsages: 4 })).toEqual({ maxUsages: 4 });
  expect(outside.result({ ok: true, message: 'm', vramBytes: Number.NaN, ramBytes: 1 })).toEqual({
    ok: true,
    message: 'm',
    ramBytes: 1,
  });
  const features = Array.from({ length: 100_000 }, (_, index) => String(index));
  const children = outside.children(
    Array.from({ length: 100_000 }, () => ({ ...child, features, maxUsages: -1 })),
  );
  expect(children).toHaveLength(MAX_OUTSIDE_TEXTS.children);
  expect(children[0]).toMatchObject({ maxUsages: 0, features: { length: MAX_OUTSIDE_TEXTS.features } });
});
