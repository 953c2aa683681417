/** Backends that are started on demand, in real hosts: requests start them, wait for them, and let them sleep again. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, onTestFinished } from 'vitest';
import { it } from '../launch/headless/host-for-test.ts';
import type { TestHost } from '../launch/headless/start-host.ts';
import { standInPath } from '../launch/stand-ins/launch-engine.ts';
import type { Backends } from '../testkit/backends.ts';
import { eventually } from '../testkit/eventually.ts';
import { ggufModel } from '../testkit/gguf.ts';

/** A stand-in of llama-server. */
const type_id = 'llamaserver';
const StartWhen = 'on demand';

/** Files that begin as models do. @returns their paths */
async function modelFiles(...names: string[]): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'switchyard-on-demand-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const paths = names.map((name) => join(folder, `${name}.gguf`));
  for (const path of paths) await writeFile(path, ggufModel());
  return paths;
}
const settingsOf = (ModelPath: string | undefined, orders: object, more: object = {}) => ({
  Command: standInPath('llama-server'),
  ModelPath,
  ExtraArgs: `--stand-in '${JSON.stringify(orders)}'`,
  StartWhen,
  ...more,
});

const complete = (host: TestHost, model: string, init: RequestInit = {}) =>
  fetch(`${host.url}/v1/completions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${host.token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ model, prompt: 'Hello' }),
    ...init,
  });
async function listedModels(host: TestHost): Promise<{ id: string; switchyard: { state: string } }[]> {
  const reply = await fetch(`${host.url}/v1/models`, { headers: { authorization: `Bearer ${host.token}` } });
  return ((await reply.json()) as { data: { id: string; switchyard: { state: string } }[] }).data;
}
const asleep = (backends: Backends, id: number) =>
  backends.until(id, 'sleeps', ({ phase }) => phase === 'sleeping');

describe('a backend that is started on demand', () => {
  it('sleeps after a restart of the host, is listed, starts for a request, and answers it', async ({
    hostForTest,
    dataDirForTest,
  }) => {
    const dataDir = await dataDirForTest();
    const first = await hostForTest({ dataDir });
    const { id } = await first.backends.addRunning({ StartWhen }, { type_id: 'localllama' });
    await first.backends.until(id, 'lists its model', ({ models }) => models?.includes('sample') === true);
    await first.host.stop();

    const { host, backends } = await hostForTest({ dataDir });
    expect(await backends.full(id)).toMatchObject({ phase: 'sleeping', status: 'idle', enabled: true });
    expect(await listedModels(host)).toMatchObject([{ id: 'sample', switchyard: { state: 'asleep' } }]);
    expect(await host.call('GetCurrentStatus')).toMatchObject({
      status: { waiting_backends: 0, loading_models: 0 },
      backend_status: { any_loading: false },
    });
    const reply = await complete(host, 'sample');
    expect(reply.status).toBe(200);
    expect(await reply.json()).toMatchObject({ model: expect.any(String) });
    expect((await backends.full(id)).phase).toBe('running');
    const log = (await backends.log(id)).map(({ text }) => text);
    expect(log).toContain('A request for “sample” waits.');
  });

  it('that ends amid the request for which it was started answers it when it runs again', async ({
    hostForTest,
  }) => {
    const { host, backends } = await hostForTest();
    const [model = ''] = await modelFiles('Ends');
    const { id } = await backends.addRunning(settingsOf(model, { answer_ms: 1500 }), { type_id });
    for (const enabled of [false, true]) await backends.toggle(id, enabled);
    await asleep(backends, id);
    const reply = complete(host, 'Ends');
    const { pid = 0 } = await backends.running(id);
    await eventually('it has the request', async () => {
      const { status } = (await host.call('GetCurrentStatus')) as { status: { live_gens: number } };
      return status.live_gens === 1;
    });
    process.kill(pid, 'SIGKILL');
    expect((await reply).status).toBe(200);
    expect((await backends.full(id)).restarts).toBe(1);
  });

  it('says for whom it starts, counts who waits, and gives the start up when they have gone away', async ({
    hostForTest,
    dataDirForTest,
  }) => {
    const dataDir = await dataDirForTest();
    const [path = ''] = await modelFiles('slow');
    // While this file is there, no start ends.
    const hold = join(dirname(path), 'hold');
    const Command = join(dirname(path), 'program');
    const script = `#!/bin/sh\n[ -e '${hold}' ] && exec sleep 100000\nexec '${standInPath('llama-server')}' "$@"\n`;
    await writeFile(Command, script, { mode: 0o755 });
    const first = await hostForTest({ dataDir });
    const { id } = await first.backends.addRunning(settingsOf(path, {}, { Command }), { type_id });
    await first.backends.until(id, 'lists its model', ({ models }) => models?.includes('slow') === true);
    await first.host.stop();

    const { host, backends } = await hostForTest({ dataDir });
    await writeFile(hold, '');
    const clients = [new AbortController(), new AbortController()];
    const requests = clients.map(({ signal }) => complete(host, 'slow', { signal }).catch(() => 'gone'));
    const starting = await backends.until(id, 'is asked for', ({ wake_notice }) => wake_notice !== undefined);
    expect(starting.wake_notice?.message).toBe('A request for “slow” waits.');
    const status = await eventually('both wait', async () => {
      const now = (await host.call('GetCurrentStatus')) as { status: { waiting_gens: number } };
      return now.status.waiting_gens === 2 && now;
    });
    expect(status).toMatchObject({ status: { live_gens: 0 }, backend_status: { any_loading: true } });
    for (const client of clients) client.abort();
    expect(await Promise.all(requests)).toEqual(['gone', 'gone']);
    expect((await asleep(backends, id)).off_notice?.message).toBe(
      'The request that it was started for does not wait any more.',
    );
  });

  it('that has failed is not waited for, and the answer says why it has', async ({ hostForTest }) => {
    const { host, backends } = await hostForTest();
    const [path = ''] = await modelFiles('broken');
    const { id } = await backends.addRunning(settingsOf(path, {}), { type_id });
    await backends.until(id, 'lists its model', ({ models }) => models?.includes('broken') === true);
    await rm(path);
    await backends.restart(id);
    const { error } = await backends.errored(id);
    const reply = await complete(host, 'broken');
    expect(reply.status).toBe(503);
    const answer = (await reply.json()) as { error: { code: string; message: string } };
    expect(answer.error.code).toBe('backend_failed');
    expect(answer.error.message).toContain(error?.message);
  });
});
