/** `localllama` and `command` with real supervision and real processes, as the registry runs an adapter, but without the registry. */

import { copyFile, stat, truncate } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { noPortMemory } from '../../e2e/testkit/core/no-port-memory.ts';
import { fakeUtilityProcess } from '../../e2e/testkit/desktop/fake-utility-process.ts';
import { eventually } from '../../e2e/testkit/eventually.ts';
import { freePort } from '../../e2e/testkit/net/free-port.ts';
import { TestBench } from '../../e2e/testkit/process/llama-worker-bench.ts';
import { setUpWorkers } from '../../e2e/testkit/process/worker-processes.ts';
import { isRunning } from '../../e2e/testkit/processes.ts';
import { FAKE_WORKER } from '../../e2e/testkit/repository.ts';
import type { SettingValues } from '../../shared/backend.ts';
import type { SwitchyardError } from '../../shared/errors.ts';
import { defaultSettings, mergeSettings } from '../../shared/settings.ts';
import { englishOf } from '../../shared/words/phrase.ts';
import { backendTypes } from '../backend-types/index.ts';
import type { AnyBackendType } from '../core/backend/backend-type.ts';
import { WorkerRun } from '../core/backend/run/worker-run.ts';
import { systemClock } from '../core/clock.ts';
import { localFileChecks } from '../core/files/file-checks.ts';
import { runCommand } from '../core/process/command-runner.ts';
import { createListenerTable } from '../core/process/ports/listeners.ts';
import { createPorts } from '../core/process/ports/ports.ts';
import { waitUntilReady } from '../core/process/ports/readiness.ts';
import type { ModuleLauncher } from '../core/process/spawn/module-launcher.ts';
import type { WorkerProcess } from '../core/process/worker-process.ts';
import { createUtilityProcessLauncher } from '../desktop/system/utility-process-launcher.ts';

/** A shared library for this system. */
const library = resolve(
  import.meta.dirname,
  '../../node_modules/@node-llama-cpp/linux-x64/bins/linux-x64/libggml-base.so',
);

let bench: TestBench;
let samplePath: string;
beforeAll(async () => {
  bench = new TestBench();
  [samplePath] = await Promise.all([bench.model('sample.gguf'), bench.bundle()]);
});
afterAll(() => bench.close());

const typeOf = (id: string) => backendTypes.find((type) => type.id === id) as AnyBackendType;

interface RunOptions {
  environment?: NodeJS.ProcessEnv;
  launchModule?: ModuleLauncher | undefined;
}

/** A run of that type with the real process layer. It is stopped when the test has finished. */
async function createRun(typeId: string, settings: SettingValues, options: RunOptions = {}) {
  const { platform } = process;
  const { spawnRequest, log } = await setUpWorkers(options.environment, options.launchModule);
  const listeners = createListenerTable(platform, runCommand);
  const ports = createPorts({ platform, listeners });
  const type = typeOf(typeId);
  const backend = 'Backend 0 "Test"';
  const contact: string[] = [];
  const run = new WorkerRun({
    generation: 1,
    type,
    settings: mergeSettings(type.settings, typeId, defaultSettings(type.settings), settings),
    placement: { gpus: [], environment: { CUDA_VISIBLE_DEVICES: '1' } },
    gpuMemory: () => ({ gpus: [], canMakeRoom: false }),
    backend,
    environment: {
      clock: systemClock,
      platform,
      files: localFileChecks,
      paths: {
        llamaWorker: bench.workerPath,
        sampleModel: samplePath,
      },
      spawn: (request, context) => spawnRequest(request, context),
      spawnBeside: ({ request }, context) => spawnRequest(request, context),
      identity: 'test',
      choosePort: () => ports.choose(backend),
      releasePort: (port) => ports.release(port),
      assertPortFree: (port) => ports.assertFree(port, backend),
      countClients: (pids, port) => listeners.countClients(pids, port),
      waitUntilReady: (options, context) =>
        waitUntilReady(options, { ...context, clock: systemClock, listeners, ports }),
      startRunInLog: () => 1,
      endRunInLog: () => undefined,
      logMessage: () => undefined,
      watchLog: (watcher) => log.watch(watcher),
      watchUnfinished: () => () => {},
      usualStartSeconds: () => null,
      logPosition: () => 0,
      maskInLog: (secrets) => log.mask(secrets),
      linesAfter: () => log.lastLines(20),
    },
    portMemory: noPortMemory,
    waitingRequests: () => 0,
    listener: {
      changed: () => undefined,
      exited: () => contact.push('exited'),
      contactLost: (error: SwitchyardError) => contact.push(error.code),
      contactFound: () => contact.push('found'),
      stopDelayed: () => {},
    },
  });
  onTestFinished(() => run.stop(0));
  return { run, log, contact };
}

const signal = () => new AbortController().signal;

/** The two ways in which hosts run the worker. */
const hosts = [
  ['as a program of its own', undefined],
  ['as a utility process', createUtilityProcessLauncher(fakeUtilityProcess)],
] as const;

test.each(hosts)(
  'localllama, %s: with default settings it becomes ready, answers, frees memory, answers again, and ends completely',
  async (_, launchModule) => {
    const { run, log } = await createRun('localllama', { Threads: 1 }, { launchModule });
    const since = performance.now();
    await run.start();
    const took = Math.round(performance.now() - since);
    expect(run.facts).toMatchObject({
      currentModel: 'sample',
      features: ['llm', 'local_llm', 'openai_api', 'streaming'],
    });
    expect(englishOf(run.facts.notice ?? '')).toContain('sample');

    const chat = () =>
      fetch(`${run.facts.address}/v1/chat/completions`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ messages: [{ role: 'user', content: 'Hello' }], max_tokens: 3 }),
      });
    expect((await chat()).status).toBe(200);
    await eventually('the end of the request', () => run.lastUsedAt !== null && run.inFlight === 0);

    expect(await run.freeMemory({ systemRam: true, signal: signal() })).toMatchObject({ ok: true });
    await eventually('the model to be unloaded', () => run.facts.currentModel === null);
    expect((await chat()).status).toBe(200);
    await eventually('the model to be loaded', () => run.facts.currentModel === 'sample');

    const pid = run.worker?.pid as number;
    // The messages between worker and host are not in the log.
    expect(log.lastLines(1000).join('\n')).not.toContain('@switchyard');
    const stopSince = performance.now();
    await run.stop(10_000);
    expect(isRunning(pid)).toBe(false);
    console.log(`start to ready ${took} ms; stop ${Math.round(performance.now() - stopSince)} ms`);
  },
);

test.each(hosts)(
  'localllama, %s: its crash is noticed by the exit event, and no process is left',
  async (_, launchModule) => {
    const { run, contact } = await createRun('localllama', { Threads: 1 }, { launchModule });
    await run.start();
    const { pid, exited } = run.worker as WorkerProcess;
    // Nothing else was started for it, such as a test of its binary.
    expect(await run.worker?.tree()).toEqual([pid]);
    process.kill(pid, 'SIGKILL');
    expect(await exited).toEqual({ code: null, signal: 'SIGKILL' });
    expect(contact).toEqual(['exited']);
    await run.stop(10_000);
    expect(isRunning(pid)).toBe(false);
  },
);

test.runIf(process.platform === 'linux' && process.arch === 'x64').each(hosts)(
  'localllama, %s: where the graphics driver crashes llama.cpp, it starts again without the GPU, and says so',
  async (_, launchModule) => {
    // A driver whose second half is missing. It is mapped into memory, and the first access to that half crashes the process.
    const driver = join(bench.folder, 'libvulkan.so.1');
    await copyFile(library, driver);
    await truncate(driver, (await stat(driver)).size / 2);
    const environment = { ...process.env, LD_LIBRARY_PATH: bench.folder };
    const { run } = await createRun(
      'localllama',
      { ModelPath: samplePath, Threads: 1 },
      { environment, launchModule },
    );
    await run.start();
    expect(englishOf(run.facts.notice ?? '')).toMatch(/^Runs without the GPU \(vulkan\): llama\.cpp crashed/);
    expect(run.facts.currentModel).toBe('sample');
    await run.stop(10_000);
  },
);

test('localllama: a failure while loading has its own error code, not that of an exit', async () => {
  const path = await bench.model('cut.gguf');
  // Its header is whole; only llama.cpp knows how much data the last tensor has.
  await truncate(path, (await stat(path)).size - 1000);
  const { run } = await createRun('localllama', { ModelPath: path, GPULoadLayers: 0, Threads: 1 });
  await expect(run.start()).rejects.toMatchObject({ code: 'model_damaged' });
  await run.stop(1000);
});

test('command: runs a real program with {PORT}, probes its health, frees its memory, ends it', async () => {
  const { run, log } = await createRun('command', {
    Command: process.execPath,
    Arguments: `"${FAKE_WORKER}" --port {PORT} --load-ms 100 --grandchildren 1`,
    ReadyUrl: 'http://127.0.0.1:{PORT}/health',
    HealthUrl: 'http://127.0.0.1:{PORT}/health',
    FreeMemoryUrl: 'http://127.0.0.1:{PORT}/free',
  });
  await run.start();
  const environment = (await (await fetch(`${run.facts.address}/env`)).json()) as Record<string, string>;
  expect(environment).toMatchObject({ CUDA_VISIBLE_DEVICES: '1', PORT: String(run.port) });
  expect(await run.freeMemory({ systemRam: false, signal: signal() })).toMatchObject({ ok: true });
  await eventually('the free request', () => log.lastLines(100).includes('memory freed'));
  const tree = (await run.worker?.tree()) ?? [];
  expect(tree).toHaveLength(2);
  await run.stop(5000);
  expect(tree.filter(isRunning)).toEqual([]);
});

test.each([
  ['command_not_found', { Command: '/no/such/program' }],
  ['command_not_found', { Command: 'no-such-program-anywhere' }],
  ['path_not_found', { Command: process.execPath, WorkingDirectory: '/no/such/folder' }],
  ['wrong_kind_of_path', { Command: process.execPath, WorkingDirectory: process.execPath }],
] as const)('command: %s has a message', async (code, settings) => {
  const { run } = await createRun('command', settings);
  const error = await run.start().then(
    () => null,
    (reason: unknown) => reason as SwitchyardError,
  );
  expect(error).toMatchObject({ code });
  expect(error?.message).toMatch(/^Backend 0 "Test" cannot start: .*\.$/);
});

test('command: a fixed port in use is reported before the program is started', async () => {
  const port = await freePort();
  const first = await createRun('command', {
    Command: process.execPath,
    Arguments: `"${FAKE_WORKER}" --port ${port}`,
    ReadyUrl: `http://127.0.0.1:${port}/health`,
  });
  await first.run.start();
  const second = await createRun('command', {
    Command: process.execPath,
    Arguments: `"${FAKE_WORKER}" --port ${port}`,
    ReadyUrl: `http://127.0.0.1:${port}/health`,
  });
  await expect(second.run.start()).rejects.toMatchObject({
    code: 'port_in_use',
    message: expect.stringContaining(`port ${port} is already in use`),
  });
  expect(second.run.worker).toBeNull();
});

test('command: without an address it is ready when it opens {PORT}; an exit with 0 before that is a failure', async () => {
  const open = await createRun('command', {
    Command: process.execPath,
    Arguments: `"${FAKE_WORKER}" --port {PORT} --load-ms 50`,
  });
  await open.run.start();
  expect((await fetch(`${open.run.facts.address}/health`)).status).toBe(200);

  const ended = await createRun('command', {
    Command: process.execPath,
    Arguments: `"${FAKE_WORKER}" --port {PORT} --exit-before-ready 0`,
  });
  await expect(ended.run.start()).rejects.toMatchObject({ code: 'exited_before_ready' });
});
