import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createHarness, type Harness } from '../../../../e2e/testkit/core/test-registry.ts';
import { SwitchyardError } from '../../../../shared/errors.ts';

const settings = { StartWhen: 'on demand' };
const features = ['llm', 'openai_api'];
const notice = "A request for 'small' waits.";
let harness: Harness;
beforeEach(async () => {
  harness = await createHarness({ features });
});
afterEach(() => harness.dispose());

/** Its first start, in which it tells what it serves. */
async function addKnown(): Promise<void> {
  await harness.registry.add({ typeId: 'test', settings });
  await harness.settle();
  harness.latest().io.update({ models: ['small', 'tiny'], features: ['openai_api', 'embeddings'] });
  harness.latest().ready();
  await harness.settle();
}
async function addAsleep(): Promise<void> {
  await addKnown();
  await harness.registry.get(0).demand.sleep({ notice: 'Nobody needs it.' });
  await harness.settle();
}
/** The next start of the program. */
async function restartHost(): Promise<void> {
  const { dataDir } = harness;
  await harness.registry.close();
  harness = await createHarness({ dataDir, features });
  harness.registry.start();
  await harness.settle();
}

describe('a backend that is started on demand', () => {
  it('starts once when it is added, for nobody knows yet what it serves', async () => {
    await harness.registry.add({ typeId: 'test', settings });
    await harness.settle();
    expect(harness.view().phase).toBe('loading');
  });
  it('sleeps after a start of the program, with the models and features of its last run', async () => {
    await addKnown();
    await restartHost();
    expect(harness.starts).toHaveLength(0);
    expect(harness.view()).toMatchObject({
      phase: 'sleeping',
      status: 'idle',
      enabled: true,
      models: ['small', 'tiny'],
      features: ['openai_api', 'embeddings'],
    });
  });
  it('starts when a request asks for it, and says for whom until it runs', async () => {
    await addAsleep();
    await harness.registry.get(0).demand.wake(notice);
    await harness.settle();
    expect(harness.view()).toMatchObject({
      phase: 'loading',
      wake_notice: { message: notice },
      models: ['small', 'tiny'],
    });
    await harness.registry.get(0).demand.wake("A request for 'tiny' waits.");
    expect(harness.starts).toHaveLength(2);
    expect(harness.view().wake_notice?.message).toBe(notice);
    harness.latest().ready();
    await harness.settle();
    expect(harness.view().phase).toBe('running');
    expect(harness.view().wake_notice).toBeUndefined();
  });
  it('that yields takes no new requests, sleeps although some wait, and takes them when it runs again', async () => {
    await addKnown();
    const { demand } = harness.registry.get(0);
    demand.noteWaiting(1);
    expect(await demand.sleep({ notice: 'Nobody needs it.' })).toBe(false);
    demand.yieldTo(7, 'Another one has waited.');
    demand.yieldTo(8, 'A third one has waited.');
    expect([demand.yieldsTo, harness.view().yield_notice?.message]).toEqual([7, 'Another one has waited.']);
    expect(await demand.sleep({ notice: 'It makes room.' })).toBe(true);
    expect(harness.view()).toMatchObject({ phase: 'sleeping', off_notice: { message: 'It makes room.' } });
    expect(harness.view().yield_notice).toBeUndefined();
    await demand.wake(notice);
    await harness.settle();
    harness.latest().ready();
    await harness.settle();
    expect([harness.view().phase, demand.yieldsTo]).toEqual(['running', null]);
  });
  it('that yields goes on when nobody needs its memory any more', async () => {
    await addKnown();
    const { demand } = harness.registry.get(0);
    demand.yieldTo(7, 'Another one has waited.');
    demand.resume();
    demand.resume();
    expect(harness.view().yield_notice).toBeUndefined();
    expect(harness.logMessages.slice(-2)).toEqual([
      'Another one has waited.',
      'It takes new requests again.',
    ]);
  });
  it('is put to sleep with the reason on its card, and stays switched on', async () => {
    await addAsleep();
    expect(harness.latest().hasEnded).toBe(true);
    expect(harness.view()).toMatchObject({
      phase: 'sleeping',
      enabled: true,
      off_notice: { message: 'Nobody needs it.' },
    });
    await restartHost();
    expect(harness.view().phase).toBe('sleeping');
  });
  it('starts again where a request comes while it is put to sleep', async () => {
    await addKnown();
    harness.ignoresStops = true;
    await harness.registry.restart(0);
    await harness.settle();
    harness.starts[0]?.gone();
    await harness.settle();
    harness.latest().ready();
    await harness.settle();
    const asleep = harness.registry.get(0).demand.sleep({ notice: 'Nobody needs it.' });
    await harness.settle();
    expect(harness.view().phase).toBe('stopping');
    await harness.registry.get(0).demand.wake(notice);
    harness.latest().gone();
    await asleep;
    await harness.settle();
    expect(harness.view().phase).toBe('loading');
  });
  it('is not started by a request after it has failed, nor while it is switched off', async () => {
    await addAsleep();
    await harness.registry.get(0).demand.wake(notice);
    await harness.settle();
    harness.latest().fail(new SwitchyardError('setting_required', { backend: 'Backend 0', name: 'Model' }));
    await harness.settle();
    expect(harness.view().phase).toBe('errored');
    await harness.registry.get(0).demand.wake(notice);
    await harness.registry.toggle(0, false);
    await harness.registry.get(0).demand.wake(notice);
    await harness.settle();
    expect(harness.starts).toHaveLength(2);
    expect(harness.view().phase).toBe('disabled');
  });
  it('sleeps when it is switched on again', async () => {
    await addKnown();
    await harness.registry.toggle(0, false);
    await harness.registry.toggle(0, true);
    expect(harness.view().phase).toBe('sleeping');
  });
  it('is started by a person who restarts it by its number, but not with all others', async () => {
    await addAsleep();
    await harness.registry.restart('all');
    await harness.settle();
    expect(harness.view().phase).toBe('sleeping');
    await harness.registry.restart(0);
    await harness.settle();
    expect(harness.view().phase).toBe('loading');
  });
  it('starts when it is set to always run, and when another model has to be learnt', async () => {
    await addAsleep();
    await harness.registry.edit(0, { settings: { MaxUsages: 2 } });
    await harness.settle();
    expect(harness.view().phase).toBe('sleeping');
    await harness.registry.edit(0, { settings: { Model: 'other' } });
    await harness.settle();
    expect(harness.view()).toMatchObject({ phase: 'loading' });
    expect(harness.view().models).toBeUndefined();
    harness.latest().io.update({ models: ['other'] });
    harness.latest().ready();
    await harness.settle();
    await harness.registry.get(0).demand.sleep({ notice: 'Nobody needs it.' });
    await harness.settle();
    await harness.registry.edit(0, { settings: { StartWhen: 'always' } });
    await harness.settle();
    expect(harness.view().phase).toBe('loading');
  });
  it('alone is put to sleep: one that always runs is not', async () => {
    const start = await harness.addRunning({ StartWhen: 'always' });
    expect(await harness.registry.get(0).demand.sleep({ notice: 'Nobody needs it.' })).toBe(false);
    expect(start.stops).toEqual([]);
    expect(harness.view().phase).toBe('running');
  });
});
