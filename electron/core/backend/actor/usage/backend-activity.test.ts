import { afterEach, beforeEach, expect, test } from 'vitest';
import { createHarness, type Harness } from '../../../../../e2e/testkit/core/test-registry.ts';
import type { NewEntry } from '../../../activity/activity-log.ts';
import { runAs } from '../../../activity/origin.ts';

let harness: Harness;
beforeEach(async () => {
  harness = await createHarness();
});
afterEach(() => harness.dispose());

/** What was recorded since the last call, as "kind (origin): message". */
function recorded(): string[] {
  return harness.activity
    .splice(0)
    .map(({ kind, by, message }: NewEntry) => `${kind}${by ? ` (${by.kind})` : ''}: ${message}`);
}
const asWindow = <T>(work: () => T): T => runAs({ kind: 'window' }, work);
const asKey = <T>(work: () => T): T => runAs({ kind: 'api_key', name: 'Grafana' }, work);

test('from adding to switching off each step is recorded with its time and with who asked for it', async () => {
  await asWindow(() => harness.registry.add({ typeId: 'test' }));
  await harness.settle();
  await harness.clock.advance(12_340);
  harness.latest().ready();
  await harness.settle();
  expect(recorded()).toEqual([
    'added (window): Added.',
    'starting (window): Starting.',
    'ready: Ready after 12.3 s.',
  ]);
  const off = asKey(() => harness.registry.toggle(0, false));
  await harness.settle();
  await off;
  expect(recorded()).toEqual([
    'switched_off (api_key): Switched off.',
    'stopped (api_key): Stopped after 0.0 s.',
  ]);
  await asKey(() => harness.registry.toggle(0, true));
  expect(recorded()[0]).toBe('switched_on (api_key): Switched on.');
});

test('a start of the program switches nothing on, so that only the start is recorded', async () => {
  await harness.addRunning();
  await harness.registry.close();
  harness = await createHarness({ dataDir: harness.dataDir });
  harness.registry.start();
  await harness.settle();
  expect(recorded()).toEqual(['starting (program): Starting.']);
});

test('a crash is of nobody, although the worker was started by a call; the start after it is a retry', async () => {
  await asWindow(() => harness.addRunning());
  recorded();
  harness.latest().exit({ code: 3 });
  await harness.settle();
  const [crash, start] = harness.activity;
  expect(crash).toMatchObject({ kind: 'crashed', error: { code: 'crashed', exit_code: 3 } });
  expect(crash).not.toHaveProperty('by');
  expect(start).toMatchObject({
    kind: 'starting',
    by: { kind: 'retry' },
    message: 'Starting again, attempt 2 of 5.',
  });
});

test('failed starts are recorded with their errors, and the last says that it is not tried again', async () => {
  await harness.registry.add({ typeId: 'test' });
  for (let attempt = 1; attempt <= 5; attempt++) {
    await harness.settle();
    harness.latest().fail(new Error('no luck'));
    await harness.settle();
    await harness.clock.advance(120_000);
  }
  const failures = harness.activity.filter(({ kind }) => kind === 'start_failed');
  expect(failures).toHaveLength(5);
  expect(failures[0]?.message).not.toContain('not tried again');
  expect(failures[4]?.message).toContain('Switchyard does not start it again by itself.');
});

test('a crash that is not followed by a start says so', async () => {
  const start = await harness.addRunning({ AutoRestart: false });
  recorded();
  start.exit();
  await harness.settle();
  expect(harness.activity.map(({ kind }) => kind)).toEqual(['crashed', 'gave_up']);
});

test('contact that is lost is recorded once, however often the probes fail, and so is its return', async () => {
  const { io } = await harness.addRunning();
  recorded();
  const { SwitchyardError } = await import('../../../../../shared/errors.ts');
  const error = new SwitchyardError('start_failed', { backend: 'Backend 0', reason: 'it is silent' });
  for (let count = 0; count < 3; count++) io.contactLost(error);
  io.contactFound();
  expect(harness.activity.map(({ kind }) => kind)).toEqual(['contact_lost', 'contact_found']);
});

test('an edit is recorded with each value before and after; of a secret only that it was changed', async () => {
  await harness.addRunning({ Model: 'a.gguf', Webhook: 'https://canary.example/x' });
  recorded();
  await asWindow(() =>
    harness.registry.edit(0, {
      title: 'Flux',
      newId: 7,
      settings: { Model: 'b.gguf', Webhook: 'https://canary.example/y', MaxUsages: 4 },
    }),
  );
  const [edit] = harness.activity;
  expect(edit).toMatchObject({
    kind: 'edited',
    by: { kind: 'window' },
    message: 'Changed: Title, ID, Model, Webhook and Most.',
    backend: { id: 7, name: 'Flux' },
    changes: [
      { field: 'title', from: '', to: 'Flux' },
      { field: 'id', from: 0, to: 7 },
      { field: 'setting', name: 'Model', from: 'a.gguf', to: 'b.gguf' },
      { field: 'setting', name: 'Webhook', hidden: 'secret' },
      { field: 'setting', name: 'MaxUsages', from: 1, to: 4 },
    ],
  });
  expect(JSON.stringify(harness.activity)).not.toContain('canary');
});

test('an edit that changes nothing is not recorded; tags are', async () => {
  await harness.addRunning();
  recorded();
  await harness.registry.edit(0, { settings: { Model: '' } });
  expect(recorded()).toEqual([]);
  await harness.registry.tag(0, ['image']);
  expect(harness.activity).toMatchObject([
    { kind: 'edited', changes: [{ field: 'tags', from: [], to: ['image'] }] },
  ]);
});

test('a value that looks like a secret is not kept, and neither is one that is very long', async () => {
  await harness.addRunning();
  recorded();
  await harness.registry.edit(0, { settings: { Model: 'HF_TOKEN=abcdef' } });
  await harness.registry.edit(0, { settings: { Model: 'm'.repeat(5000) } });
  expect(harness.activity.flatMap(({ changes }) => changes ?? [])).toMatchObject([
    { name: 'Model', hidden: 'secret' },
    { name: 'Model', hidden: 'secret' },
  ]);
  await harness.registry.edit(0, { settings: { Model: 'n'.repeat(5000) } });
  expect(harness.activity.at(-1)?.changes).toMatchObject([{ name: 'Model', hidden: 'long' }]);
});

test('restart, deletion, restoring and copying are recorded with who asked for them', async () => {
  await harness.addRunning();
  recorded();
  await asWindow(() => harness.registry.restart(0));
  await harness.settle();
  expect(recorded().slice(0, 2)).toEqual([
    'restarted (window): Restart requested.',
    'stopped (window): Stopped after 0.0 s.',
  ]);
  await asKey(() => harness.registry.delete(0));
  expect(recorded()[0]).toBe('deleted (api_key): Deleted.');
  await asWindow(() => harness.registry.restore(0));
  expect(recorded()[0]).toBe('restored (window): Restored.');
  await asWindow(() => harness.registry.duplicate(0));
  expect(recorded().at(-1)).toBe('added (window): Added as a copy of Backend 0 (Test).');
});

test('a shutdown is the cause of the stops in it, whoever gave the last command', async () => {
  await asWindow(() => harness.addRunning());
  recorded();
  await harness.registry.close();
  expect(recorded()).toEqual(['stopped (program): Stopped after 0.0 s.']);
});
