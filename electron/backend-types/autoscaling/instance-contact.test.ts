import { expect, it, onTestFinished } from 'vitest';
import { ManualClock } from '../../../e2e/testkit/core/manual-clock.ts';
import { englishOf } from '../../../shared/words/phrase.ts';
import { InstanceContact } from './instance-contact.ts';
import type { InstanceState } from './instance-kinds.ts';

const STATE: InstanceState = { api: null, models: [], children: [], jobs: null, memory: null };

/** An instance that answers, and accepts that it is controlled, unless it is told otherwise. */
function contact() {
  const clock = new ManualClock();
  const seen = {
    /** Milliseconds at which it was told that it is wanted. */
    controlled: [] as number[],
    silences: [] as [reason: string, sinceMs: number][],
    log: [] as string[],
  };
  const instance = { answers: true, accepts: true };
  const watched = new InstanceContact({
    number: 7,
    api: {
      kind: 'swarm',
      probe: async () => {
        if (!instance.answers) throw new Error('refused');
        return STATE;
      },
      takeControl: async () => {
        seen.controlled.push(clock.now());
        return instance.accepts;
      },
    },
    clock,
    log: (message) => seen.log.push(message),
    onAnswer: () => {},
    onSilence: (reason, sinceMs) => seen.silences.push([englishOf(reason), sinceMs]),
  });
  onTestFinished(() => watched.end());
  return { clock, instance, seen, watched };
}

it('tells an instance at once, and every 30 s from then on, that it is wanted', async () => {
  const { clock, seen, watched } = contact();
  await clock.advance(95_000);
  expect(seen.controlled).toEqual([0, 30_000, 60_000, 90_000]);
  watched.end();
  await clock.advance(60_000);
  expect(seen.controlled).toHaveLength(4);
});

it('tells it again as soon as it answers again, where it has been away for longer than that', async () => {
  const { clock, instance, seen, watched } = contact();
  await clock.advance(5_000);
  instance.answers = false;
  await clock.advance(50_000);
  expect(seen.controlled).toEqual([0]);
  // The third probe without an answer, at 10, 11 and 12 s.
  expect(watched.awaySince).toBe(clock.wall() - 43_000);
  expect(seen.silences[0]).toEqual(['refused', 0]);
  expect(seen.silences.at(-1)).toEqual(['refused', 43_000]);
  instance.answers = true;
  await clock.advance(1_000);
  expect(seen.controlled).toEqual([0, 56_000]);
  expect(watched.awaySince).toBeNull();
  expect(seen.log).toEqual(['Instance 7 does not answer: refused.', 'Instance 7 answers again.']);
});

it('says once that an instance refuses it, and asks on', async () => {
  const { clock, instance, seen, watched } = contact();
  instance.accepts = false;
  await clock.advance(65_000);
  expect(seen.controlled).toEqual([0, 30_000, 60_000]);
  expect(watched.isRefusingControl).toBe(true);
  expect(seen.log).toEqual([expect.stringMatching(/^Instance 7 refuses AdminTakeControl\./)]);
  instance.accepts = true;
  await clock.advance(30_000);
  expect(watched.isRefusingControl).toBe(false);
});
