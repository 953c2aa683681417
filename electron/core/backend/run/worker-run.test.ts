/** A run with real processes whose worker exits before the start is done. */
import { expect, onTestFinished, test } from 'vitest';
import { noPortMemory } from '../../../../e2e/testkit/core/no-port-memory.ts';
import { setUpWorkers } from '../../../../e2e/testkit/process/worker-processes.ts';
import { isRunning } from '../../../../e2e/testkit/processes.ts';
import { FAKE_WORKER } from '../../../../e2e/testkit/repository.ts';
import { systemClock } from '../../clock.ts';
import { localFileChecks } from '../../files/file-checks.ts';
import type { SpawnRequest } from '../../process/worker-process.ts';
import type { Adapter, AdapterIo } from '../backend-type.ts';
import { defineBackendType } from '../backend-type.ts';
import { WorkerRun } from './worker-run.ts';

const request = (...flags: string[]): SpawnRequest => ({ module: FAKE_WORKER, args: flags });

/** Creates a run of a type with that adapter; it is stopped when the test has finished. */
async function createRun(start: (io: AdapterIo) => Promise<void>) {
  const { spawnRequest, log } = await setUpWorkers();
  const pids: number[] = [];
  const type = defineBackendType({
    id: 'early',
    name: 'Early',
    description: 'Ends early.',
    isStandard: false,
    makesImages: false,
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
    placement: { gpus: [], environment: {} },
    gpuMemory: () => ({ gpus: [], canMakeRoom: false }),
    backend: 'Backend 0 "Test"',
    environment: {
      clock: systemClock,
      platform: process.platform,
      paths: { llamaWorker: '', sampleModel: '' },
      files: localFileChecks,
      spawn: async (wanted, context) => {
        const worker = await spawnRequest(wanted, context);
        pids.push(worker.pid);
        return worker;
      },
      spawnBeside: ({ request: wanted }, context) => spawnRequest(wanted, context),
      identity: 'test',
      choosePort: () => Promise.reject(new Error('no port is needed')),
      releasePort: () => undefined,
      assertPortFree: async () => undefined,
      countClients: async () => null,
      waitUntilReady: async () => undefined,
      startRunInLog: (text) => log.startRun(text),
      endRunInLog: (run, end, text) => log.endRun(run, end, text),
      logMessage: (text) => log.logMessage(text),
      watchLog: (watcher) => log.watch(watcher),
      watchUnfinished: () => () => {},
      usualStartSeconds: () => null,
      logPosition: () => log.lastSeq,
      maskInLog: (secrets) => log.mask(secrets),
      linesAfter: (mark, count) => log.lastLines(count, mark),
    },
    portMemory: noPortMemory,
    waitingRequests: () => 0,
    listener: {
      changed: () => undefined,
      exited: () => undefined,
      contactLost: () => undefined,
      contactFound: () => undefined,
      stopDelayed: () => undefined,
    },
  });
  onTestFinished(() => run.stop(0));
  return { run, log, pids };
}

test('a worker that exits early is replaced where the adapter has another one, after all that it printed was handled', async () => {
  const received: string[] = [];
  const { run, pids } = await createRun(async (io) => {
    let ready = () => {};
    const isReady = new Promise<void>((resolve) => {
      ready = resolve;
    });
    const first = {
      ...request('--flood', '0', '--flood-lines', '1000', '--crash-after-ms', '300', '--crash-code', '7'),
      controlPrefix: 'FLOOD ',
      onControl: (word: string) => received.push(word),
    };
    const second = { ...request('--ready-line'), controlPrefix: 'READY', onControl: () => ready() };
    await io.spawn(first, ({ code }) => {
      received.push(`exit ${code}`);
      return second;
    });
    await isReady;
  });
  await run.start();
  expect(received).toEqual(['ENDED', 'exit 7']);
  expect(run.exit).toBeNull();
  expect(run.worker?.pid).toBe(pids[1]);
  expect(pids.map(isRunning)).toEqual([false, true]);
  await run.stop(5000);
  expect(pids.filter(isRunning)).toEqual([]);
});

test('a start whose worker exits early fails where the adapter has no other one', async () => {
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

test('a run that is stopped in the meantime starts nothing more', async () => {
  let setStopped = () => {};
  const isStopped = new Promise<void>((resolve) => {
    setStopped = resolve;
  });
  const { run, pids } = await createRun(async (io) => {
    await io.spawn(request('--exit-before-ready', '7'), () => {
      void run.stop(1000).then(setStopped);
      return request('--ready-line');
    });
    await new Promise(() => undefined);
  });
  void run.start().catch(() => undefined);
  await isStopped;
  expect(pids).toHaveLength(1);
  expect(pids.filter(isRunning)).toEqual([]);
});

test('many launches at the same time are no leak of listeners', async () => {
  const warnings: Error[] = [];
  const onWarning = (warning: Error) => warnings.push(warning);
  process.on('warning', onWarning);
  onTestFinished(() => void process.off('warning', onWarning));
  const { run } = await createRun(async (io) => {
    // As each launch does while its script is looked for.
    for (let launch = 0; launch < 20; launch++) io.signal.addEventListener('abort', () => undefined);
  });
  await run.start();
  await new Promise(setImmediate);
  expect(warnings).toEqual([]);
});
