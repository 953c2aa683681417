/** What the tests of this folder share: the fake worker, and waiting for what has no event. */
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { systemClock } from '../../../electron/core/clock.ts';
import { type BackendLog, createLogs } from '../../../electron/core/logging/logs.ts';
import type { ModuleLauncher } from '../../../electron/core/process/module-launcher.ts';
import { parseLinuxStat } from '../../../electron/core/process/process-table.ts';
import {
  createSpawner,
  type SpawnContext,
  type SpawnRequest,
  type WorkerProcess,
  type WorkerRequest,
} from '../../../electron/core/process/worker-process.ts';
import { FAKE_WORKER } from '../repository.ts';

export interface Bench {
  dir: string;
  log: BackendLog;
  warnings: string[];
  /** Spawns the fake worker with `flags`. */
  spawn(flags: string[], more?: Partial<WorkerRequest & SpawnContext>): Promise<WorkerProcess>;
  /** Spawns any program. */
  spawnRequest(request: SpawnRequest, more?: Partial<SpawnContext>): Promise<WorkerProcess>;
}

/** A spawner with a folder and a log of its own, cleared away when the test has finished. */
export async function setUp(
  environment: NodeJS.ProcessEnv = process.env,
  launchModule?: ModuleLauncher,
): Promise<Bench> {
  const dir = await mkdtemp(join(tmpdir(), 'switchyard-test-'));
  const logs = createLogs({ dir: join(dir, 'logs'), clock: systemClock });
  const log = logs.of('0');
  const warnings: string[] = [];
  const spawner = createSpawner({
    platform: process.platform,
    dataDir: dir,
    owner: { dataDirId: `test${process.pid}`, life: Math.random().toString(36).slice(2) },
    clock: systemClock,
    log: { warn: (message) => warnings.push(message) },
    environment,
    launchModule,
  });
  const workers: WorkerProcess[] = [];
  let generation = 0;
  const spawnRequest: Bench['spawnRequest'] = async (request, more = {}) => {
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
    await rm(dir, { recursive: true, force: true });
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

/** Milliseconds; generous, for a test that is right never waits so long. */
const LIMIT = 60_000;

/** Waits until `look` finds something. For what sends no event; the test's own time-out ends it. */
export async function eventually<T>(
  look: () => T | undefined | false | Promise<T | undefined | false>,
): Promise<T> {
  const waited = new Error(`Waited ${LIMIT / 1000} s in vain.`);
  const deadline = performance.now() + LIMIT;
  for (;;) {
    const found = await look();
    if (found !== undefined && found !== false) return found;
    // Made before the wait, so that it names the line that waited.
    if (performance.now() > deadline) throw waited;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** Waits for a line of the log that holds `text`, and returns it. */
export const logged = (log: BackendLog, text: string): Promise<string> =>
  eventually(() => log.lastLines(5000).find((line) => line.includes(text)));

/** Waits until `count` grandchildren have said that they are set up. */
export const grandchildren = (log: BackendLog, count: number): Promise<number[]> =>
  eventually(() => {
    const pids = log.lastLines(5000).flatMap((line) => /^GRANDCHILD (\d+)$/.exec(line)?.[1] ?? []);
    return pids.length >= count && pids.map(Number);
  });

/** Whether a process is there and no zombie. Linux alone, like the tests that need it. */
export function isRunning(pid: number): boolean {
  try {
    const row = parseLinuxStat(readFileSync(`/proc/${pid}/stat`, 'latin1'));
    return row !== undefined && !row.zombie;
  } catch {
    return false;
  }
}
