/** What the real llama-server does while it is supervised: it sleeps, it finishes its requests, and it shuts out web pages. */
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { eventually } from '../../../testkit/eventually.ts';
import { beginRequests } from '../../../testkit/net/request-sent.ts';
import { inMegabytes, residentBytesOfTree } from '../resident-memory.ts';
import { complete, it, llamaServer } from './llama-server-test.ts';

const type_id = 'llamaserver';
/** Takes some seconds with the large model. */
const TOKENS = 30;

describe.concurrent('llamaserver, supervised', () => {
  it('lets go of its model when it is unused, is not woken by probes, and takes it back for a request', async ({
    sharedHost,
    models,
    annotate,
  }) => {
    const { backends } = sharedHost;
    const ModelPath = join(await models({ large: 'large' }), 'large.gguf');
    const ExtraArgs = '--sleep-idle-seconds 2';
    const { id } = await backends.add({ Command: llamaServer, ModelPath, ExtraArgs }, { type_id });
    const { address = '', pid = 0 } = await backends.running(id);
    expect(await complete(address, 2)).toEqual({ status: 200, tokens: 2 });
    const awake = residentBytesOfTree(pid);
    const count = async (words: string) =>
      (await backends.log(id)).filter(({ text }) => text.includes(`server is ${words} sleeping state`))
        .length;
    const { notice } = await backends.until(id, 'sleeps', ({ current_model }) => current_model === null);
    expect(notice).toContain('It sleeps');
    const asleep = residentBytesOfTree(pid);
    expect(asleep).toBeLessThan(awake / 2);
    expect(await complete(address, 2)).toEqual({ status: 200, tokens: 2 });
    const again = residentBytesOfTree(pid);
    expect(again).toBeGreaterThan(awake / 2);
    await eventually('it sleeps again', async () => (await count('entering')) === 2);
    expect(await count('exiting'), 'the request alone has woken it').toBe(1);
    await annotate(
      `Awake ${inMegabytes(awake)}, asleep ${inMegabytes(asleep)}, awake again ${inMegabytes(again)}.`,
    );
  });

  it('answers at the same address after it was killed amid a request, and after a restart', async ({
    sharedHost,
    models,
  }) => {
    const { backends } = sharedHost;
    const ModelPath = join(await models({ large: 'large' }), 'large.gguf');
    const { id } = await backends.add({ Command: llamaServer, ModelPath }, { type_id });
    const { address = '', pid = 0 } = await backends.running(id);
    // More than it can answer before it is killed.
    const { answered: answer } = await beginRequests(address, () => complete(address, 100_000));
    process.kill(pid, 'SIGKILL');
    expect(await answer, 'broken off').toMatchObject({ status: null });
    const { pid: second } = await backends.until(
      id,
      'runs again',
      (backend) => backend.status === 'running' && backend.pid !== pid,
    );
    expect(await complete(address, 2)).toEqual({ status: 200, tokens: 2 });
    await backends.restart(id);
    await backends.until(
      id,
      'runs once more',
      (backend) => backend.status === 'running' && backend.pid !== second,
    );
    expect(await complete(address, 2)).toEqual({ status: 200, tokens: 2 });
  });

  it('answers a request that began 100 ms before it was stopped', async ({ sharedHost, models }) => {
    const { backends } = sharedHost;
    const ModelPath = join(await models({ large: 'large' }), 'large.gguf');
    const settings = { Command: llamaServer, ModelPath, StopTimeout: 120, ExtraArgs: '--api-key canary-key' };
    const { id } = await backends.add(settings, { type_id });
    const { address = '' } = await backends.running(id);
    const { answered: answer } = await beginRequests(address, () =>
      complete(address, TOKENS, undefined, 'canary-key'),
    );
    await backends.toggle(id, false);
    expect(await answer).toEqual({ status: 200, tokens: TOKENS });
  });

  it('as a router, finishes its requests before it is stopped and before its memory is freed', async ({
    sharedHost,
    models,
  }) => {
    const { host, backends } = sharedHost;
    const ModelsDir = await models({ large: 'large' });
    const settings = { Command: llamaServer, ModelsDir, StopTimeout: 120 };
    const { id } = await backends.add(settings, { type_id });
    const { address = '' } = await backends.running(id);
    // The first of them also loads the model.
    const first = complete(address, TOKENS, 'large');
    const used = await backends.until(id, 'is used', ({ last_used_at }) => last_used_at !== undefined);
    expect(used.current_model).toBe('large');
    const freed = host.call('FreeBackendMemory', { backend: id });
    expect(await first).toEqual({ status: 200, tokens: TOKENS });
    await freed;
    await backends.until(id, 'has nothing loaded', ({ current_model }) => current_model === null);

    const { answered: second } = await beginRequests(address, () => complete(address, TOKENS, 'large'));
    await backends.toggle(id, false);
    const answer = await second;
    // Where it was broken off, only what the router printed tells why.
    const printed = (await backends.log(id)).slice(-60).map(({ text }) => text);
    expect(answer, printed.join('\n')).toEqual({ status: 200, tokens: TOKENS });
  });

  it('shows a model that it could not load, with the reason', async ({ sharedHost, models }) => {
    const { backends } = sharedHost;
    const ModelsDir = await models({ small: 'small', broken: 'cut off' });
    const { id } = await backends.add({ Command: llamaServer, ModelsDir }, { type_id });
    const { address = '' } = await backends.running(id);
    expect((await complete(address, 2, 'broken')).status).toBe(500);
    const { notice } = await backends.until(
      id,
      'shows it',
      (it) => it.notice?.includes('Could not be loaded: broken') ?? false,
    );
    // From its file in any case. The router (0.4.0) often loses what the process of a model printed last, and with it the tensor.
    expect(notice).toContain('broken (broken.gguf) is damaged: it ends too early');
    expect(notice).toMatch(
      /Could not be loaded: broken(: .*broken\.gguf is cut off or damaged: the data of| \(exit code 1)/,
    );
  });

  it('lets no page of another origin read what it answers, neither with one model nor as a router', async ({
    sharedHost,
    models,
  }) => {
    const { backends } = sharedHost;
    const folder = await models({ small: 'small' });
    const ExtraArgs = '-np 3';
    const single = { Command: llamaServer, ModelPath: join(folder, 'small.gguf'), ContextSize: 100_000 };
    const { id: one } = await backends.add({ ...single, GPULayers: 99, ExtraArgs }, { type_id });
    const { id: router } = await backends.add({ Command: llamaServer, ModelsDir: folder }, { type_id });
    const read = async (address: string, path: string, body?: object) => {
      const headers = { Origin: 'https://elsewhere.example', 'Content-Type': 'text/plain' };
      const request = body ? { method: 'POST', body: JSON.stringify(body), headers } : { headers };
      const reply = await fetch(`${address}${path}`, request);
      return reply.headers.get('access-control-allow-origin');
    };
    const running = await backends.running(one);
    const { address = '' } = running;
    expect(await read(address, '/props')).toBeNull();
    expect(await read(address, '/v1/completions', { prompt: 'a', max_tokens: 1 })).toBeNull();
    const { address: routed = '' } = await backends.running(router);
    expect(await read(routed, '/models')).toBeNull();
    expect(await read(routed, '/models/load', { model: 'small' })).toBeNull();
    expect(await read(routed, '/v1/completions', { model: 'small', prompt: 'a', max_tokens: 1 })).toBeNull();
    expect(await read(routed, '/models/unload', { model: 'small' })).toBeNull();

    // What it says of itself wins, and what it warned of is on the card.
    expect(running.max_usages).toBe(3);
    await backends.until(one, 'warns', ({ notice }) =>
      /Each request has [\d,]+ tokens of context/.test(notice ?? ''),
    );
    await eventually('the answer of the router is unloaded', async () => {
      const { current_model } = await backends.full(router);
      return current_model === null;
    });
  });
});
