/** ToggleBackend, RestartBackends, RetryBackendNow and FreeBackendMemory. */
import { describe, expect, it } from 'vitest';
import { isRunning } from '../../testkit/processes.ts';
import { openHost } from '../hosts/http-host.ts';

describe.concurrent('ToggleBackend', () => {
  it('off answers "Success." once the process is gone; the status is then disabled', async (context) => {
    const { host, backends } = await openHost(context);
    const { pid } = await backends.addRunning();
    expect(await host.call('ToggleBackend', { backend_id: 0, enabled: false })).toEqual({
      result: 'Success.',
    });
    expect(isRunning(pid as number)).toBe(false);
    expect(await backends.one(0)).toMatchObject({ status: 'disabled', enabled: false });
  });

  it('on answers "Success." and queues a start', async (context) => {
    const { host, backends } = await openHost(context);
    await backends.addResting();
    expect(await host.call('ToggleBackend', { backend_id: 0, enabled: 'true' })).toEqual({
      result: 'Success.',
    });
    expect(await backends.one(0)).toMatchObject({ enabled: true });
    await backends.running(0);
  });

  it('answers "No change." where it is so already, and keeps the live worker', async (context) => {
    const { host, backends } = await openHost(context);
    const { pid } = await backends.addRunning();
    await backends.addResting();
    for (const [backend_id, enabled] of [
      [0, true],
      [1, false],
    ])
      expect(await host.call('ToggleBackend', { backend_id, enabled })).toEqual({ result: 'No change.' });
    expect(await backends.full(0)).toMatchObject({ status: 'running', pid });
  });

  it('outlives a restart', async (context) => {
    const { host, backends } = await openHost(context);
    await backends.addResting();
    await host.reopen();
    expect(await backends.one(0)).toMatchObject({ enabled: false, status: 'disabled' });
    await backends.toggle(0, true);
    await host.reopen();
    await backends.running(0);
  });

  it.for(['waiting for its next attempt', 'loading', 'errored'])(
    'switches off one that is %s',
    async (state, context) => {
      const { host, backends } = await openHost(context);
      const flags = state === 'loading' ? '--load-ms 60000' : '--exit-before-ready 1';
      if (state === 'errored')
        await host.call('AddNewBackend', { type_id: 'command', settings: { Command: '/no/such/program' } });
      else await backends.add({ Flags: flags });
      if (state === 'errored') await backends.errored(0);
      else if (state === 'loading') await backends.until(0, 'loads', (now) => now.pid !== undefined);
      else await backends.until(0, 'waits', (now) => now.next_step?.kind === 'retry');
      expect(await backends.toggle(0, false)).toEqual({ result: 'Success.' });
      const after = await backends.full(0);
      expect(after).toMatchObject({ status: 'disabled', restarts: 0 });
      expect(after).not.toHaveProperty('error');
      expect(after).not.toHaveProperty('next_step');
    },
  );

  it('refuses an unknown id with the message of SwarmUI', async (context) => {
    const { host } = await openHost(context);
    expect(await host.call('ToggleBackend', { backend_id: 3, enabled: true })).toMatchObject({
      error: 'Invalid backend ID 3',
    });
  });

  it('refuses a call without enabled with the message of SwarmUI', async (context) => {
    const { host, backends } = await openHost(context);
    await backends.addResting();
    expect(await host.call('ToggleBackend', { backend_id: 0 })).toMatchObject({
      error: "Missing required parameter 'enabled'",
    });
  });
});

describe.concurrent('RestartBackends', () => {
  it('restarts and counts the running and the errored ones, and skips the others', async (context) => {
    const { host, backends } = await openHost(context);
    const first = await backends.addRunning();
    await host.call('AddNewBackend', { type_id: 'command', settings: { Command: '/no/such/program' } });
    await backends.errored(1);
    await backends.addResting();
    await backends.add({ Flags: '--load-ms 60000' });
    const loading = await backends.until(3, 'loads', (now) => now.pid !== undefined);
    await backends.add({ Flags: '--exit-before-ready 1' });
    await backends.until(4, 'waits for long', (now) => now.restarts >= 4 && now.next_step?.kind === 'retry');

    expect(await host.call('RestartBackends')).toEqual({ result: 'Success.', count: 2 });
    await backends.until(0, 'runs anew', (now) => now.status === 'running' && now.pid !== first.pid);
    expect(await backends.one(2)).toMatchObject({ status: 'disabled' });
    expect(await backends.full(3)).toMatchObject({ status: 'loading', pid: loading.pid });
  });

  it('restarts one alone', async (context) => {
    const { host, backends } = await openHost(context);
    const [first, second] = [await backends.addRunning(), await backends.addRunning()];
    expect(await host.call('RestartBackends', { backend: 1 })).toEqual({ result: 'Success.', count: 1 });
    await backends.until(1, 'runs anew', (now) => now.status === 'running' && now.pid !== second.pid);
    expect(await backends.full(0)).toMatchObject({ status: 'running', pid: first.pid });
  });

  it('counts 0 where there is nothing to restart', async (context) => {
    const { host, backends } = await openHost(context);
    expect(await host.call('RestartBackends', { backend: 'all' })).toEqual({
      result: 'Success.',
      count: 0,
    });
    await backends.addResting();
    expect(await host.call('RestartBackends', { backend: 0 })).toEqual({ result: 'Success.', count: 0 });
  });

  it('counts 0 for an unknown id', async (context) => {
    const { host } = await openHost(context);
    expect(await host.call('RestartBackends', { backend: 8 })).toEqual({ result: 'Success.', count: 0 });
  });
});

describe.concurrent('RetryBackendNow', () => {
  it('starts a backend at once that waits for its next attempt', async (context) => {
    const { host, backends } = await openHost(context);
    await backends.add({ Flags: '--exit-before-ready 1' });
    await backends.until(0, 'waits for long', (now) => now.restarts >= 4 && now.next_step?.kind === 'retry');
    expect(await host.call('RetryBackendNow', { backend_id: 0 })).toEqual({ result: 'Success.' });
    // A start that the user asks for resets the count.
    await backends.until(0, 'is started', (now) => now.restarts < 4);
  });

  it('refuses where there is nothing to retry, with a message', async (context) => {
    const { host, backends } = await openHost(context);
    await backends.addResting({}, { title: 'Flux' });
    expect(await host.call('RetryBackendNow', { backend_id: 0 })).toMatchObject({
      message: 'Backend 0 "Flux" is not waiting to start again.',
    });
    expect(await host.call('RetryBackendNow', { backend_id: 5 })).toMatchObject({
      error: 'Invalid backend ID 5',
    });
  });
});

describe.concurrent('FreeBackendMemory', () => {
  it('answers false and 0 where none is running', async (context) => {
    const { host, backends } = await openHost(context);
    expect(await host.call('FreeBackendMemory')).toMatchObject({ result: false, count: 0 });
    await backends.addResting();
    expect(await host.call('FreeBackendMemory', { backend: 0 })).toMatchObject({ result: false, count: 0 });
  });

  it('asks the running ones, and counts those that did free memory', async (context) => {
    const { host, backends } = await openHost(context);
    await backends.addRunning();
    await backends.addRunning();
    await backends.addResting();
    await host.call('AddNewBackend', {
      type_id: 'command',
      settings: { Command: process.execPath, Arguments: '-e "setInterval(Object,1e4)"' },
    });
    await backends.running(3);
    expect(await host.call('FreeBackendMemory', { system_ram: true })).toMatchObject({
      result: true,
      count: 2,
      freed: [
        { id: 0, ok: true },
        { id: 1, ok: true },
        { id: 3, ok: false, message: expect.any(String) },
      ],
    });
    expect(await host.call('FreeBackendMemory', { system_ram: 'true', backend: '1' })).toMatchObject({
      result: true,
      count: 1,
    });
  });

  it('keeps the live worker', async (context) => {
    const { host, backends } = await openHost(context);
    const { pid } = await backends.addRunning();
    await host.call('FreeBackendMemory');
    expect(await backends.full(0)).toMatchObject({ status: 'running', pid });
  });

  it('counts 0 for an unknown id', async (context) => {
    const { host } = await openHost(context);
    expect(await host.call('FreeBackendMemory', { backend: 8 })).toMatchObject({ result: false, count: 0 });
  });
});
