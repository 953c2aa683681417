/** A host with many workers, and the least that as many processes can cost. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { dataDirWith } from '../../testkit/data-dir.ts';
import { startHost } from './start-host.ts';

/** A worker that costs hardly anything itself, so that what Switchyard adds shows. */
const PROGRAM = '/bin/sleep';
const ARGUMENT = '100000';

/** @returns the milliseconds that `work` takes */
async function time(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** Milliseconds of so many spawns with the pipes that a worker has, and of a kill of each until all have exited. */
export async function bareSpawnsAndKills(count: number): Promise<number> {
  return await time(async () => {
    const children: ChildProcess[] = [];
    for (let left = count; left > 0; left--) {
      const child = spawn(PROGRAM, [ARGUMENT], { detached: true, stdio: ['ignore', 'pipe', 'pipe', 'pipe'] });
      await once(child, 'spawn');
      children.push(child);
    }
    await Promise.all(
      children.map((child) => {
        const exited = once(child, 'exit');
        child.kill('SIGTERM');
        return exited;
      }),
    );
  });
}

export interface ManyWorkersHost {
  readonly dataDir: string;
  /** Milliseconds from the call until all workers run again, each as another process. */
  restartAll(): Promise<number>;
  /** Milliseconds from SIGTERM until the host has exited. */
  end(): Promise<number>;
  remove(): Promise<void>;
}

/** Starts a host with so many workers; resolves when all run. */
export async function startManyWorkers(count: number): Promise<ManyWorkersHost> {
  const { dataDir, remove } = await dataDirWith(count, () => ({
    enabled: true,
    settings: { Command: PROGRAM, Arguments: ARGUMENT },
  }));
  const host = await startHost({ dataDir });
  const pids = async (): Promise<Map<string, number>> => {
    const list = (await host.call('ListBackends', { full_data: true })) as Record<
      string,
      { status: string; pid?: number }
    >;
    return new Map(
      Object.entries(list).flatMap(([id, { pid, status }]) =>
        pid !== undefined && status === 'running' ? [[id, pid]] : [],
      ),
    );
  };
  const allRunWithOtherPids = async (before: ReadonlyMap<string, number>): Promise<void> => {
    for (;;) {
      const now = await pids();
      if (now.size === count && [...now].every(([id, pid]) => before.get(id) !== pid)) return;
      // The list of so many takes the host a few milliseconds; asking without a pause would slow it down.
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  };
  await allRunWithOtherPids(new Map());
  return {
    dataDir,
    restartAll: async () => {
      const before = await pids();
      return await time(async () => {
        await host.call('RestartBackends');
        await allRunWithOtherPids(before);
      });
    },
    end: () => time(() => host.stop()),
    remove: async () => {
      await host.stop();
      await remove();
    },
  };
}
