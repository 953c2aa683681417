import { expect, test } from 'vitest';
import { FakeAdapterIo } from '../../../e2e/testkit/backend-types/fake-adapter-io.ts';
import { SwitchyardError } from '../../../shared/errors.ts';
import {
  CONTACT_INTERVAL_MS,
  MAX_PAUSE_MS,
  RemoteContact,
  SECOND_PROBE_DELAY_MS,
  SERVICE_INTERVAL_MS,
} from './remote-contact.ts';
import { RetryLaterError } from './server-replies.ts';

/** A remote that fails with `problem`, or answers where that is null. Its probes are counted. */
function remote(allowIdle = false) {
  const io = new FakeAdapterIo();
  const state = { problem: null as Error | null, probes: 0, found: 0 };
  const contact = new RemoteContact(io, {
    allowIdle,
    address: () => 'http://there',
    probe: async () => {
      state.probes++;
      if (state.problem) throw state.problem;
    },
    onFound: () => state.found++,
  });
  return { io, state, contact };
}
const codes = (io: FakeAdapterIo) => io.contact.map((change) => (change === 'found' ? change : change.code));

test('a remote that answers is probed at intervals, and nothing is reported', async () => {
  const { io, state, contact } = remote();
  await contact.start();
  await io.clock.advance(3 * CONTACT_INTERVAL_MS);
  expect(state).toMatchObject({ probes: 4, found: 1 });
  expect([io.contact, io.logged]).toEqual([[], []]);
});

test('a first probe that fails is reported at once, with the address and the reason', async () => {
  const { io, state, contact } = remote();
  state.problem = new Error('nothing listens there');
  await contact.start();
  expect(codes(io)).toEqual(['no_contact']);
  expect(String(io.contact[0])).toMatch(
    /^SwitchyardError: Could not reach .* at http:\/\/there \(nothing listens there\)/,
  );
  expect(io.shownAs).toEqual(['errored']);
});

test('one failure is followed by a second probe a second later, and contact is lost only when that fails too', async () => {
  const { io, state, contact } = remote(true);
  await contact.start();
  state.problem = new Error('no answer in time');
  await io.clock.advance(CONTACT_INTERVAL_MS);
  expect(io.contact).toEqual([]);
  state.problem = null;
  await io.clock.advance(SECOND_PROBE_DELAY_MS);
  expect(io.contact).toEqual([]);

  state.problem = new Error('no answer in time');
  await io.clock.advance(CONTACT_INTERVAL_MS + SECOND_PROBE_DELAY_MS);
  expect(codes(io)).toEqual(['contact_lost']);
  expect(io.shownAs).toEqual(['idle']);
});

test('while contact is lost the intervals grow to a few seconds, and one good reply finds it again', async () => {
  const { io, state, contact } = remote();
  state.problem = new Error('nothing listens there');
  await contact.start();
  await io.clock.advance(60_000);
  const inMinute = state.probes;
  expect(inMinute).toBeGreaterThan(60_000 / (MAX_PAUSE_MS * 1.2));
  expect(inMinute).toBeLessThan(30);

  state.problem = null;
  await io.clock.advance(MAX_PAUSE_MS * 1.2);
  expect(codes(io)).toEqual(['no_contact', 'found']);
  expect(state.found).toBe(1);
});

test('the log has one line for each reason, not one for each probe', async () => {
  const { io, state, contact } = remote();
  state.problem = new Error('nothing listens there');
  await contact.start();
  await io.clock.advance(60_000);
  state.problem = new Error('it answered 502');
  await io.clock.advance(60_000);
  expect(io.logged).toHaveLength(2);
  expect(codes(io)).toEqual(['no_contact', 'no_contact']);
});

test('an error with its own message is passed on as it is', async () => {
  const { io, state, contact } = remote();
  state.problem = new SwitchyardError('access_refused', {
    backend: 'It',
    address: 'http://there',
    status: 401,
    settings: 'Key',
    isSent: true,
  });
  await contact.start();
  expect(io.contact).toEqual([state.problem]);
});

test('after the stop of the backend, nothing is probed', async () => {
  const { io, state, contact } = remote();
  await contact.start();
  io.stop();
  await io.clock.advance(60_000);
  expect(state.probes).toBe(1);
  expect(io.clock.pendingTimers()).toEqual([]);
});

test('after a sleep it is probed at once, and then at the intervals that follow a loss or a reply', async () => {
  const { io, state, contact } = remote(true);
  await contact.start();
  io.wake();
  await io.clock.advance(0);
  expect(state.probes).toBe(2);
  await io.clock.advance(CONTACT_INTERVAL_MS - 1);
  expect(state.probes).toBe(2);
  await io.clock.advance(1);
  expect(state.probes).toBe(3);

  state.problem = new Error('nothing listens there');
  await io.clock.advance(60_000);
  expect(io.shownAs).toEqual(['idle']);
  state.problem = null;
  io.wake();
  await io.clock.advance(0);
  expect(codes(io)).toEqual(['contact_lost', 'found']);
  expect(io.clock.pendingTimers()).toEqual([CONTACT_INTERVAL_MS]);
});

test('the result of a probe from before the sleep is ignored', async () => {
  const io = new FakeAdapterIo();
  const pending: { answer: () => void; fail: (error: Error) => void }[] = [];
  const contact = new RemoteContact(io, {
    allowIdle: true,
    address: () => 'http://there',
    probe: () =>
      new Promise((resolve, reject) => {
        pending.push({ answer: resolve, fail: reject });
      }),
  });
  const started = contact.start();
  pending[0]?.answer();
  await started;
  await io.clock.advance(CONTACT_INTERVAL_MS);
  io.wake();
  pending[2]?.answer();
  await io.clock.advance(0);
  pending[1]?.fail(new Error('no answer in time'));
  await io.clock.advance(CONTACT_INTERVAL_MS);
  expect(io.contact).toEqual([]);
  expect(pending).toHaveLength(4);
  io.stop();
  io.wake();
  expect(pending).toHaveLength(4);
  expect(io.clock.pendingTimers()).toEqual([]);
});

/** As the client reports a 429. */
const limited = (retryAfterMs: number) =>
  new SwitchyardError(
    'rate_limited',
    { backend: 'It', address: 'http://there/v1/models', seconds: retryAfterMs / 1000 },
    { cause: new RetryLaterError('it answered 429', retryAfterMs) },
  );

test('a remote that limits its requests stays in contact, is left alone for the time that it names, and the card says so', async () => {
  const { io, state, contact } = remote();
  await contact.start();
  state.problem = limited(600_000);
  await io.clock.advance(CONTACT_INTERVAL_MS);
  expect(state.probes).toBe(2);
  expect(io.facts.notice).toMatch(/takes no more requests for now: .*429.* left alone for 10 min/);
  await io.clock.advance(599_999);
  expect([state.probes, io.contact]).toEqual([2, []]);
  state.problem = null;
  await io.clock.advance(1);
  expect(state.probes).toBe(3);
  expect(io.facts.notice).toBeUndefined();
  await io.clock.advance(CONTACT_INTERVAL_MS);
  expect(state.probes).toBe(4);
});

test('a remote that limits the first request already is shown as what it is, and asked no sooner than it wishes', async () => {
  const { io, state, contact } = remote();
  state.problem = limited(60_000);
  await contact.start();
  expect(codes(io)).toEqual(['rate_limited']);
  await io.clock.advance(59_999);
  io.wake();
  await io.clock.advance(0);
  expect(state.probes).toBe(1);
  state.problem = null;
  await io.clock.advance(1);
  expect(codes(io)).toEqual(['rate_limited', 'found']);
});

test('one that names a time shorter than the usual interval is not asked more often than usual', async () => {
  const { io, state, contact } = remote();
  await contact.start();
  state.problem = limited(1000);
  await io.clock.advance(10 * CONTACT_INTERVAL_MS);
  expect(state.probes).toBe(11);
});

test('Retry-After of a 503 is respected, too, while contact is lost', async () => {
  const { io, state, contact } = remote();
  state.problem = new RetryLaterError('it answered 503', 120_000);
  await contact.start();
  await io.clock.advance(119_999);
  expect(state.probes).toBe(1);
  expect(codes(io)).toEqual(['no_contact']);
  await io.clock.advance(1);
  expect(state.probes).toBe(2);
});

test('a service elsewhere is asked at the interval that was set, and less and less often while it does not answer', async () => {
  const io = new FakeAdapterIo();
  const state = { probes: 0, problem: null as Error | null };
  const contact = new RemoteContact(io, {
    allowIdle: false,
    address: () => 'https://api.example.com/v1/models',
    intervalMs: SERVICE_INTERVAL_MS,
    probe: async () => {
      state.probes++;
      if (state.problem) throw state.problem;
    },
  });
  await contact.start();
  await io.clock.advance(86_400_000);
  expect(state.probes).toBe(1 + 86_400_000 / SERVICE_INTERVAL_MS);
  state.problem = new Error('it answered 502');
  state.probes = 0;
  await io.clock.advance(3_600_000);
  expect(state.probes).toBeLessThan(100);
});

test('a server that refuses the credentials is not asked every few seconds', async () => {
  const { io, state, contact } = remote();
  state.problem = new SwitchyardError('access_refused', {
    backend: 'It',
    address: 'http://there',
    status: 401,
    settings: 'Key',
    isSent: true,
  });
  await contact.start();
  await io.clock.advance(3_600_000);
  expect(state.probes).toBeLessThan(100);
});
