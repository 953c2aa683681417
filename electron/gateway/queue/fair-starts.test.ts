/** Requests for more models than the GPU holds, through the gateway, actors and admission as they are. Time is the test's. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type AdmissionHarness, openAdmissionHarness } from '../../../e2e/testkit/core/admission-harness.ts';
import type { FakeStart } from '../../../e2e/testkit/core/fake-type.ts';
import { createGateway } from '../create-gateway.ts';
import type { Gateway } from '../gateway.ts';
import { callerWithoutKey } from '../gateway-caller.ts';

const SECOND = 1000;
/** Milliseconds after which the turn of one that waits comes, and for which one has its memory at least. */
const TURN = 20 * SECOND;
/** Milliseconds that an answer takes. */
const ANSWER = 3 * SECOND;
const NAMES = ['first', 'second', 'third'] as const;
type Name = (typeof NAMES)[number];

let opened: AdmissionHarness;
let gateway: Gateway;
let ready: Set<FakeStart>;
beforeEach(async () => {
  opened = await openAdmissionHarness({
    features: ['llm', 'openai_api'],
    canFreeMemory: false,
    policy: 'ask',
  });
  gateway = createGateway(opened.harness, opened.harness.clock);
  ready = new Set();
});
afterEach(async () => {
  await opened.harness.dispose();
  expect(opened.faults).toEqual([]);
});

const view = (name: Name) => opened.harness.view(NAMES.indexOf(name));
const loaded = () => NAMES.filter((name) => ['loading', 'running', 'stopping'].includes(view(name).phase));

/** Lets time pass. A worker that is started takes 10 GB, and is ready in the next second. */
async function pass(ms: number): Promise<void> {
  const { harness, gpus } = opened;
  for (let passed = 0; passed < ms; passed += SECOND) {
    await harness.clock.advance(SECOND);
    await harness.settle();
    for (const start of harness.starts) {
      if (ready.has(start)) continue;
      ready.add(start);
      gpus.setVram(start.pid, 10);
      start.ready();
    }
    await harness.settle();
  }
}

/** Adds a backend of 10 GB that is known by its name and sleeps. */
async function addAsleep(name: Name, settings: object = {}): Promise<void> {
  const { harness } = opened;
  const { id } = await harness.registry.add({
    typeId: 'test',
    settings: { GPU_ID: '0', VramNeedGB: 10, StartWhen: 'on demand', ...settings },
  });
  await pass(3 * SECOND);
  harness.latest().io.update({ models: [name] });
  await pass(SECOND);
  await harness.registry.get(id).demand.sleep({ notice: 'Nobody needs it.' });
  await pass(SECOND);
}

interface Request {
  /** Null while it waits. */
  sentAt: number | null;
  /** Ends the answer. */
  end: () => void;
}
function ask(name: Name, who: string = name): Request {
  const caller = callerWithoutKey(who);
  const request: Request = { sentAt: null, end: () => {} };
  const [candidate] = gateway.candidates(name, null, caller);
  if (!candidate) throw new Error(`nobody serves ${name}`);
  void gateway.enter(candidate, caller, new AbortController().signal).then((turn) => {
    request.sentAt = opened.harness.clock.now();
    request.end = () => turn.end();
  });
  return request;
}

/** A client that asks again as soon as it has its answer, so that its backend is never idle while it runs. */
class BusyClient {
  answers = 0;
  /** Milliseconds. */
  longestWait = 0;
  readonly #name: Name;
  #request: Request;
  #askedAt: number;

  constructor(name: Name) {
    this.#name = name;
    this.#askedAt = opened.harness.clock.now();
    this.#request = ask(name);
  }

  /** To be called each second. */
  step(): void {
    const now = opened.harness.clock.now();
    const { sentAt, end } = this.#request;
    this.longestWait = Math.max(this.longestWait, (sentAt ?? now) - this.#askedAt);
    if (sentAt === null || now - sentAt < ANSWER) return;
    this.answers++;
    // The next request waits already when this one ends.
    this.#askedAt = now;
    this.#request = ask(this.#name);
    end();
  }
}

async function work(clients: readonly BusyClient[], ms: number): Promise<void> {
  for (let passed = 0; passed < ms; passed += SECOND) {
    await pass(SECOND);
    for (const client of clients) client.step();
  }
}

describe('a model that waits for memory which others keep busy', () => {
  it('gets its turn: the one that has run longest takes no new requests, answers those that it has, and sleeps', async () => {
    for (const name of NAMES) await addAsleep(name);
    const [one, other] = [ask('first'), ask('second')];
    await pass(5 * SECOND);
    expect([one.sentAt, other.sentAt]).not.toContain(null);
    const third = ask('third');
    await pass(SECOND);
    expect(view('third').next_step).toMatchObject({
      message: expect.stringContaining('Its turn comes when it has waited 20 s'),
      asks: false,
    });
    expect(view('first').yield_notice).toBeUndefined();
    await pass(TURN);
    expect(view('first').yield_notice?.message).toContain('Backend 2 (Test), which has waited 20 s for it.');
    expect(view('second').yield_notice).toBeUndefined();
    expect(view('third').next_step).toMatchObject({
      message: expect.stringContaining('take no new requests'),
    });

    const late = ask('first', 'somebody else');
    await pass(TURN);
    expect(late.sentAt, 'a new request to the one that yields').toBeNull();
    expect(view('first').phase, 'while its answer goes on').toBe('running');
    one.end();
    await pass(5 * SECOND);
    expect(third.sentAt).not.toBeNull();
    expect(view('third').phase).toBe('running');
    expect(late.sentAt).toBeNull();
    expect(view('first')).toMatchObject({
      phase: 'waiting',
      wake_notice: { message: 'A request for “first” waits.' },
    });
    expect(view('first').yield_notice).toBeUndefined();

    // Then it is its turn again, and the second has run longest.
    await pass(TURN);
    expect(view('second').yield_notice).toBeDefined();
    other.end();
    await pass(5 * SECOND);
    expect(late.sentAt).not.toBeNull();
    late.end();
    third.end();
  });

  it('keeps nobody from working when its client has gone away', async () => {
    for (const name of NAMES) await addAsleep(name);
    const busy = [ask('first'), ask('second')];
    await pass(5 * SECOND);
    const client = new AbortController();
    const caller = callerWithoutKey('somebody');
    const [candidate] = gateway.candidates('third', null, caller);
    const third = candidate && gateway.enter(candidate, caller, client.signal).catch(() => 'gone');
    await pass(TURN + 2 * SECOND);
    expect(view('first').yield_notice).toBeDefined();
    client.abort();
    expect(await third).toBe('gone');
    await pass(SECOND);
    expect(view('first').yield_notice).toBeUndefined();
    const next = ask('first', 'somebody else');
    busy[0]?.end();
    await pass(SECOND);
    expect(next.sentAt).not.toBeNull();
    for (const request of [next, ...busy]) request.end();
  });

  it('does not get the memory of one that is always on', async () => {
    for (const name of NAMES) await addAsleep(name);
    for (const id of [0, 1]) await opened.harness.registry.edit(id, { settings: { StartWhen: 'always' } });
    await pass(5 * SECOND);
    const busy = [ask('first'), ask('second')];
    await pass(SECOND);
    const third = ask('third');
    await pass(3 * TURN);
    expect(third.sentAt).toBeNull();
    expect(view('first').yield_notice).toBeUndefined();
    expect(view('third').next_step).toMatchObject({
      message: expect.not.stringContaining('turn'),
    });
    for (const request of busy) request.end();
    await pass(SECOND);
  });

  it('gets it within a bounded time, over and over, while clients of all three never pause for ten minutes', async () => {
    for (const name of NAMES) await addAsleep(name);
    const clients = NAMES.map((name) => new BusyClient(name));
    let most = 0;
    for (let second = 0; second < 600; second++) {
      await work(clients, SECOND);
      most = Math.max(most, loaded().length);
    }
    expect(most).toBe(2);
    const waits = clients.map(({ longestWait }) => longestWait);
    expect(Math.max(...waits)).toBeLessThanOrEqual(TURN + ANSWER + 10 * SECOND);
    // Two thirds of the time each, but for the changes.
    for (const { answers } of clients) expect(answers).toBeGreaterThan(0.4 * (600 / 3));
    // One change for each turn, and not more.
    expect(opened.harness.starts.length - NAMES.length).toBeLessThanOrEqual(2 + 600 / 20);
  });
});

it('a worker that a request has woken is probed while it sends nothing of the answer', async () => {
  await addAsleep('first');
  const request = ask('first');
  await pass(3 * SECOND);
  expect(request.sentAt).not.toBeNull();
  let probes = 0;
  opened.harness.latest().io.onWake(() => probes++);
  await pass(21 * SECOND);
  expect(probes).toBe(1);
  request.end();
  await pass(60 * SECOND);
  expect(probes).toBe(1);
});
