/**
 * The processes that one run has beside its worker. They end when they like, and with the run at the latest. Invariant: when
 * {@link BesideProcesses.stop} has resolved, none of them runs and none is started any more.
 */
import { setMaxListeners } from 'node:events';
import type { WorkerProcess } from '../../process/worker-process.ts';
import type { BesideProcess } from '../backend-type.ts';
import type { RunEnvironment, RunSpawnContext } from './run-environment.ts';
import { startCancelled } from './run-process.ts';

export interface BesideProcessesOptions extends RunSpawnContext {
  environment: Pick<RunEnvironment, 'spawnBeside'>;
}

export class BesideProcesses {
  readonly #options: BesideProcessesOptions;
  readonly #living = new Set<WorkerProcess>();
  readonly #spawning = new Set<Promise<unknown>>();
  #isStopping = false;

  constructor(options: BesideProcessesOptions) {
    this.#options = options;
    // Many may be started together, each with a listener until it has begun.
    if (options.signal) setMaxListeners(0, options.signal);
  }

  /** See {@link AdapterIo.spawnBeside}. */
  async spawn(process: BesideProcess): Promise<WorkerProcess> {
    const { environment, ...context } = this.#options;
    if (this.#isStopping) throw startCancelled(context.backend);
    const spawning = environment.spawnBeside(process, context).then((spawned) => {
      // It is kept even where the run is being stopped by now: the stop waits for it and ends it.
      this.#living.add(spawned);
      void spawned.exited.then(() => this.#living.delete(spawned));
      return spawned;
    });
    this.#spawning.add(spawning);
    try {
      return await spawning;
    } finally {
      this.#spawning.delete(spawning);
    }
  }

  /** @param graceMs between the polite signal and the forced end */
  async stop(graceMs: number): Promise<void> {
    this.#isStopping = true;
    await Promise.allSettled(this.#spawning);
    await Promise.all([...this.#living].map((process) => process.stop({ graceMs })));
  }
}
