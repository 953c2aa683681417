/** The shipped types in a real host: a start that works, and each way in which a start fails, with an error to act on. */
import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { homedir } from 'node:os';
import { join, relative } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { startHost, type TestHost } from '../launch/headless/start-host.ts';
import { Backends } from '../testkit/backends.ts';
import { eventually } from '../testkit/eventually.ts';
import { ggufHeader } from '../testkit/gguf.ts';
import { isRunning } from '../testkit/processes.ts';

let host: TestHost;
let backends: Backends;
beforeAll(async () => {
  host = await startHost();
  backends = new Backends(host);
});
afterAll(async () => {
  await host.stop();
});

/** Adds a backend and returns its id. */
async function add(type_id: string, settings: object): Promise<number> {
  const added = await host.call('AddNewBackend', { type_id, settings, title: 'Flux' });
  expect(added).not.toHaveProperty('error');
  return Number(added.id);
}

describe('a start that another attempt cannot help is errored at once, with code, message and hint', () => {
  it.each([
    ['localllama', { ModelPath: '/no/such/model.gguf' }, 'path_not_found', '/no/such/model.gguf'],
    ['localllama', { ModelPath: process.execPath }, 'not_a_model', 'not a GGUF model'],
    ['localllama', { ModelPath: 'relative.gguf' }, 'invalid_setting_at_start', 'not a full path'],
    ['localllama', { ModelPath: '/' }, 'wrong_kind_of_path', '/'],
    ['command', { Command: '/no/such/program' }, 'command_not_found', '/no/such/program'],
    ['command', { Command: 'no-such-program' }, 'command_not_found', 'no-such-program'],
    [
      'command',
      { Command: process.execPath, WorkingDirectory: '/no/such/folder' },
      'path_not_found',
      '/no/such',
    ],
  ])('%s %j: %s', async (type, settings, code, message) => {
    const id = await add(type, settings);
    const { error, restarts } = await backends.errored(id);
    expect(error).toMatchObject({ code, message: expect.stringContaining(message) });
    expect(error?.message).toMatch(new RegExp(`^Backend ${id} "Flux" cannot (start|load)`));
    expect(error?.hint).toMatch(/^[A-Z].{15,}\.$/);
    expect(restarts).toBe(1);
    await backends.delete(id);
  });

  it('a command line in the place of a program: the hint says where each part belongs', async () => {
    const id = await add('command', { Command: 'sudo HF_HOME=/x no-such-engine serve --port 1' });
    expect((await backends.errored(id)).error).toMatchObject({
      code: 'command_not_found',
      hint: expect.stringMatching(
        /^Only the program belongs here: no-such-engine\. What follows it, from serve on, .*Set HF_HOME .*Leave out sudo/,
      ),
    });
    await backends.delete(id);
  });

  it('a program in the home folder, written with ~, is found there; what no shell expands is in the log', async () => {
    const isWindows = process.platform === 'win32';
    const program = join(host.dataDir, isWindows ? 'engine.cmd' : 'engine');
    await writeFile(program, isWindows ? '@exit 3\r\n' : '#!/bin/sh\nexit 3\n', { mode: 0o755 });
    const id = await add('command', {
      Command: `~/${relative(homedir(), program)}`,
      Arguments: '--dir $HOME/x',
    });
    const { error } = await backends.until(id, 'it failed', (backend) => backend.error !== undefined);
    expect(error).toMatchObject({ exit_code: 3 });
    const lines = (await backends.log(id)).map(({ text }) => text);
    expect(lines).toContain(
      'Arguments: Nothing is expanded: $HOME stays as it is. Write out what it stands for.',
    );
    await backends.delete(id);
  });

  it.skipIf(process.platform === 'win32')(
    'a program that goes to the background: what to leave out, and what it has left, which is ended',
    async () => {
      const settings = { Command: '/bin/sh', Arguments: '-c "sleep 300 &"' };
      for (const ReadyUrl of ['http://127.0.0.1:{PORT}/', '']) {
        const id = await add('command', { ...settings, ReadyUrl });
        const { error, restarts } = await backends.errored(id);
        expect(error).toMatchObject({
          code: 'went_to_background',
          exit_code: 0,
          hint: 'Start it in the foreground. Leave out the & at the end of its command.',
        });
        expect(restarts).toBe(1);
        const lines = (await backends.log(id)).map(({ text }) => text);
        const pid = Number(/It has left sleep \(PID (\d+)\) running/.exec(lines.join('\n'))?.[1]);
        if (ReadyUrl !== '') expect(error?.message).toContain(`it left sleep (PID ${pid}) running`);
        await eventually('it is ended', () => !isRunning(pid));
        await backends.delete(id);
      }
    },
  );

  it('a setting that is empty: it is not set up yet, which is no failure in the status', async () => {
    const id = await add('command', {});
    const { error, status } = await backends.unconfigured(id);
    expect(status).toBe('disabled');
    expect(error).toMatchObject({
      code: 'setting_required',
      message: `Backend ${id} "Flux" cannot start: Program is empty.`,
      hint: 'Open its settings and fill in Program.',
    });
    await backends.delete(id);
  });

  it('a program that may not be run', async () => {
    const path = join(host.dataDir, 'script.sh');
    await writeFile(path, '#!/bin/sh\n', { mode: 0o644 });
    const id = await add('command', { Command: path });
    expect((await backends.errored(id)).error).toMatchObject({ code: 'command_not_executable' });
  });

  it('a model that was cut off while it was downloaded', async () => {
    const path = join(host.dataDir, 'cut.gguf');
    await writeFile(path, 'GGUF');
    const id = await add('localllama', { ModelPath: path });
    expect((await backends.errored(id)).error).toMatchObject({
      code: 'model_damaged',
      message: `Backend ${id} "Flux" cannot load its model: ${path} is damaged: it ends too early, after 4 bytes.`,
      hint: expect.stringContaining('Download or copy it again'),
    });
  });
});

describe('a GGUF file with an absurd header', () => {
  it.each([
    ['localllama', { GPULoadLayers: 0 }],
    ['llamaserver', { Command: process.execPath }],
  ])('%s refuses it before an engine reads it, once, and in words', async (type, settings) => {
    const path = join(host.dataDir, `absurd-${type}.gguf`);
    await writeFile(
      path,
      Buffer.concat([ggufHeader({ tensorCount: 2n ** 63n - 1n, entryCount: 2n ** 62n }), Buffer.alloc(3976)]),
    );
    const id = await add(type, { ...settings, ModelPath: path });
    const { error, restarts, pid } = await backends.errored(id);
    expect(error).toMatchObject({
      code: 'model_damaged',
      message: `Backend ${id} "Flux" cannot load its model: ${path} is damaged: its header names 9,223,372,036,854,775,807 tensors in a file of 4 kB.`,
    });
    expect(restarts).toBe(1);
    expect(pid ?? null).toBeNull();
    await backends.delete(id);
  });
});

describe('a port that is in use', () => {
  it('is reported with the program that has it, tried again, and finally an error; when it is free, a restart works', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    onTestFinished(() => void server.close());
    const { port } = server.address() as { port: number };
    const id = await add('command', {
      Command: process.execPath,
      Arguments: `-e "require('http').createServer((q, s) => s.end()).listen(${port}, '127.0.0.1')"`,
      ReadyUrl: `http://127.0.0.1:${port}/`,
    });
    const waiting = await backends.until(id, 'reports it', (now) => now.next_step?.kind === 'retry');
    expect(waiting.error).toMatchObject({
      code: 'port_in_use',
      message: expect.stringContaining(`port ${port} is already in use`),
      hint: expect.stringContaining('{PORT}'),
    });
    const errored = await backends.errored(id);
    expect(errored.error).toMatchObject({
      message: expect.stringContaining(`port ${port} is already in use`),
    });
    await new Promise((resolve) => server.close(resolve));
    expect(await host.call('RestartBackends', { backend: id })).toMatchObject({ count: 1 });
    await backends.running(id);
    await backends.delete(id);
  });
});

describe('a backend of the type localllama with nothing set', () => {
  it('runs, answers OpenAI requests with tokens, records its use, and frees its memory', async () => {
    const id = await add('localllama', {});
    const { address, current_model, features, notice } = await backends.running(id);
    expect(current_model).toBe('sample');
    expect(features).toContain('openai_api');
    expect(notice).toContain('sample');
    const ask = (stream: boolean) =>
      fetch(`${address}/v1/chat/completions`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ messages: [{ role: 'user', content: 'Hello' }], max_tokens: 8, stream }),
      });

    const reply = (await (await ask(false)).json()) as {
      choices: { message: { content: string } }[];
      usage: { completion_tokens: number };
    };
    expect(reply.usage.completion_tokens).toBeGreaterThan(0);
    expect(reply.choices[0]?.message.content).toEqual(expect.any(String));
    const streamed = await (await ask(true)).text();
    expect(streamed.match(/^data: \{/gm)?.length).toBeGreaterThan(1);
    expect(streamed).toContain('data: [DONE]');

    const used = await backends.until(id, 'is used', (now) => now.time_since_used !== 'Never');
    expect(used.time_since_used).toMatch(/^(just now|\d+ seconds? ago)$/);
    expect(used.last_used_at).toMatch(/Z$/);
    expect(await host.call('FreeBackendMemory', { backend: id })).toMatchObject({ result: true, count: 1 });
    await backends.until(id, 'has freed it', (now) => now.current_model === null);
    expect(await backends.one(id)).toMatchObject({ status: 'running' });
    expect((await ask(false)).status).toBe(200);
    await backends.until(id, 'has it again', (now) => now.current_model === 'sample');
    expect(await backends.delete(id)).toEqual({ result: 'Deleted.' });
  });
});
