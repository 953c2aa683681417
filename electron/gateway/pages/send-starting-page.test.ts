import { describe, expect, it } from 'vitest';
import { loadStatusWords } from '../../../shared/words/en/backends/load-status.ts';
import { happenedWords } from '../../../shared/words/en/happened.ts';
import { texts } from '../../../shared/words/phrase.ts';
import { onWire } from '../../../shared/words/wire-phrases.ts';
import { inLanguage } from '../../../shared/words/words.ts';
import { describeStart } from './send-starting-page.ts';

const reason = { code: 'crashed', message: 'The worker ended with exit code 1.', hint: '' };

describe('what a person reads while a backend starts', () => {
  it.each([
    ['that it waits for its turn', { phase: 'waiting' }, 'Waiting for its turn to start.'],
    [
      'what it waits for',
      {
        phase: 'waiting',
        next_step: { kind: 'wait_for_start', message: 'Flux starts before it.', backends: [] },
      },
      'Flux starts before it.',
    ],
    [
      'which memory it lacks',
      {
        phase: 'waiting',
        next_step: { kind: 'make_room', message: 'It lacks 2 GB.', steps: [], enough: true, asks: false },
      },
      'It lacks 2 GB.',
    ],
    [
      'why the last attempt failed',
      { phase: 'waiting', next_step: { kind: 'retry', at: '', attempt: 2, attempts: 5, reason } },
      'The last attempt failed: The worker ended with exit code 1. Switchyard tries again by itself (attempt 2 of 5).',
    ],
    ['that it ends first', { phase: 'stopping' }, 'The previous run has to end first.'],
    ['that it loads', { phase: 'loading' }, 'Loading.'],
    [
      'how far it has come',
      {
        phase: 'loading',
        load_status: 'Loading the model',
        progress: { fraction: 0.419, usual_seconds: 42.4 },
      },
      'Loading the model. 41 % done. A start usually takes 42 seconds.',
    ],
    [
      'how long it usually takes',
      { phase: 'loading', progress: { usual_seconds: 200 } },
      'Loading. A start usually takes 3 minutes.',
    ],
  ] as [string, Parameters<typeof describeStart>[0], string][])('is %s', (_, backend, text) => {
    expect(describeStart(backend)).toBe(text);
  });

  it('is in the language of the page', () => {
    const messages = {
      loadStatus: { loadingModelPercent: 'Lädt das Modell: {percent} %' },
      happened: { waitsForTurn: 'Wartet, bis es dran ist: {reasons}.' },
    };
    const german = { code: 'de', locale: 'de', direction: 'ltr', messages } as const;
    const loading = onWire({ load_status: texts(loadStatusWords)('loadingModelPercent', { percent: 40 }) });
    const waiting = onWire({ message: texts(happenedWords)('waitsForTurn', { reasons: 'Flux' }) });
    const next_step = { kind: 'wait_for_start' as const, ...waiting, backends: [] };
    inLanguage(german, () => {
      expect(describeStart({ phase: 'loading', ...loading })).toMatch(/^Lädt das Modell: 40 %\./);
      expect(describeStart({ phase: 'waiting', next_step })).toBe('Wartet, bis es dran ist: Flux.');
    });
  });
});
