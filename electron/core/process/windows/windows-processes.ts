/**
 * What supervision asks of Windows: processes in jobs, the list of all processes, and their ends. One object serves the whole
 * program, since the rows of the process table tell which worker a process belongs to.
 */
import { messageOf } from '../../../../shared/errors.ts';
import type { ExitInfo } from '../exit-info.ts';
import type { TcpSocket } from '../ports/tcp-sockets.ts';
import type { LaunchedModule } from '../spawn/module-launcher.ts';
import { MARK_VARIABLE } from '../spawn/worker-environment.ts';
import type { ProcessRow } from '../table/process-row.ts';
import { closeWindows, sendBreak } from './ask-to-end.ts';
import { decodeOutput } from './command/output-text.ts';
import { type CreatedProcess, createSuspended, type ProcessToCreate } from './native/create-process.ts';
import { ExitWatch, readExitCode, STILL_ACTIVE } from './native/exit-watch.ts';
import { type GpuCounter, GpuCounters } from './native/gpu-counters.ts';
import { openInheritedPipe, openNothing } from './native/inherited-pipe.ts';
import { readVariable } from './native/process-environment.ts';
import { readSystemProcesses, toProcessRows } from './native/system-processes.ts';
import { readTcpSockets } from './native/tcp-table.ts';
import {
  isHandle,
  lastError,
  loadWin32,
  PROCESS_QUERY_LIMITED_INFORMATION,
  PROCESS_SET_QUOTA,
  PROCESS_TERMINATE,
  type Win32,
  withProcess,
} from './native/win32.ts';
import { WorkerJob } from './native/worker-job.ts';

export type ProgramToSpawn = Omit<ProcessToCreate, 'streams'> & { mark: string };

export interface SpawnedProgram extends LaunchedModule {
  /** Why Windows did not put it into a job of its own, in words; null where it did. */
  jobProblem: string | null;
}

export type EndResult = 'sent' | 'refused' | 'gone';

/** Methods that are synchronous cost milliseconds at most. */
export interface WindowsProcesses {
  /**
   * Spawns a program, which runs from the moment at which it is in a job of its own.
   * @throws Error in words
   */
  spawn(program: ProgramToSpawn): Promise<SpawnedProgram>;
  /** Gives a job to a process that runs already and has started no other. @returns why there is none, or null */
  adopt(pid: number, mark: string): string | null;
  /** All processes, without those that Windows runs for consoles. Members of a job have the PID of its worker as `pgid`. */
  rows(): ProcessRow[];
  /** The listeners, or these and all open connections, with their owners where Windows tells them. @throws Win32Error */
  sockets(kind: 'listeners' | 'all'): Promise<TcpSocket[]>;
  /** Graphics memory by process, as the drivers account it in Windows; null where they do not. */
  gpuCounters(): Promise<GpuCounter[] | null>;
  /** The mark of a process; null where it has none, or may not be read. */
  markOf(row: ProcessRow): string | null;
  /** The processes in the job of a worker; null where it has none. @throws Win32Error */
  members(worker: number): number[] | null;
  /** Milliseconds of processor time of all that ran in the job of a worker; null where that is not told. */
  cpuMs(worker: number): number | null;
  /** Asks the processes of a worker to end. @returns false where none can be asked, so that waiting is of no use */
  askToEnd(worker: number, members: readonly number[]): boolean;
  /** Ends all processes in the job of a worker. @returns false where it has none @throws Win32Error */
  endJob(worker: number): boolean;
  /** Ends a process if it is still the one of that row. */
  end(row: ProcessRow): EndResult;
  /** Forgets the job of a worker, and ends what may be left in it. */
  release(worker: number): void;
}

let processes: Promise<WindowsProcesses> | null = null;

/** The one object of this program. @throws Error in words, where koffi cannot be loaded */
export function windowsProcesses(): Promise<WindowsProcesses> {
  processes ??= loadWin32()
    .then(createWindowsProcesses)
    .catch((error: unknown) => {
      processes = null;
      throw error;
    });
  return processes;
}

export const createWindowsProcesses = (win32: Win32): WindowsProcesses => new JobProcesses(win32);

interface Supervised {
  /** Null where Windows refused one. */
  job: WorkerJob | null;
  /** Held until the release, so that Windows gives its PID to no other process. */
  process: bigint;
  mark: string;
  /** Whether a stop of ours has asked it to end, or has ended it by force. */
  ended: 'asked' | 'forced' | null;
}

/** What ResumeThread returns where it fails. */
const NOT_RESUMED = 0xffff_ffff;
/** STATUS_CONTROL_C_EXIT: what a program ends with that does not handle Ctrl+Break. */
const CONTROL_C_EXIT = 0xc000_013a;

class JobProcesses implements WindowsProcesses {
  readonly #win32: Win32;
  readonly #exits: ExitWatch;
  #gpuCounters: GpuCounters | null = null;
  /** By PID of the worker. */
  readonly #workers = new Map<number, Supervised>();
  /** Marks by PID and time of creation, since a process never changes the variables with which it was started. */
  #marks = new Map<string, string | null>();

  constructor(win32: Win32) {
    this.#win32 = win32;
    this.#exits = new ExitWatch(win32);
  }

  async spawn({ mark, ...program }: ProgramToSpawn): Promise<SpawnedProgram> {
    const win32 = this.#win32;
    const [output, errors] = await Promise.all([openInheritedPipe(win32), openInheritedPipe(win32)]);
    try {
      const created = this.#create(program, output.childEnd, errors.childEnd);
      const jobProblem = this.#supervise(created.pid, created.process, mark);
      this.#resume(created);
      return {
        pid: created.pid,
        stdout: output.stream,
        stderr: errors.stream,
        exited: this.#exitOf(created.pid),
        decode: (line) => decodeOutput(win32, line),
        jobProblem,
      };
    } catch (error) {
      output.stream.destroy();
      errors.stream.destroy();
      throw error;
    } finally {
      win32.CloseHandle(output.childEnd);
      win32.CloseHandle(errors.childEnd);
    }
  }

  #create(program: Omit<ProcessToCreate, 'streams'>, output: bigint, errors: bigint): CreatedProcess {
    const input = openNothing(this.#win32);
    try {
      return createSuspended(this.#win32, { ...program, streams: { input, output, errors } });
    } finally {
      this.#win32.CloseHandle(input);
    }
  }

  /** @throws Win32Error after which the process is gone */
  #resume({ pid, process, thread }: CreatedProcess): void {
    const isRunning = this.#win32.ResumeThread(thread) !== NOT_RESUMED;
    const error = isRunning ? null : lastError(this.#win32);
    this.#win32.CloseHandle(thread);
    if (error === null) return;
    this.#win32.TerminateProcess(process, 1);
    this.release(pid);
    throw error;
  }

  async #exitOf(pid: number): Promise<ExitInfo> {
    const supervised = this.#workers.get(pid);
    if (supervised === undefined) return { code: null, signal: null };
    const code = await this.#exits.exitOf(supervised.process);
    // Windows has no signals. What a stop of ours has done is reported as on the other systems.
    if (supervised.ended === 'forced') return { code: null, signal: 'SIGKILL' };
    return supervised.ended === 'asked' && code === CONTROL_C_EXIT
      ? { code: null, signal: 'SIGTERM' }
      : { code, signal: null };
  }

  /**
   * Puts a process into a job of its own, and holds its handle until it is released.
   * @returns why there is no job, in words, or null
   */
  #supervise(pid: number, process: bigint, mark: string): string | null {
    // A worker that was never released had this PID before.
    this.release(pid);
    const supervised: Supervised = { job: null, process, mark, ended: null };
    this.#workers.set(pid, supervised);
    try {
      const job = new WorkerJob(this.#win32);
      try {
        job.assign(process);
      } catch (error) {
        job.close();
        throw error;
      }
      supervised.job = job;
      return null;
    } catch (error) {
      return messageOf(error);
    }
  }

  adopt(pid: number, mark: string): string | null {
    const rights = PROCESS_SET_QUOTA | PROCESS_TERMINATE | PROCESS_QUERY_LIMITED_INFORMATION;
    const process = this.#win32.OpenProcess(rights, 0, pid);
    return isHandle(process) ? this.#supervise(pid, process, mark) : lastError(this.#win32).message;
  }

  rows(): ProcessRow[] {
    return toProcessRows(readSystemProcesses(this.#win32), this.#workersByMember());
  }

  #workersByMember(): Map<number, number> {
    const found = new Map<number, number>();
    for (const [worker, { job }] of this.#workers)
      for (const pid of job?.pids() ?? []) found.set(pid, worker);
    return found;
  }

  markOf(row: ProcessRow): string | null {
    const supervised = this.#workers.get(row.pgid);
    if (supervised) return supervised.mark;
    const key = `${row.pid} ${row.startTime}`;
    const known = this.#marks.get(key);
    if (known !== undefined) return known;
    const mark = readVariable(this.#win32, row.pid, MARK_VARIABLE);
    if (this.#marks.size > 10_000) this.#marks = new Map();
    this.#marks.set(key, mark);
    return mark;
  }

  sockets(kind: 'listeners' | 'all'): Promise<TcpSocket[]> {
    return readTcpSockets(this.#win32, kind);
  }

  async gpuCounters(): Promise<GpuCounter[] | null> {
    this.#gpuCounters ??= new GpuCounters(this.#win32.pdh());
    return await this.#gpuCounters.read();
  }

  members(worker: number): number[] | null {
    return this.#workers.get(worker)?.job?.pids() ?? null;
  }

  cpuMs(worker: number): number | null {
    return this.#workers.get(worker)?.job?.cpuMs() ?? null;
  }

  askToEnd(worker: number, members: readonly number[]): boolean {
    const supervised = this.#workers.get(worker);
    const isSent = sendBreak(this.#win32, worker, members);
    const isClosed = closeWindows(this.#win32, members);
    if (supervised && (isSent || isClosed)) supervised.ended ??= 'asked';
    return isSent || isClosed;
  }

  endJob(worker: number): boolean {
    const supervised = this.#workers.get(worker);
    if (!supervised?.job) return false;
    supervised.ended = 'forced';
    supervised.job.terminate();
    return true;
  }

  end(row: ProcessRow): EndResult {
    const win32 = this.#win32;
    const rights = PROCESS_TERMINATE | PROCESS_QUERY_LIMITED_INFORMATION;
    const result = withProcess(win32, row.pid, rights, (process): EndResult => {
      const times = [0, 1, 2, 3].map(() => Buffer.alloc(8));
      const [created, ended, kernel, user] = times as [Buffer, Buffer, Buffer, Buffer];
      if (!win32.GetProcessTimes(process, created, ended, kernel, user)) return 'refused';
      // Another program has got the PID. Nothing can change that now, for the handle is open.
      if (String(created.readBigInt64LE(0)) !== row.startTime) return 'gone';
      if (readExitCode(win32, process) !== STILL_ACTIVE) return 'gone';
      return win32.TerminateProcess(process, 1) !== 0 ? 'sent' : 'refused';
    });
    if (result !== null) return result;
    // Windows tells an unknown PID by ERROR_INVALID_PARAMETER.
    return this.#isThere(row) ? 'refused' : 'gone';
  }

  #isThere({ pid, startTime }: ProcessRow): boolean {
    return readSystemProcesses(this.#win32).some(
      (each) => each.pid === pid && String(each.created) === startTime && each.hasThreads,
    );
  }

  release(worker: number): void {
    const supervised = this.#workers.get(worker);
    if (supervised === undefined) return;
    this.#workers.delete(worker);
    supervised.job?.close();
    this.#win32.CloseHandle(supervised.process);
  }
}
