/** What a run needs from the program around it. */
import type { HostText } from '../../../../shared/words/phrase.ts';
import type { Clock } from '../../clock.ts';
import type { FileChecks } from '../../files/file-checks.ts';
import type { AbandonedPorts } from '../../process/ports/abandoned-ports.ts';
import type { Ports } from '../../process/ports/ports.ts';
import type { ProbeOptions, ReadinessContext } from '../../process/ports/readiness.ts';
import type { ListenerTable } from '../../process/ports/tcp-sockets.ts';
import type { SpawnContext, SpawnRequest, WorkerProcess } from '../../process/worker-process.ts';
import type { LinesWatcher } from '../../text-batch.ts';
import type { BesideProcess, ProgramPaths } from '../backend-type.ts';

/** How a run has ended, for its log. */
export interface RunEnding {
  /** In words; null where it had no process. */
  exit: string | null;
  code: number | null;
  signal: string | null;
  /** Whether nobody asked for the end: the start failed, or the worker crashed. */
  failed: boolean;
  /** Title of its diagnosis; null where it was told to end. */
  diagnosis: string | null;
}

/** What a run says of itself for each of its processes. */
export type RunSpawnContext = Pick<
  SpawnContext,
  'generation' | 'backend' | 'graceMs' | 'signal' | 'onStopDelayed'
>;

/** Made by the core for each backend. */
export interface RunEnvironment {
  /** Left out where this instance serves nobody. */
  serverId?: string | undefined;
  clock: Clock;
  /** The environment that workers inherit; left out where none is of interest. */
  inherited?: NodeJS.ProcessEnv | undefined;
  platform: NodeJS.Platform;
  paths: ProgramPaths;
  files: FileChecks;
  spawn(request: SpawnRequest, context: RunSpawnContext): Promise<WorkerProcess>;
  /** See {@link AdapterIo.spawnBeside}. */
  spawnBeside(process: BesideProcess, context: RunSpawnContext): Promise<WorkerProcess>;
  /** See {@link AdapterIo.identity}. */
  identity: string;
  choosePort: Ports['choose'];
  releasePort(port: number): void;
  assertPortFree(port: number, backend: string, advice?: HostText): Promise<void>;
  /** See {@link ListenerTable.countClients}. */
  countClients: ListenerTable['countClients'];
  /** Where daemons that a worker leaves may not be found. */
  abandonedPorts?: AbandonedPorts | undefined;
  waitUntilReady(
    options: ProbeOptions,
    context: Pick<ReadinessContext, 'worker' | 'signal' | 'backend' | 'timeoutMs' | 'answers' | 'onAnswer'>,
  ): Promise<void>;
  /** From now on these secrets are masked in the backend's log. */
  maskInLog(secrets: readonly string[]): void;
  /** Writes a log message into the backend's log. */
  logMessage(message: string): void;
  /** Calls `watcher` with all lines that are added to the log from now on, as they come. @returns a function that ends it */
  watchLog(watcher: LinesWatcher): () => void;
  /** The same for the line that has no end yet: `watcher` gets its end as it grows or is rewritten. */
  watchUnfinished(watcher: (text: string) => void): () => void;
  /** Seconds that its starts usually take; null where none is known. */
  usualStartSeconds(): number | null;
  /** Begins a run in the backend's log, with a log message that says so. @returns the number of the run in the log */
  startRunInLog(message: string): number;
  /** Notes in the backend's log how a run has ended, with a log message that says so. */
  endRunInLog(run: number, end: RunEnding, message: string): void;
  /** The lines that the kernel has logged since a time in epoch milliseconds; left out where it cannot be read. */
  kernelLog?: ((since: number) => string[]) | undefined;
  /** The present end of the log. */
  logPosition(): number;
  /** The last `count` lines that the worker has printed after a position. */
  linesAfter(position: number, count: number): string[];
}
