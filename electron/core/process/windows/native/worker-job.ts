/**
 * A Job Object: the set of a worker's processes. Windows puts every process that a member starts into the job as well; none
 * can leave it, since breaking away is not allowed. When the last handle of the job is closed, Windows ends all members:
 * also when this program is killed, for the handle is its own and nobody inherits it.
 */
import { type Handle, lastError, type Win32 } from './win32.ts';

/** Kinds of information about a job, as in winnt.h. */
const BASIC_ACCOUNTING = 1;
const PROCESS_IDS = 3;
const EXTENDED_LIMITS = 9;

/** JOBOBJECT_EXTENDED_LIMIT_INFORMATION, and where its flags are. */
const LIMITS = { bytes: 144, flagsAt: 16 };
const KILL_ON_JOB_CLOSE = 0x2000;
/** Without it, a fault of a worker opens a dialog of Windows and the process stays until somebody closes it. */
const DIE_ON_UNHANDLED_EXCEPTION = 0x400;

const ERROR_MORE_DATA = 234;
/** So many PIDs are read at once, unless there are more. */
const FIRST_COUNT = 64;
/** The exit code of what is ended by force; Node uses it for SIGKILL too. */
const FORCED_EXIT_CODE = 1;

export class WorkerJob {
  readonly #win32: Win32;
  readonly #handle: bigint;
  #isClosed = false;
  #capacity = FIRST_COUNT;

  /** @throws Win32Error */
  constructor(win32: Win32) {
    this.#win32 = win32;
    const handle = win32.CreateJobObjectW(null, null);
    if (handle === null) throw lastError(win32);
    this.#handle = handle;
    const limits = Buffer.alloc(LIMITS.bytes);
    limits.writeUInt32LE(KILL_ON_JOB_CLOSE | DIE_ON_UNHANDLED_EXCEPTION, LIMITS.flagsAt);
    if (!win32.SetInformationJobObject(handle, EXTENDED_LIMITS, limits, limits.length)) {
      const error = lastError(win32);
      this.close();
      throw error;
    }
  }

  /** Only what the process starts afterwards is in the job too. @throws Win32Error */
  assign(process: Handle): void {
    if (!this.#win32.AssignProcessToJobObject(this.#handle, process)) throw lastError(this.#win32);
  }

  /** The members that are alive. @throws Win32Error */
  pids(): number[] {
    if (this.#isClosed) return [];
    for (;;) {
      // Two counts of 32 bits, then the PIDs as 64 bits each.
      const list = Buffer.alloc(8 + 8 * this.#capacity);
      const isRead = this.#win32.QueryInformationJobObject(
        this.#handle,
        PROCESS_IDS,
        list,
        list.length,
        null,
      );
      if (!isRead) {
        const error = lastError(this.#win32);
        if (error.number !== ERROR_MORE_DATA) throw error;
      }
      const [assigned, listed] = [list.readUInt32LE(0), list.readUInt32LE(4)];
      if (isRead && listed >= assigned)
        return Array.from({ length: listed }, (_, index) => Number(list.readBigUInt64LE(8 + 8 * index)));
      this.#capacity = Math.max(assigned, this.#capacity) * 2;
    }
  }

  /** Milliseconds of processor time of all members together, also of those that have ended; null where it is not told. */
  cpuMs(): number | null {
    if (this.#isClosed) return null;
    const info = Buffer.alloc(48);
    const isRead = this.#win32.QueryInformationJobObject(
      this.#handle,
      BASIC_ACCOUNTING,
      info,
      info.length,
      null,
    );
    if (!isRead) return null;
    // In units of 100 ns: user time, kernel time. Wine tells 0.
    const time = info.readBigInt64LE(0) + info.readBigInt64LE(8);
    return time > 0n ? Number(time / 10_000n) : null;
  }

  /** Ends all members at once. @throws Win32Error */
  terminate(): void {
    if (!this.#isClosed && !this.#win32.TerminateJobObject(this.#handle, FORCED_EXIT_CODE))
      throw lastError(this.#win32);
  }

  /** Ends what is left, and forgets the job. */
  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#win32.CloseHandle(this.#handle);
  }
}
