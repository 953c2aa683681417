/** Operations about the program and the machine: status, resources, discovery, licences, notices, faults of a panel. */
import { describe, expect, it } from 'vitest';
import type { OperationOutput } from '../../../shared/operations.ts';
import { openHost } from '../hosts/http-host.ts';

describe.concurrent('DiscoverBackends', () => {
  it('answers with what is not managed yet, and adds nothing, also while settings are locked', async (context) => {
    for (const locked of [false, true]) {
      const { host } = await openHost(context, { locked });
      // These hosts search nowhere, for the machine that runs the tests may have engines.
      expect(await host.call('DiscoverBackends')).toEqual({ list: [] });
      expect(await host.call('ListBackends')).toEqual({});
    }
  });
});

describe.concurrent('GetCurrentStatus', () => {
  const statusOf = (reply: Record<string, unknown>) =>
    (reply as OperationOutput<'GetCurrentStatus'>).backend_status;

  it('says in one word and one sentence how all backends are', async (context) => {
    const { host, backends } = await openHost(context);
    const now = async () => statusOf(await host.call('GetCurrentStatus'));
    expect(await now()).toMatchObject({ status: 'empty', class: 'error', any_loading: false });
    await backends.add({ Flags: '--load-ms 60000' });
    expect(await now()).toMatchObject({ status: 'loading', class: 'soft', any_loading: true });
    await backends.addRunning();
    expect(await now()).toMatchObject({ status: 'some_loading', class: 'warn', any_loading: true });
    await backends.delete(0);
    expect(await now()).toEqual({ status: 'running', class: '', message: '', any_loading: false });
    await backends.toggle(1, false);
    expect(await now()).toMatchObject({ status: 'all_disabled', class: 'error' });
    await host.call('AddNewBackend', { type_id: 'command' });
    await backends.unconfigured(2);
    expect(await now()).toMatchObject({ status: 'disabled', class: 'warn' });
    await host.call('AddNewBackend', { type_id: 'command', settings: { Command: '/no/such/program' } });
    await backends.errored(3);
    await backends.toggle(1, true);
    await backends.running(1);
    expect(await now()).toMatchObject({ status: 'errored', class: 'error' });
  });

  it('counts what waits and what loads', async (context) => {
    const { host, backends } = await openHost(context);
    await backends.add({ Flags: '--load-ms 60000', GPU_ID: '0' });
    await backends.until(0, 'loads', ({ status }) => status === 'loading');
    await backends.add({ GPU_ID: '0' });
    expect(await host.call('GetCurrentStatus')).toMatchObject({
      status: { waiting_gens: 0, loading_models: 1, waiting_backends: 1, live_gens: 0 },
    });
  });
});

describe.concurrent('GetServerResourceInfo', () => {
  it("has the machine's processor and memory, and names no GPUs where none is found", async (context) => {
    const { host } = await openHost(context);
    const info = (await host.call('GetServerResourceInfo')) as OperationOutput<'GetServerResourceInfo'>;
    expect(info.cpu.usage).toBeGreaterThanOrEqual(0);
    expect(info.cpu.usage).toBeLessThanOrEqual(1);
    expect(info.cpu.cores).toBeGreaterThan(0);
    expect(info.system_ram.used + info.system_ram.free).toBe(info.system_ram.total);
    if ('gpus' in info) expect(Object.keys(info.gpus as object)).not.toHaveLength(0);
  });
});

describe.concurrent('GetLicences', () => {
  it('gives the licence of the program and those of what it is made of', async (context) => {
    const { host } = await openHost(context);
    const { text } = (await host.call('GetLicences')) as OperationOutput<'GetLicences'>;
    expect(text).toMatch(/^Switchyard\n\nMIT License/);
    for (const name of ['zod', 'react', 'node-llama-cpp']) expect(text).toContain(`\n${name} `);
  });
});

describe.concurrent('DismissNotice', () => {
  it('answers "Success." also for a notice that is not there', async (context) => {
    const { host } = await openHost(context);
    expect(await host.call('DismissNotice', { id: 'nothing' })).toEqual({ result: 'Success.' });
  });
});

describe.concurrent('ReportPanelFault', () => {
  it('keeps what a panel reports for the log of the program, without secrets, also while settings are locked', async (context) => {
    const { host, backends } = await openHost(context);
    await backends.addResting({ ApiKey: 'top-secret' });
    await host.reopen({ locked: true });
    const report = {
      message: 'Cannot read "top-secret" of undefined \u202e',
      source: 'render',
      stack: 'TypeError: top-secret\n    at card (app://panel/assets/main.js:1:2)',
      component_stack: '\n    at BackendCard',
      address: '#/?search=test-token',
    };
    expect(await host.call('ReportPanelFault', report)).toEqual({ result: 'Success.' });
    expect(host.panelFaults).toEqual([
      {
        message: 'Cannot read "***" of undefined ⟨U+202E⟩',
        source: 'render',
        stack: 'TypeError: ***\n    at card (app://panel/assets/main.js:1:2)',
        component_stack: '\n    at BackendCard',
        address: '#/?search=***',
      },
    ]);
    expect(await host.call('ReportPanelFault', { source: 'error' })).toMatchObject({
      error: expect.stringContaining("'message'"),
    });
  });
});
