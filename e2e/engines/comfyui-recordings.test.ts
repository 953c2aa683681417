/** Whether the stand-in of ComfyUI answers as the real one did, by the recordings of it. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { beforeAll, describe, expect } from 'vitest';
import { it } from '../launch/headless/host-for-test.ts';
import { ensurePython } from '../launch/stand-ins/find-python.ts';
import { standInPath } from '../launch/stand-ins/launch-engine.ts';
import { eventually } from '../testkit/eventually.ts';
import { recordedReply, recordedText, requestReply, shapeOfReply } from '../testkit/recordings.ts';

const VERSION = 'comfyui-0.28.0';

const slow = (seconds: number) => ({
  prompt: { 1: { class_type: 'TestSlow', inputs: { seconds } } },
  client_id: 'recorder',
});

describe.concurrent('the stand-in of ComfyUI answers as the real one', () => {
  it('to all requests about its state, its queue and its jobs', async ({ standInForTest }) => {
    const { url } = await standInForTest('comfyui', { device: 'cpu' });
    const same = async (name: string, path: string, body?: object) => {
      const reply = await requestReply(`${url}${path}`, body);
      expect(shapeOfReply(reply), name).toEqual(shapeOfReply(recordedReply(VERSION, name)));
      return reply.body;
    };
    for (const name of ['system_stats', 'features', 'queue']) await same(name, `/${name}`);
    await same('get-prompt', '/prompt');
    await same('not-found', '/no-such-route');
    await same('prompt-unknown-node', '/prompt', { prompt: { 1: { class_type: 'NoSuchNode', inputs: {} } } });
    await same('prompt-empty', '/prompt', { prompt: {} });

    const first = (await same('prompt', '/prompt', slow(30))) as { prompt_id: string };
    const second = (await requestReply(`${url}/prompt`, slow(30))).body as { prompt_id: string };
    await eventually('the first job is in work', async () => {
      const { body } = await requestReply(`${url}/queue`);
      return (body as { queue_running: unknown[] }).queue_running.length === 1;
    });
    await same('queue-busy', '/queue');
    await same('api-jobs-busy', '/api/jobs');
    await same('free-while-busy', '/free', { unload_models: true, free_memory: true });
    await same('api-jobs-cancel', `/api/jobs/${second.prompt_id}/cancel`, {});
    await same('queue-after-cancel', '/queue');
    await same('interrupt', '/interrupt', { prompt_id: first.prompt_id });
    const isDone = (id: string) => async () =>
      JSON.stringify((await requestReply(`${url}/history/${id}`)).body) !== '{}';
    await eventually('the job is interrupted', isDone(first.prompt_id));
    await same('history-interrupted', `/history/${first.prompt_id}`);
    const third = (await requestReply(`${url}/prompt`, slow(0))).body as { prompt_id: string };
    await eventually('the third job is done', isDone(third.prompt_id));
    await same('history', `/history/${third.prompt_id}`);
    await same('free', '/free', { unload_models: true, free_memory: true });

    const { body } = await requestReply(`${url}/object_info`);
    const recorded = Object.keys(recordedReply(VERSION, 'object_info').body as object);
    expect(Object.keys(body as object)).toEqual(expect.arrayContaining(recorded));
  });
});

describe.concurrent('a start of the stand-in of ComfyUI fails as that of the real one', () => {
  let python: string;
  beforeAll(() => {
    python = ensurePython();
  });

  /** The exit code and the last line that names a cause. */
  async function failedStart(args: string[]) {
    const child = spawn(python, ['-s', standInPath('comfyui'), ...args], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let stderr = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
    });
    const [code] = await once(child, 'close');
    return { code, cause: causeIn(stderr) };
  }
  const causeIn = (stderr: string) =>
    stderr
      .split('\n')
      .findLast((line) => /not installed|Error: |error: |already in use/.test(line))
      ?.replace(/\b\d{4,5}\b/g, '<port>');

  it.for<[string, string[]]>([
    ['fail-frontend-package-missing', ['--stand-in', '{"missing":"comfyui-frontend-package"}']],
    ['fail-module-missing', ['--stand-in', '{"missing":"einops"}']],
    ['fail-unknown-argument', ['--from-the-future', '1']],
    ['fail-bad-value', ['--port', '80x']],
    ['fail-bad-choice', ['--preview-method', 'best']],
    ['fail-port-in-use', []],
  ])('%s', async ([name, args], { onTestFinished }) => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    onTestFinished(() => void taken.close());
    const { port } = taken.address() as { port: number };
    const text = recordedText(VERSION, `${name}.txt`);
    const started = await failedStart([
      ...(args.includes('--port') ? [] : ['--port', String(port)]),
      ...args,
    ]);
    expect(started).toEqual({ code: Number(/exit: (\d+)/.exec(text)?.[1]), cause: causeIn(text) });
  });
});
