/**
 * The watcher: one small shell program that ends the process groups of all workers when the host is gone, however the
 * host ended. It reads the list of groups from a pipe. The kernel closes that pipe even when the host gets a SIGKILL.
 *
 * The watcher does not wrap the workers, so that a worker's PID, exit code and signal are its own. Still no worker is
 * ever unwatched: its program starts only after the watcher has its group (`worker-process.ts`), and the watcher reads
 * what is in the pipe even when the writer is dead.
 */
import { type ChildProcess, spawn } from 'node:child_process';

/**
 * $1 is the prefix of our marks and $2 the first list of ` <group>:<grace in seconds>`, each with a blank before it. A line
 * of input is `<group> <grace>`, which adds a group or changes its grace, or `<group>`, which removes it. A shell reads a
 * pipe byte by byte, so the whole list is never sent: with hundreds of workers, each start would wait for that.
 * The end of input means that the host has ended: each group then gets TERM, and KILL when its grace is over. On Linux,
 * processes that left their group are found by their mark and, where the workers have control groups, in $3.
 */
const SCRIPT = `
trap '' HUP INT TERM
groups=$2
while read -r group grace; do
  case $groups in *" $group:"*)
    rest=\${groups#*" $group:"}
    groups=\${groups%%" $group:"*}
    case $rest in *' '*) groups="$groups \${rest#* }" ;; esac
  esac
  [ -z "$grace" ] || groups="$groups $group:$grace"
done
tidy() { rmdir "$1"/*/; rmdir "$1"; } 2>/dev/null
[ -n "$groups" ] || { [ -z "$3" ] || tidy "$3"; exit 0; }
escaped() {
  for file in $(grep -lzs "^SWITCHYARD_WORKER=$1/" /proc/[0-9]*/environ); do
    pid=\${file#/proc/}; kill "-$2" "\${pid%/environ}"
  done
  if [ -n "$3" ]; then
    for pid in $(cat "$3"/*/cgroup.procs); do [ "$pid" -gt 0 ] && kill "-$2" "$pid"; done
  fi
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
    escaped "$1" TERM "$3"
    wait
    escaped "$1" KILL "$3"
  fi
  wait
  if [ -n "$3" ]; then
    # Those in groups that a worker has made itself. Older kernels have no such file.
    [ -w "$3/cgroup.kill" ] && echo 1 >"$3/cgroup.kill"
    # A process that was killed may take a moment to leave its group.
    for pause in 0 0.1 1; do sleep $pause; tidy "$3" && break; done
  fi
} >/dev/null 2>&1
`;

/** How many times in a row the watcher is started again when it dies at once. */
const MAX_RESTARTS = 5;
/** Milliseconds that the watcher must have lived for the count of restarts to begin anew. */
const HEALTHY_AFTER = 10_000;

export interface HostWatch {
  /** Resolves once the watcher would end the group `pgid`, with `graceMs` of grace, if this program died. */
  add(pgid: number, graceMs: number): Promise<void>;
  remove(pgid: number): void;
  /** Ends the watcher. Call it when no worker is left. */
  close(): void;
}

export interface HostWatchOptions {
  /** What all marks of this host begin with: `<data directory>.<host>`. */
  markPrefix: string;
  /** The control group that holds those of all workers; null where there is none. Asked when the watcher is started. */
  cgroup?: () => string | null;
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
    await this.#send(`${pgid} ${formatGrace(graceMs)}`);
  }

  remove(pgid: number): void {
    if (this.#groups.delete(pgid)) void this.#send(String(pgid));
  }

  close(): void {
    this.#closed = true;
    this.#shell?.stdin?.end();
  }

  #start(): void {
    this.#startedAt = performance.now();
    // A watcher that replaces a dead one knows the groups even if this program dies before it writes the next line.
    const groups = [...this.#groups].map(([pgid, graceMs]) => ` ${pgid}:${formatGrace(graceMs)}`).join('');
    const { cgroup, markPrefix } = this.#options;
    const args = ['-c', SCRIPT, 'switchyard-watch', markPrefix, groups, cgroup?.() ?? ''];
    const shell = spawn('/bin/sh', args, {
      // A session of its own, so that closing the program's terminal does not end the watcher first.
      detached: true,
      cwd: '/',
      env: { PATH: '/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin' },
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    this.#shell = shell;
    // The watcher waits for the end of this program, so it must not keep it alive.
    shell.unref();
    const onGone = (reason: string) => {
      if (this.#shell !== shell) return;
      this.#shell = null;
      if (!this.#closed) this.#restart(reason);
    };
    shell.on('error', (error) => onGone(error.message));
    shell.on('exit', (code, signal) => onGone(`${signal ?? `exit code ${code}`}`));
    shell.stdin?.on('error', () => {
      // The pipe breaks when the watcher ends; 'exit' reports that.
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
  }

  /** Resolves when the kernel has accepted the line. The watcher reads it even if this program dies then. */
  #send(line: string): Promise<void> {
    return new Promise((resolve) => {
      const pipe = this.#shell?.stdin;
      if (pipe?.writable) pipe.write(`${line}\n`, () => resolve());
      else resolve();
    });
  }
}

/** In seconds. */
const formatGrace = (graceMs: number): string => (graceMs / 1000).toFixed(2);
