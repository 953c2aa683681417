/**
 * The watcher: one small shell program beside this one that ends the workers' groups when this program is gone, however
 * it went. It reads from a pipe which groups there are; the kernel closes the pipe even after SIGKILL.
 *
 * It stands beside the workers and not around them, so that a worker's PID, exit code and signal are its own and not a
 * wrapper's. No gap opens by that: a worker's program begins only after the watcher was told of its group
 * (`worker-process.ts`), and what was written into the pipe is read even when its writer is dead.
 */
import { type ChildProcess, spawn } from 'node:child_process';

/**
 * $1 is the beginning of our marks, $2 the list to begin with. Each line replaces the list of `<group>:<grace in seconds>`; the end of input is the
 * end of the program. Then, for each group by itself: TERM, and KILL when the grace is over. On Linux, what left its
 * group is found by its mark.
 */
const SCRIPT = `
trap '' HUP INT TERM
groups=$2
while read -r line; do groups=$line; done
[ -n "$groups" ] || exit 0
escaped() {
  for file in $(grep -lzs "^SWITCHYARD_WORKER=$1/" /proc/[0-9]*/environ); do
    pid=\${file#/proc/}; kill "-$2" "\${pid%/environ}"
  done
}
end() {
  kill -TERM "-$1"; kill -CONT "-$1"
  sleep "$2" & timer=$!
  while kill -0 "-$1" && kill -0 "$timer"; do sleep 0.05; done
  if kill -0 "-$1"; then kill -KILL "-$1"; else kill -KILL "$timer"; fi
}
{
  for entry in $groups; do end "\${entry%:*}" "\${entry#*:}" & done
  if [ -d /proc/self ]; then
    escaped "$1" TERM
    wait
    escaped "$1" KILL
  fi
  wait
} >/dev/null 2>&1
`;

/** How often in a row the watcher is started again when it dies at once. */
const MAX_RESTARTS = 5;
/** Milliseconds it must have lived for its end to be no repetition. */
const HEALTHY_AFTER = 10_000;

export interface HostWatch {
  /** Resolves when the watcher will end the group `pgid`, with `graceMs` of grace, if this program dies. */
  add(pgid: number, graceMs: number): Promise<void>;
  remove(pgid: number): void;
  /** Lets the watcher go; to be called when no worker is left. */
  close(): void;
}

export interface HostWatchOptions {
  /** What all marks of this life begin with: `<data directory>.<life>`. */
  markPrefix: string;
  log: { warn(message: string): void };
}

export function startHostWatch(options: HostWatchOptions): HostWatch {
  return new ShellWatch(options);
}

class ShellWatch implements HostWatch {
  readonly #options: HostWatchOptions;
  /** Group → grace in milliseconds. */
  readonly #groups = new Map<number, number>();
  #shell: ChildProcess | null = null;
  #startedAt = 0;
  #restarts = 0;
  #closed = false;

  constructor(options: HostWatchOptions) {
    this.#options = options;
  }

  async add(pgid: number, graceMs: number): Promise<void> {
    this.#groups.set(pgid, graceMs);
    if (this.#shell === null) this.#start();
    await this.#tell();
  }

  remove(pgid: number): void {
    if (this.#groups.delete(pgid)) void this.#tell();
  }

  close(): void {
    this.#closed = true;
    this.#shell?.stdin?.end();
  }

  #start(): void {
    this.#startedAt = performance.now();
    // The list goes along: one that replaces a dead watcher knows its groups even if this program dies before the next word.
    const args = ['-c', SCRIPT, 'switchyard-watch', this.#options.markPrefix, this.#list()];
    const shell = spawn('/bin/sh', args, {
      // Its own session: what ends the program's terminal must not end the watcher first.
      detached: true,
      cwd: '/',
      env: { PATH: '/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin' },
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    this.#shell = shell;
    // Must not keep the program alive; its end is what the watcher waits for.
    shell.unref();
    const gone = (reason: string) => {
      if (this.#shell !== shell) return;
      this.#shell = null;
      if (!this.#closed) this.#restart(reason);
    };
    shell.on('error', (error) => gone(error.message));
    shell.on('exit', (code, signal) => gone(`${signal ?? `exit code ${code}`}`));
    shell.stdin?.on('error', () => {
      // The pipe broke because the watcher is gone, which 'exit' tells.
    });
  }

  #restart(reason: string): void {
    const isHealthy = performance.now() - this.#startedAt > HEALTHY_AFTER;
    this.#restarts = isHealthy ? 1 : this.#restarts + 1;
    const isLast = this.#restarts > MAX_RESTARTS;
    this.#options.log.warn(
      isLast
        ? `The watcher that ends workers after a crash of this program ended ${MAX_RESTARTS} times in a row (${reason}); it is not started again before the next worker.`
        : `The watcher that ends workers after a crash of this program ended (${reason}); it is started again.`,
    );
    if (isLast) {
      this.#restarts = 0;
      return;
    }
    this.#start();
    void this.#tell();
  }

  /** Resolves when the kernel has the list. */
  #tell(): Promise<void> {
    return new Promise((resolve) => {
      const pipe = this.#shell?.stdin;
      if (pipe?.writable) pipe.write(`${this.#list()}\n`, () => resolve());
      else resolve();
    });
  }

  #list(): string {
    return [...this.#groups].map(([pgid, graceMs]) => `${pgid}:${(graceMs / 1000).toFixed(2)}`).join(' ');
  }
}
