/** Headless hosts as instances of an `autoscalingbackend`: shown, controlled, and ended by the host that has started them. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import type { FullBackend } from '../../shared/backend.ts';
import { it } from '../launch/headless/host-for-test.ts';
import { eventually } from '../testkit/eventually.ts';
import { canSeeWorkers, workersOf } from '../testkit/processes.ts';
import { inRepository } from '../testkit/repository.ts';
import { URL_PATTERN, writeScript } from './launch-script.ts';

const TOKEN = 'the-token-of-the-instances-of-this-test';

describe.concurrent('an instance that is a Switchyard', () => {
  it('shows its backends, frees their memory, serves their models, is told that it is wanted, and is asked to end', async ({
    hostForTest,
    onTestFinished,
  }) => {
    const folder = await mkdtemp(join(tmpdir(), 'switchyard-instances-test-'));
    onTestFinished(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
    const { host, backends } = await hostForTest();
    const StartScript = await writeScript(folder, 'launch.sh', [
      `exec '${process.execPath}' '${inRepository('dist-test/headless/main.js')}' --port 0 --gateway-port off --token ${TOKEN} --data-dir "$PWD/$SWITCHYARD_LAUNCH" --require-control-within 3`,
    ]);
    const { id } = await backends.add(
      {
        StartScript,
        UrlPattern: URL_PATTERN,
        AuthorizationHeader: `Bearer ${TOKEN}`,
        MinBackends: 1,
      },
      { type_id: 'autoscalingbackend', title: 'Farm' },
    );
    const until = (what: string, isSo: (backend: FullBackend) => boolean) => backends.until(id, what, isSo);
    const { children } = await until('has one instance', ({ scale }) => scale?.up === 1);
    const [instance] = children ?? [];
    expect(instance).toMatchObject({ status: 'running', remote: { id: 1, type: 'swarmswarmbackend' } });
    const url = `http://${/ at (\S+)$/.exec(instance?.title ?? '')?.[1]}`;
    const post = async (operation: string, body: object) => {
      const reply = await fetch(`${url}/API/${operation}`, {
        method: 'POST',
        headers: { Authorization: `Bearer ${TOKEN}`, 'Content-Type': 'application/json' },
        body: JSON.stringify(body),
      });
      return (await reply.json()) as Record<string, unknown>;
    };
    const { session_id } = await post('GetNewSession', {});
    const added = await post('AddNewBackend', { session_id, type_id: 'localllama', title: 'There' });
    expect(added).toMatchObject({ id: 0 });
    const shown = await until('shows its backend', (backend) => {
      const there = backend.children?.find(({ title }) => title === 'There');
      return there?.status === 'running' && backend.models?.includes('sample') === true;
    });
    const there = shown.children?.find(({ title }) => title === 'There');
    expect(there).toMatchObject({ parent: id, remote: { type: 'localllama' }, machine: 'localhost' });
    expect(shown.scale).toMatchObject({ up: 1, last_launch: { number: 1, at: expect.any(String) } });
    const { machines } = await until(
      'tells of the machine',
      (backend) => backend.machines?.[0]?.ram !== undefined,
    );
    expect(machines).toMatchObject([{ name: 'localhost', instances: 1 }]);
    expect(machines?.[0]?.ram?.used).toBeGreaterThan(0);
    expect(machines?.[0]).not.toHaveProperty('away_since');
    expect(await host.call('FreeBackendMemory', { backend: String(there?.id) })).toMatchObject({
      freed: [{ message: expect.any(String) }],
    });
    expect(await host.call('ToggleBackend', { backend_id: there?.id, enabled: false })).toEqual({
      result: 'Success.',
    });
    await until('shows that it is off', (backend) => backend.children?.[1]?.status === 'disabled');
    expect(await host.call('ToggleBackend', { backend_id: there?.id, enabled: true })).toEqual({
      result: 'Success.',
    });
    await until('shows that it is on', (backend) => backend.children?.[1]?.status === 'running');
    const reply = await host.request('/v1/completions', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ model: 'sample', prompt: 'Once', max_tokens: 2 }),
    });
    expect(reply.status, await reply.text()).toBe(200);
    expect((await backends.full(id)).notice).toBeUndefined();

    await backends.edit(id, { settings: { MinBackends: 0, MinIdleTime: 100 } });
    // Switched off by hand, an instance ends as one that is unused does.
    expect(await host.call('ToggleBackend', { backend_id: instance?.id, enabled: false })).toEqual({
      result: 'Success.',
    });
    await until('has none', ({ scale }) => scale?.up === 0 && scale.draining === 0);
    const log = (await backends.log(id)).map(({ text }) => text);
    expect(log).toContain('[launch 1] Stopping all workers (ShutdownServer)…');
    expect(log).not.toContain('[launch 1] Stopping all workers (SIGTERM)…');
    if (canSeeWorkers)
      await eventually('nothing of it is left', () => workersOf(join(folder, '1')).length === 0);
  });

  it('ends itself, with its workers, when nobody takes control of it any more', async ({ hostForTest }) => {
    const { host, backends, dataDir } = await hostForTest({ args: ['--require-control-within', '0.1'] });
    await backends.addRunning();
    expect(await host.call('AdminTakeControl')).toEqual({ success: true });
    expect(await host.exited).toEqual({ code: 0, signal: null });
    expect(host.output()).toContain(
      'No AdminTakeControl has come for 0.1 min (--require-control-within): this instance ends itself.',
    );
    expect(workersOf(dataDir)).toEqual([]);
  });
});
