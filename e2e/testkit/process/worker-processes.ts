/** Real worker processes for tests: a spawner, the fake worker and its log. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { systemClock } from '../../../electron/core/clock.ts';
import { localFileChecks } from '../../../electron/core/files/file-checks.ts';
import type { BackendLog } from '../../../electron/core/logging/backend-log.ts';
import { createLogs } from '../../../electron/core/logging/logs.ts';
import type { ModuleLauncher } from '../../../electron/core/process/spawn/module-launcher.ts';
import {
  createSpawner,
  type SpawnContext,
  type SpawnRequest,
  type WorkerProcess,
  type WorkerRequest,
} from '../../../electron/core/process/worker-process.ts';
import { eventually } from '../eventually.ts';
import { FAKE_WORKER } from '../repository.ts';

export interface WorkerSetup {
  dir: string;
  log: BackendLog;
  warnings: string[];
  /** Spawns the fake worker with `flags`. */
  spawn(flags: string[], more?: Partial<WorkerRequest & SpawnContext>): Promise<WorkerProcess>;
  /** Spawns any program. */
  spawnRequest(request: SpawnRequest, more?: Partial<SpawnContext>): Promise<WorkerProcess>;
}

/** A spawner with a folder and a log of its own; all of it is removed when the test has finished. */
export async function setUpWorkers(
  environment: NodeJS.ProcessEnv = process.env,
  launchModule?: ModuleLauncher,
): Promise<WorkerSetup> {
  const dir = await mkdtemp(join(tmpdir(), 'switchyard-test-'));
  const logs = createLogs({ dir: join(dir, 'logs'), clock: systemClock });
  const log = logs.of('0');
  const warnings: string[] = [];
  const spawner = createSpawner({
    platform: process.platform,
    dataDir: dir,
    owner: { dataDirId: `test${process.pid}`, hostId: Math.random().toString(36).slice(2) },
    clock: systemClock,
    files: localFileChecks,
    log: { warn: (message) => warnings.push(message) },
    environment,
    launchModule,
  });
  const workers: WorkerProcess[] = [];
  let generation = 0;
  const spawnRequest: WorkerSetup['spawnRequest'] = async (request, more = {}) => {
    generation += 1;
    const context = { backendId: 0, generation, backend: 'Backend 0 "Test"', sink: log, ...more };
    const worker = await spawner.spawnWorker(request, context);
    workers.push(worker);
    return worker;
  };
  onTestFinished(async () => {
    await Promise.all(workers.map((worker) => worker.stop({ graceMs: 0 })));
    spawner.close();
    await logs.close();
    await rm(dir, { recursive: true, force: true, maxRetries: 5 });
  });
  return {
    dir,
    log,
    warnings,
    spawnRequest,
    spawn: (flags, more = {}) =>
      spawnRequest({ command: process.execPath, args: [FAKE_WORKER, ...flags], ...more }, more),
  };
}

/** Waits for a line of the log that holds `text`, and returns it. */
export const logged = (log: BackendLog, text: string): Promise<string> =>
  eventually(`"${text}" in the log`, () => log.lastLines(5000).find((line) => line.includes(text)));

/** Waits until `count` grandchildren have reported that they are ready, and returns their PIDs. */
export const grandchildren = (log: BackendLog, count: number): Promise<number[]> =>
  eventually(`${count} grandchildren`, () => {
    const pids = log.lastLines(5000).flatMap((line) => /^GRANDCHILD (\d+)$/.exec(line)?.[1] ?? []);
    return pids.length >= count && pids.map(Number);
  });
