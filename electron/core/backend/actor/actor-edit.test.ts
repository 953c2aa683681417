import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFakeCodec } from '../../../../e2e/testkit/core/fake-codec.ts';
import { createHarness, type Harness } from '../../../../e2e/testkit/core/test-registry.ts';
import { SECRET_MASK } from '../../../../shared/settings.ts';

let harness: Harness;
beforeEach(async () => {
  harness = await createHarness();
});
afterEach(() => harness.dispose());

describe('an edit', () => {
  it('of the title keeps the live worker', async () => {
    await harness.addRunning();
    const edited = await harness.registry.edit(0, { title: 'New', settings: {} });
    expect(edited).toMatchObject({ title: 'New', modcount: 1, status: 'running' });
    expect(harness.starts).toHaveLength(1);
  });
  it('of a setting that needs no restart hands it to the live worker', async () => {
    await harness.addRunning();
    const edited = await harness.registry.edit(0, { settings: { MaxUsages: 4 } });
    expect(edited).toMatchObject({ max_usages: 4, status: 'running' });
    expect(harness.latest().applied).toMatchObject([{ MaxUsages: 4 }]);
  });
  it('of a setting that needs no restart reaches a loading worker once that is ready', async () => {
    await harness.registry.add({ typeId: 'test' });
    await harness.settle();
    await harness.registry.edit(0, { settings: { MaxUsages: 4 } });
    expect(harness.latest().applied).toEqual([]);
    harness.latest().ready();
    await harness.settle();
    expect(harness.latest().applied).toMatchObject([{ MaxUsages: 4 }]);
  });
  it('of a setting that needs a restart stops the worker and starts it with the new value', async () => {
    await harness.addRunning();
    const edited = await harness.registry.edit(0, { settings: { Model: 'b' } });
    expect(edited.status).toBe('waiting');
    await harness.settle();
    expect(harness.starts.map(({ settings }) => settings.Model)).toEqual(['', 'b']);
    expect(harness.starts[0]?.stops).toHaveLength(1);
  });
  it('several times in quick succession starts it once, with the last settings', async () => {
    harness.ignoresStops = true;
    await harness.addRunning();
    for (const Model of ['b', 'c', 'd']) await harness.registry.edit(0, { settings: { Model } });
    harness.ignoresStops = false;
    harness.starts[0]?.gone();
    await harness.settle();
    expect(harness.starts.map(({ settings }) => settings.Model)).toEqual(['', 'd']);
    expect(harness.view().modcount).toBe(3);
  });
  it('of a backend that is off does not start it', async () => {
    await harness.addRunning();
    await harness.registry.toggle(0, false);
    await harness.registry.edit(0, { settings: { Model: 'b' } });
    await harness.settle();
    expect(harness.view().status).toBe('disabled');
  });
  it('keeps on disk what another version has written there', async () => {
    await harness.registry.add({ typeId: 'test' });
    await (await harness.reopen()).update((document) => {
      Object.assign(document.backends[0]?.settings ?? {}, { OfTheFuture: 'kept' });
    });
    harness = await createHarness({ dataDir: harness.dataDir });
    await harness.registry.edit(0, { settings: { Model: 'b' } });
    expect((await harness.reopen()).document.backends[0]?.settings).toMatchObject({
      OfTheFuture: 'kept',
      Model: 'b',
    });
    expect(harness.view().settings).not.toHaveProperty('OfTheFuture');
  });
  it('with a new id moves it together with its worker', async () => {
    await harness.addRunning();
    await harness.registry.edit(0, { settings: {}, newId: 7 });
    expect(harness.registry.find(0)).toBeUndefined();
    expect(harness.view(7)).toMatchObject({ id: 7, status: 'running' });
    expect((await harness.registry.add({ typeId: 'test' })).id).toBe(8);
  });
  it('with an id that is taken changes nothing', async () => {
    await harness.addRunning();
    await harness.registry.add({ typeId: 'test' });
    await expect(harness.registry.edit(0, { settings: { Model: 'b' }, newId: 1 })).rejects.toThrow(
      'Backend ID 1 is already in use.',
    );
    expect(harness.view(0)).toMatchObject({ modcount: 0, settings: { Model: '' } });
  });
});

describe('a secret that another user has encrypted', () => {
  const address = 'https://hooks.example/canary';
  /** Opens the registry of another user, whose one backend was running there. */
  async function inherit(): Promise<void> {
    const other = await createHarness({ codec: createFakeCodec('other'), dataDir: harness.dataDir });
    await other.registry.add({ typeId: 'test', settings: { Webhook: address, Model: 'a' } });
    await other.registry.close();
    harness = await createHarness({ codec: createFakeCodec('me'), dataDir: harness.dataDir });
    harness.registry.start();
    await harness.settle();
  }
  const sealedOnDisk = async () => (await harness.reopen()).document.backends[0]?.settings.Webhook;

  it('makes its backend fail at once, without another attempt, with an error that names the field', async () => {
    await inherit();
    expect(harness.view()).toMatchObject({
      status: 'errored',
      error: { code: 'secret_unreadable', message: expect.stringContaining('its Webhook was encrypted') },
    });
    await harness.clock.advance(1_000_000);
    expect(harness.starts).toEqual([]);
    expect(harness.clock.pendingTimers()).toEqual([]);
  });
  it('is shown as set', async () => {
    await inherit();
    expect(harness.view().settings).toMatchObject({ Webhook: SECRET_MASK, Model: 'a' });
    expect(JSON.stringify(harness.view())).not.toContain('sealed');
  });
  it('is kept when something else is edited, although its encrypted text is no valid value of the field', async () => {
    await inherit();
    const before = await sealedOnDisk();
    expect(before).toMatch(/^sealed:v1:other-/);
    await harness.registry.edit(0, { title: 'b', settings: { Model: 'b', Webhook: SECRET_MASK } });
    await harness.settle();
    expect(await sealedOnDisk()).toBe(before);
    expect(harness.view()).toMatchObject({ status: 'errored', error: { code: 'secret_unreadable' } });
  });
  it('can be replaced by a new value, with which the backend starts', async () => {
    await inherit();
    await harness.registry.edit(0, { settings: { Webhook: 'https://hooks.example/new' } });
    await harness.settle();
    expect(harness.latest().settings).toMatchObject({ Webhook: 'https://hooks.example/new', Model: 'a' });
    harness.latest().ready();
    await harness.settle();
    expect(harness.view()).toMatchObject({ status: 'running' });
  });
});
