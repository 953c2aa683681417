import { beforeEach, expect, test } from 'vitest';
import { inEnglish } from '../../../e2e/testkit/backend-types/english-result.ts';
import { ManualClock } from '../../../e2e/testkit/core/manual-clock.ts';
import { englishOf } from '../../../shared/words/phrase.ts';
import type { RouterModel } from './llama-server-protocol.ts';
import { RouterUnload } from './router-unload.ts';

/** A router with models that a test sets. It ends a model that was asked to unload at once, unless a test says otherwise. */
class FakeRouter {
  models: RouterModel[] = [];
  /** Requests of each model. Without a number, its metrics cannot be read. */
  requests: Record<string, number | undefined> = {};
  asked: string[] = [];
  refusal: string | null = null;
  doesUnload = true;

  async listModels(): Promise<RouterModel[]> {
    return structuredClone(this.models);
  }

  async readWorkOf({ id, status }: RouterModel) {
    const inFlight = status === 'loading' ? 1 : this.requests[id];
    if (inFlight === undefined) throw new Error('it has no metrics');
    return { inFlight, tokens: null };
  }

  async unload(id: string): Promise<string | null> {
    this.asked.push(id);
    if (this.doesUnload && this.refusal === null) this.set(id, 'unloaded');
    return this.refusal;
  }

  set(id: string, status: string): void {
    this.models = [
      ...this.models.filter((model) => model.id !== id),
      { id, status, aliases: [], failure: null, port: 1, path: null },
    ];
  }
}

let router: FakeRouter;
let clock: ManualClock;
let notices: (string | null)[];
let logged: string[];
let unload: RouterUnload;
const { signal } = new AbortController();
beforeEach(() => {
  router = new FakeRouter();
  clock = new ManualClock();
  notices = [];
  logged = [];
  unload = new RouterUnload({
    api: router,
    io: { clock, log: (text) => logged.push(text) },
    onModels: () => undefined,
    onWait: (notice) => notices.push(notice === null ? null : englishOf(notice)),
  });
});

test('nothing is asked of a router without a model in memory', async () => {
  router.set('one', 'unloaded');
  expect(inEnglish(await unload.unloadAll(signal))).toEqual({
    ok: false,
    message: 'There was nothing to free: no model is loaded.',
  });
  router.set('two', 'sleeping');
  expect(inEnglish(await unload.unloadAll(signal)).message).toContain('its loaded models sleep (two)');
  expect(router.asked).toEqual([]);
});

test('a model without requests is unloaded at once, one at work when its requests are answered', async () => {
  router.set('idle', 'loaded');
  router.set('busy', 'loaded');
  router.requests = { idle: 0, busy: 2 };
  const freed = unload.unloadAll(signal);
  await clock.advance(5000);
  expect(router.asked).toEqual(['idle']);
  expect(notices.at(-1)).toBe('Its memory is freed when the running requests are answered: busy (2).');
  router.requests.busy = 0;
  await clock.advance(1000);
  expect(inEnglish(await freed)).toEqual({ ok: true, message: '2 models were unloaded.' });
  expect(notices.at(-1)).toBeNull();
});

test('a model that is at work for longer is never broken off: it is unloaded later, and the result says so', async () => {
  router.set('busy', 'loaded');
  router.requests = { busy: 1 };
  const freed = unload.unloadAll(signal);
  await clock.advance(30_000);
  expect(inEnglish(await freed)).toEqual({
    ok: false,
    message:
      'Still busy: busy. It is unloaded as soon as the requests are answered; a restart breaks them off.',
  });
  await unload.unloadPending(await router.listModels(), signal);
  expect(router.asked).toEqual([]);
  router.requests.busy = 0;
  await unload.unloadPending(await router.listModels(), signal);
  await unload.unloadPending(await router.listModels(), signal);
  expect(router.asked).toEqual(['busy']);
  expect(logged).toEqual(['busy is unloaded, now that its requests are answered.']);
  expect(notices.at(-1)).toBeNull();
});

test('a model that is being loaded is loaded for a request, which is waited for', async () => {
  router.set('new', 'loading');
  const freed = unload.unloadAll(signal);
  await clock.advance(1000);
  expect(router.asked).toEqual([]);
  router.set('new', 'loaded');
  router.requests = { new: 0 };
  await clock.advance(1000);
  expect(inEnglish(await freed)).toMatchObject({ ok: true });
});

test('where a model cannot tell its requests, the router is asked, and waited for as long as it waits itself', async () => {
  router.set('silent', 'loaded');
  router.doesUnload = false;
  const freed = unload.unloadAll(signal);
  await clock.advance(10_500);
  router.set('silent', 'unloaded');
  await clock.advance(1000);
  expect(inEnglish(await freed)).toEqual({ ok: true, message: 'A model was unloaded.' });
});

test('a router that says it unloads and does not, and one that refuses, are told as what they are', async () => {
  router.set('one', 'loaded');
  router.requests = { one: 0 };
  router.doesUnload = false;
  const lied = unload.unloadAll(signal);
  await clock.advance(13_500);
  expect(inEnglish(await lied)).toEqual({
    ok: false,
    message: 'It took the request, but unloaded nothing: one is still loaded.',
  });
  router.refusal = 'model is not running';
  expect(inEnglish(await unload.unloadAll(signal))).toEqual({
    ok: false,
    message: 'It refused to unload one (model is not running).',
  });
});

test('it is over within the 30 s of the caller, whatever the router does', async () => {
  router.set('busy', 'loaded');
  router.set('stuck', 'loaded');
  router.requests = { busy: 1, stuck: 0 };
  router.doesUnload = false;
  const freed = unload.unloadAll(signal);
  await clock.advance(29_000);
  expect(inEnglish(await freed).message).toContain('stuck is still loaded');
});
