import { beforeEach, expect, test } from 'vitest';
import { type RecordedActions, recordActions } from '../../../e2e/testkit/desktop/fake-desktop.ts';
import { freeMemory } from './menu-calls.ts';

let actions: RecordedActions;
beforeEach(() => {
  actions = recordActions();
});
const reply = (...freed: { id: number; ok: boolean; message: string }[]) => {
  actions.replies.FreeBackendMemory = { result: freed.length > 0, count: 0, freed };
};

test('freeing the memory of one backend asks for both kinds, and fails with a message where nothing was freed', async () => {
  reply({ id: 3, ok: true, message: 'Freed.' });
  await freeMemory(actions.client, { id: 3, name: 'Flux' });
  expect(actions.calls).toEqual(['FreeBackendMemory {"backend":3,"system_ram":true}']);
  reply({ id: 3, ok: false, message: 'No request for freeing memory is set.' });
  await expect(freeMemory(actions.client, { id: 3, name: 'Flux' })).rejects.toMatchObject({
    message: 'Could not free the memory of Flux.',
    hint: 'No request for freeing memory is set.',
  });
});

test('freeing the memory of all fails only where no backend could free any', async () => {
  reply({ id: 0, ok: false, message: 'No.' }, { id: 1, ok: true, message: 'Freed.' });
  await freeMemory(actions.client, 'all');
  reply();
  await freeMemory(actions.client, 'all');
  reply({ id: 0, ok: false, message: 'No.' }, { id: 1, ok: false, message: 'No.' });
  await expect(freeMemory(actions.client, 'all')).rejects.toMatchObject({ hint: 'No.' });
});
