import { beforeEach, describe, expect, it } from 'vitest';
import { ManualClock } from '../../../e2e/testkit/core/manual-clock.ts';
import type { FullBackend } from '../../../shared/backend.ts';
import { englishOf } from '../../../shared/words/phrase.ts';
import { BackendTurns } from './backend-turns.ts';

const MINUTE = 60_000;
let backend: Pick<FullBackend, 'phase' | 'enabled' | 'max_usages'> | null;
let turns: BackendTurns;
let clock: ManualClock;
let calls: string[];
let waiting: number;

beforeEach(() => {
  clock = new ManualClock();
  calls = [];
  waiting = 0;
  backend = { phase: 'sleeping', enabled: true, max_usages: 1 };
  turns = new BackendTurns({
    clock,
    maxWaiting: 2,
    maxWaitMs: 10 * MINUTE,
    backend: () => backend as FullBackend | null,
    wake: (id, notice) => calls.push(`wake ${id}: ${englishOf(notice)}`),
    letSleep: (id, notice) => calls.push(`sleep ${id}: ${englishOf(notice)}`),
    onWaiting: (_id, count) => {
      waiting = count;
    },
  });
});

const become = (phase: FullBackend['phase']): void => {
  backend = { phase, enabled: phase !== 'disabled', max_usages: 1 };
  turns.noteChange(3);
};
function enter(model = 'small', signal = new AbortController().signal) {
  const request = { outcome: 'waits', end: () => {} };
  turns.enter(3, { caller: 'somebody', model }, signal).then(
    (end) => Object.assign(request, { outcome: 'sends', end }),
    (error: { reason: string }) => Object.assign(request, { outcome: error.reason }),
  );
  return request;
}
const settle = () => clock.advance(0);

describe('a request to a backend that sleeps', () => {
  it('starts it, waits while it starts, and is sent when it runs, in its order', async () => {
    const [first, second] = [enter(), enter()];
    expect(calls[0]).toBe('wake 3: A request for “small” waits.');
    expect(waiting).toBe(2);
    become('waiting');
    become('loading');
    await settle();
    expect([first.outcome, second.outcome]).toEqual(['waits', 'waits']);
    become('running');
    await settle();
    expect([first.outcome, second.outcome]).toEqual(['sends', 'waits']);
    first.end();
    await settle();
    expect(second.outcome).toBe('sends');
    second.end();
    expect(waiting).toBe(0);
    expect(turns.count(3)).toBe(0);
    expect(calls.filter((call) => call.startsWith('sleep'))).toEqual([]);
  });
  it('gives its start up when the last client has gone away, and not before', async () => {
    const clients = [new AbortController(), new AbortController()];
    for (const { signal } of clients) enter('small', signal);
    become('loading');
    clients[0]?.abort();
    await settle();
    expect(calls.some((call) => call.startsWith('sleep'))).toBe(false);
    clients[1]?.abort();
    await settle();
    expect(calls.at(-1)).toBe('sleep 3: The request that it was started for does not wait any more.');
  });
  it('gives no start up that somebody else has asked for', async () => {
    become('loading');
    const client = new AbortController();
    const request = enter('small', client.signal);
    client.abort();
    await settle();
    expect(request.outcome).toBe('gone');
    expect(calls).toEqual([]);
  });
  it.each(['errored', 'disabled'] as const)('does not wait for one that is %s', async (phase) => {
    const early = enter();
    become('loading');
    become(phase);
    const late = enter();
    await settle();
    expect([early.outcome, late.outcome]).toEqual(['not_ready', 'not_ready']);
  });
  it('does not wait for one that was deleted', async () => {
    const request = enter();
    backend = null;
    turns.noteChange(3);
    await settle();
    expect(request.outcome).toBe('not_ready');
  });
  it('waits its time at most', async () => {
    const request = enter();
    become('loading');
    await clock.advance(10 * MINUTE);
    expect(request.outcome).toBe('too_long');
  });
  it('starts it again where it was put to sleep while others are answered', async () => {
    become('running');
    const first = enter();
    await settle();
    const second = enter('other');
    become('stopping');
    first.end();
    become('sleeping');
    await settle();
    expect(second.outcome).toBe('waits');
    expect(calls).toContain('wake 3: A request for “other” waits.');
  });
});
