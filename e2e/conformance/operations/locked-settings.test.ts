/** Locked settings: what is refused, and what still answers. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Backends } from '../../testkit/backends.ts';
import { type ContractHost, expectNothingChanged, settled } from '../hosts/contract-host.ts';
import { HttpHost } from '../hosts/http-host.ts';

describe('locked settings', () => {
  let host: ContractHost;
  let backends: Backends;
  beforeAll(async () => {
    host = await HttpHost.open();
    backends = new Backends(host);
    for (let n = 0; n < 3; n++) await backends.addResting();
    await backends.toggle(0, true);
    await backends.delete(2);
    await host.reopen({ locked: true });
    await settled(host);
  });
  afterAll(async () => {
    await host.close();
    await host.dispose();
  });

  it.each([
    ['AddNewBackend', { type_id: 'fake' }],
    ['EditBackend', { backend_id: 0, title: 'x', settings: { Count: 2 } }],
    ['EditBackend', { backend_id: 1, settings: {}, new_id: 9 }],
    ['DeleteBackend', { backend_id: 0 }],
    ['ToggleBackend', { backend_id: 0, enabled: false }],
    ['ToggleBackend', { backend_id: 1, enabled: true }],
    ['RestartBackends', {}],
    ['RestartBackends', { backend: 0 }],
    ['RestoreBackend', { backend_id: 2 }],
    ['RetryBackendNow', { backend_id: 1 }],
  ])('%s %j is refused with the message of SwarmUI, and nothing is changed', async (operation, input) => {
    await expectNothingChanged(host, async () => {
      expect(await host.call(operation, input)).toMatchObject({ error: 'Settings are locked.' });
    });
  });

  it.each([
    'ListBackendTypes',
    'ListBackends',
    'FreeBackendMemory',
    'GetCurrentStatus',
    'GetServerResourceInfo',
    'ListDeletedBackends',
    'BrowseFolder',
  ])('%s still answers', async (operation) => {
    expect(await host.call(operation)).not.toHaveProperty('error');
  });

  it('backends that are enabled run, and their logs can be read', async () => {
    expect(await backends.one(0)).toMatchObject({ status: 'running' });
    expect(await backends.log(0)).not.toHaveLength(0);
  });
});
