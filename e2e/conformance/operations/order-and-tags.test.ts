/** ArrangeBackends and TagBackend: the order in which backends are shown, and their tags. */
import { describe, expect, it, type TestContext } from 'vitest';
import type { FullBackend } from '../../../shared/backend.ts';
import type { OperationOutput } from '../../../shared/operations.ts';
import type { Backends } from '../../testkit/backends.ts';
import { expectNothingChanged } from '../hosts/contract-host.ts';
import { openHost } from '../hosts/http-host.ts';

/** The ids as a panel orders them: by position, then those without one, by id. */
async function shownOrder(backends: Backends): Promise<number[]> {
  const positionOf = ({ position }: FullBackend) => position ?? Number.MAX_SAFE_INTEGER;
  return Object.values(await backends.fullList())
    .sort((a, b) => positionOf(a) - positionOf(b) || a.id - b.id)
    .map(({ id }) => id);
}

const openWith = async (context: TestContext, count: number) => {
  const { host, backends } = await openHost(context);
  for (let n = 0; n < count; n++) await backends.addResting();
  return { host, backends };
};

describe.concurrent('ArrangeBackends', () => {
  it('puts backends into an order that outlives a restart, while ListBackends stays in order of id', async (context) => {
    const { host, backends } = await openWith(context, 4);
    expect(await shownOrder(backends)).toEqual([0, 1, 2, 3]);
    expect(await host.call('ArrangeBackends', { order: [2, 0, 3, 1] })).toEqual({ order: [2, 0, 3, 1] });
    expect(await shownOrder(backends)).toEqual([2, 0, 3, 1]);
    await host.reopen();
    expect(await shownOrder(backends)).toEqual([2, 0, 3, 1]);
    expect(Object.keys(await backends.list())).toEqual(['0', '1', '2', '3']);
  });

  it('lets those that are left out follow in the order they had', async (context) => {
    const { host, backends } = await openWith(context, 4);
    await host.call('ArrangeBackends', { order: [3, 2, 1, 0] });
    expect(await host.call('ArrangeBackends', { order: [1] })).toEqual({ order: [1, 3, 2, 0] });
    expect(await shownOrder(backends)).toEqual([1, 3, 2, 0]);
  });

  it('keeps the position of a backend over deletion and a new id; new and copied ones come last', async (context) => {
    const { host, backends } = await openWith(context, 3);
    await host.call('ArrangeBackends', { order: [2, 1, 0] });
    await backends.delete(1);
    await host.call('RestoreBackend', { backend_id: 1 });
    await backends.edit(2, { settings: {}, new_id: 50 });
    await host.call('DuplicateBackend', { backend_id: 50 });
    await backends.add();
    expect(await shownOrder(backends)).toEqual([50, 1, 0, 51, 52]);
  });

  it('leaves a running worker and its modcount alone', async (context) => {
    const { host, backends } = await openHost(context);
    const { pid } = await backends.addRunning();
    await backends.addResting();
    await host.call('ArrangeBackends', { order: [1, 0] });
    expect(await backends.full(0)).toMatchObject({ pid, modcount: 0, status: 'running', position: 1 });
  });

  it('refuses an id that no backend has, one named twice and what is no list, and changes nothing', async (context) => {
    const { host } = await openWith(context, 2);
    await expectNothingChanged(host, async () => {
      expect(await host.call('ArrangeBackends', { order: [1, 7] })).toMatchObject({
        error: 'Invalid backend ID 7',
      });
      expect(await host.call('ArrangeBackends', { order: [1, 0, 1] })).toMatchObject({
        message: 'Backend ID 1 is twice in the order.',
      });
      expect(await host.call('ArrangeBackends', { order: '1,0' })).toMatchObject({
        error: "Invalid value '1,0' for parameter 'order', must be type 'JArray'",
      });
    });
  });

  it('loses no edit that is made at the same time', async (context) => {
    const { host, backends } = await openWith(context, 3);
    await Promise.all([
      backends.edit(0, { title: 'Flux', settings: { Count: 4 } }),
      host.call('ArrangeBackends', { order: [2, 1, 0] }),
      host.call('TagBackend', { backend_id: 0, tags: ['image'] }),
    ]);
    const expected = { title: 'Flux', settings: { Count: 4 }, position: 2, tags: ['image'] };
    expect(await backends.full(0)).toMatchObject(expected);
    await host.reopen();
    expect(await backends.full(0)).toMatchObject(expected);
  });
});

describe.concurrent('TagBackend', () => {
  it('keeps tags tidy, over a restart, a deletion and in a copy, and takes them away again', async (context) => {
    const { host, backends } = await openWith(context, 1);
    const given = [' image ', '#Flux', 'flux', '', 'two   words'];
    expect(await host.call('TagBackend', { backend_id: '0', tags: given })).toEqual({
      tags: ['image', 'Flux', 'two words'],
    });
    await host.reopen();
    await backends.delete(0);
    await host.call('RestoreBackend', { backend_id: 0 });
    await host.call('DuplicateBackend', { backend_id: 0 });
    for (const id of [0, 1])
      expect(await backends.full(id)).toMatchObject({ modcount: 0, tags: ['image', 'Flux', 'two words'] });
    await host.call('TagBackend', { backend_id: 0, tags: [] });
    expect(await backends.full(0)).not.toHaveProperty('tags');
  });

  it('refuses too many, too long ones and an id that no backend has, and changes nothing', async (context) => {
    const { host } = await openWith(context, 1);
    const many = Array.from({ length: 21 }, (_, index) => `tag ${index}`);
    await expectNothingChanged(host, async () => {
      expect(await host.call('TagBackend', { backend_id: 0, tags: many })).toMatchObject({
        message: 'A backend can have at most 20 tags.',
      });
      expect(await host.call('TagBackend', { backend_id: 0, tags: ['x'.repeat(41)] })).toMatchObject({
        message: 'A tag can have at most 40 characters.',
      });
      expect(await host.call('TagBackend', { backend_id: 4, tags: [] })).toMatchObject({
        error: 'Invalid backend ID 4',
      });
    });
    expect(await host.call('TagBackend', { backend_id: 0, tags: many.slice(1) })).toHaveProperty('tags');
  });

  it('goes with a backend from one instance to another, encrypted secrets or not', async (context) => {
    const { host, backends } = await openHost(context);
    await backends.addResting({ ApiKey: 'top-secret' });
    await host.call('TagBackend', { backend_id: 0, tags: ['image'] });
    const passphrase = 'correct horse battery';
    for (const sealed of [{}, { passphrase }]) {
      const { text } = (await host.call('ExportBackends', sealed)) as OperationOutput<'ExportBackends'>;
      const { host: other, backends: there } = await openHost(context);
      expect(await other.call('ImportBackends', { text, ...sealed })).toMatchObject({ added: 1 });
      expect(await there.full(0)).toMatchObject({ tags: ['image'] });
    }
  });

  it('and ArrangeBackends are refused while settings are locked', async (context) => {
    const { host } = await openWith(context, 2);
    await host.reopen({ locked: true });
    await expectNothingChanged(host, async () => {
      for (const [operation, input] of Object.entries({
        ArrangeBackends: { order: [1, 0] },
        TagBackend: { backend_id: 0, tags: ['x'] },
      }))
        expect(await host.call(operation, input)).toMatchObject({ error: 'Settings are locked.' });
    });
  });
});
