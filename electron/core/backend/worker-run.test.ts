/** A run with real processes: what becomes of a start whose worker ends too early. */
import { expect, onTestFinished, test } from 'vitest';
import { setUpWorkers } from '../../../e2e/testkit/process/worker-processes.ts';
import { isRunning } from '../../../e2e/testkit/processes.ts';
import { FAKE_WORKER } from '../../../e2e/testkit/repository.ts';
import { systemClock } from '../clock.ts';
import type { SpawnRequest } from '../process/worker-process.ts';
import type { Adapter, AdapterIo } from './backend-type.ts';
import { defineBackendType } from './backend-type.ts';
import { WorkerRun } from './worker-run.ts';

const request = (...flags: string[]): SpawnRequest => ({ module: FAKE_WORKER, args: flags });

/** A run of a type with that adapter; ended when the test has finished. */
async function createRun(start: (io: AdapterIo) => Promise<void>) {
  const { spawnRequest, log } = await setUpWorkers();
  const pids: number[] = [];
  const type = defineBackendType({
    id: 'early',
    name: 'Early',
    description: 'Ends early.',
    isStandard: false,
    canLoadModels: false,
    settings: {},
    features: [],
    maxUsages: () => 1,
    gpus: () => [],
    autoRestart: () => false,
    stopTimeoutMs: () => 5000,
    startTimeoutMs: () => 60_000,
    createAdapter: (_, io): Adapter => ({ start: () => start(io) }),
  });
  const run = new WorkerRun({
    generation: 1,
    type,
    settings: {},
    gpuEnvironment: {},
    backend: 'Backend 0 "Test"',
    environment: {
      clock: systemClock,
      platform: process.platform,
      paths: { llamaWorker: '', sampleModel: '' },
      spawn: async (wanted, context) => {
        const worker = await spawnRequest(wanted, context);
        pids.push(worker.pid);
        return worker;
      },
      choosePort: () => Promise.reject(new Error('no port is needed')),
      releasePort: () => undefined,
      assertPortFree: async () => undefined,
      waitUntilReady: async () => undefined,
      logMessage: (text) => log.logMessage(text),
      mark: () => log.lastSeq,
      linesSince: (mark, count) => log.lastLines(count, mark),
    },
    listener: {
      changed: () => undefined,
      exited: () => undefined,
      contactLost: () => undefined,
      contactFound: () => undefined,
    },
  });
  onTestFinished(() => run.stop(0));
  return { run, log, pids };
}

test('another worker takes its place where the adapter has one, after all it printed was heard', async () => {
  const heard: string[] = [];
  const { run, pids } = await createRun(async (io) => {
    let ready = () => {};
    const isReady = new Promise<void>((resolve) => {
      ready = resolve;
    });
    const first = {
      ...request('--flood', '0', '--flood-lines', '1000', '--crash-after-ms', '300', '--crash-code', '7'),
      controlPrefix: 'FLOOD ',
      onControl: (word: string) => heard.push(word),
    };
    const second = { ...request('--ready-line'), controlPrefix: 'READY', onControl: () => ready() };
    await io.spawn(first, ({ code }) => {
      heard.push(`exit ${code}`);
      return second;
    });
    await isReady;
  });
  await run.start();
  expect(heard).toEqual(['ENDED', 'exit 7']);
  expect(run.exit).toBeNull();
  expect(run.worker?.pid).toBe(pids[1]);
  expect(pids.map(isRunning)).toEqual([false, true]);
  await run.stop(5000);
  expect(pids.filter(isRunning)).toEqual([]);
});

test('the start has failed where the adapter has none', async () => {
  const { run, pids } = await createRun(async (io) => {
    await io.spawn(request('--exit-before-ready', '7'), () => null);
    await new Promise(() => undefined);
  });
  await expect(run.start()).rejects.toMatchObject({
    code: 'exited_before_ready',
    message: expect.stringContaining('exit code 7'),
  });
  expect(pids).toHaveLength(1);
});

test('a run that is told to stop meanwhile starts nothing more', async () => {
  let told = () => {};
  const isTold = new Promise<void>((resolve) => {
    told = resolve;
  });
  const { run, pids } = await createRun(async (io) => {
    await io.spawn(request('--exit-before-ready', '7'), () => {
      void run.stop(1000).then(told);
      return request('--ready-line');
    });
    await new Promise(() => undefined);
  });
  void run.start().catch(() => undefined);
  await isTold;
  expect(pids).toHaveLength(1);
  expect(pids.filter(isRunning)).toEqual([]);
});
