import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createHarness, type Harness } from '../../../e2e/testkit/core/test-registry.ts';
import { ActorList } from './actor-list.ts';

let harness: Harness;
beforeEach(async () => {
  harness = await createHarness();
});
afterEach(() => harness.dispose());

describe('adding', () => {
  it('returns a waiting backend, and starts it', async () => {
    const added = await harness.registry.add({ typeId: 'test' });
    expect(added).toMatchObject({ id: 0, status: 'waiting', enabled: true, modcount: 0 });
    await harness.settle();
    expect(harness.view().status).toBe('loading');
    harness.latest().ready();
    await harness.settle();
    expect(harness.view()).toMatchObject({
      status: 'running',
      current_model: 'model',
      features: ['testing'],
    });
  });
  it('gives every backend an ID of its own, also after a deletion', async () => {
    await harness.registry.add({ typeId: 'test' });
    await harness.registry.add({ typeId: 'test' });
    await harness.registry.delete(1);
    expect((await harness.registry.add({ typeId: 'test' })).id).toBe(2);
  });
});

describe('the list of actors', () => {
  it('tells its subscribers of changes, of a new ID and of a removal', async () => {
    const actors = new ActorList();
    const own = await createHarness({ actors });
    const events: string[] = [];
    const end = actors.subscribe({
      changed: ({ id }) => events.push(`changed ${id}`),
      removed: (id) => events.push(`removed ${id}`),
      renumbered: (from, to) => events.push(`renumbered ${from} to ${to}`),
    });
    await own.registry.add({ typeId: 'test' });
    await own.settle();
    expect(new Set(events.splice(0))).toEqual(new Set(['changed 0']));
    await own.registry.edit(0, { settings: {}, newId: 7 });
    expect(events.splice(0, 3)).toEqual(['removed 0', 'renumbered 0 to 7', 'changed 7']);
    expect(actors.all().map(({ id }) => id)).toEqual([7]);
    await own.registry.delete(7);
    expect(events).toContain('removed 7');
    expect(actors.all()).toEqual([]);
    end();
    events.length = 0;
    await own.registry.add({ typeId: 'test' });
    expect(events).toEqual([]);
    await own.dispose();
  });
});

describe('deleting', () => {
  it('resolves when the process is gone; a second one joins the first', async () => {
    harness.ignoresStops = true;
    await harness.addRunning();
    let answers = 0;
    const deletions = [0, 0].map((id) => harness.registry.delete(id).then(() => answers++));
    await harness.settle();
    expect(answers).toBe(0);
    harness.latest().gone();
    await Promise.all(deletions);
    expect(harness.registry.find(0)).toBeUndefined();
    expect(await harness.registry.delete(0)).toBe('none');
  });
  it('during loading cancels the start', async () => {
    await harness.registry.add({ typeId: 'test' });
    await harness.settle();
    await harness.registry.delete(0);
    expect(harness.latest().io.signal.aborted).toBe(true);
    expect(harness.latest().stops).toHaveLength(1);
    expect(harness.registry.actors()).toEqual([]);
  });
  it('can be undone: the same id, settings and secret, started again', async () => {
    await harness.addRunning({ Model: 'mine' });
    await harness.registry.delete(0);
    const restored = await harness.registry.restore(0);
    expect(restored).toMatchObject({ id: 0, settings: { Model: 'mine' }, status: 'waiting' });
    await harness.settle();
    expect(harness.starts).toHaveLength(2);
  });
  it('can be undone while the worker is still being stopped', async () => {
    harness.ignoresStops = true;
    await harness.addRunning();
    const deletion = harness.registry.delete(0);
    await harness.settle();
    const restoring = harness.registry.restore(0);
    harness.ignoresStops = false;
    harness.starts[0]?.gone();
    await Promise.all([deletion, restoring]);
    expect(harness.registry.actors().map(({ id }) => id)).toEqual([0]);
  });
  it('carries out the commands that came earlier', async () => {
    await harness.registry.add({ typeId: 'test' });
    await Promise.all([
      harness.registry.edit(0, { title: 'edited', settings: {} }),
      harness.registry.delete(0),
    ]);
    expect(await harness.registry.restore(0)).toMatchObject({ title: 'edited', modcount: 1 });
  });
  it('refuses the commands that come later', async () => {
    harness.ignoresStops = true;
    await harness.addRunning();
    const deletion = harness.registry.delete(0);
    const late = expect(harness.registry.toggle(0, false)).rejects.toThrow('Invalid backend ID 0');
    await harness.settle();
    harness.latest().gone();
    await Promise.all([deletion, late]);
  });
});
