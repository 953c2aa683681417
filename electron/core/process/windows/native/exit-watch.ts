/** Notices the end of processes by a wait of the system, which costs neither a thread of ours nor a timer. */
import type { Win32 } from './win32.ts';

const INFINITE = 0xffff_ffff;
/** WT_EXECUTEONLYONCE. */
const ONLY_ONCE = 0x8;
/** What Windows tells in the place of an exit code while the process runs. */
export const STILL_ACTIVE = 259;
/** Milliseconds. */
const POLL_INTERVAL = 100;
/** Milliseconds; longer than any program runs. */
const NEVER = 0x7fff_ffff;

export class ExitWatch {
  readonly #win32: Win32;
  readonly #callback: unknown;
  readonly #waiting = new Map<bigint, () => void>();
  #nextId = 1n;
  /** The event loop does not know of the waits of the system: without a timer, it could end before a worker does. */
  #keepAlive: NodeJS.Timeout | null = null;

  constructor(win32: Win32) {
    this.#win32 = win32;
    this.#callback = win32.registerCallback((context) => {
      if (context !== null) this.#waiting.get(BigInt(context))?.();
    });
  }

  /** Resolves with the exit code of the process. The handle must stay open until then. */
  async exitOf(process: bigint): Promise<number> {
    this.#keepAlive ??= setInterval(() => undefined, NEVER);
    const id = this.#nextId++;
    const wait = Buffer.alloc(8);
    const ended = new Promise<void>((resolve) => this.#waiting.set(id, resolve));
    if (this.#win32.RegisterWaitForSingleObject(wait, process, this.#callback, id, INFINITE, ONLY_ONCE)) {
      await ended;
      this.#win32.UnregisterWait(wait.readBigUInt64LE(0));
    } else {
      // Windows lacks the resources for another wait.
      while (readExitCode(this.#win32, process) === STILL_ACTIVE) await pause(POLL_INTERVAL);
    }
    this.#waiting.delete(id);
    if (this.#waiting.size === 0 && this.#keepAlive !== null) {
      clearInterval(this.#keepAlive);
      this.#keepAlive = null;
    }
    return readExitCode(this.#win32, process);
  }
}

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

export function readExitCode(win32: Win32, process: bigint): number {
  const code = Buffer.alloc(4);
  win32.GetExitCodeProcess(process, code);
  return code.readUInt32LE(0);
}
