/**
 * A control group (cgroup v2) for each worker, where this program may make some: as root, in a container that allows it, and
 * in a systemd unit or scope with `Delegate=yes`. No process leaves its group by forking, by setsid or by clearing its
 * environment, so even a daemon is found. The path of the group has the same parts as the mark of the worker.
 *
 * Invariant: only this file makes and removes control groups.
 */
import { accessSync, constants, mkdirSync, readdirSync, readFileSync, rmdirSync } from 'node:fs';
import { mkdir, rmdir, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import type { MarkOwner } from '../spawn/worker-environment.ts';

const PREFIX = 'switchyard.';

/** `<parent>/switchyard.<data directory>.<host>/<backend>.<generation>`; below it may be groups that the worker has made. */
const MARK_IN_PATH = /\/switchyard\.([^/\s]+)\/(-?\d+)\.(\d+)(?=\/|$)/gm;

export interface WorkerCgroups {
  /** The group of all workers of this host; null where none can be made. Made when it is first asked for. */
  folder(): string | null;
  /** Whether groups can be made and filled; nothing of it stays. */
  isAvailable(): boolean;
  /**
   * Makes an {@link add} that follows soon cheap. Before a move, the kernel waits until every processor has noticed it (about
   * 10 ms), but not again for a move right after another one. So this moves the program to where it is. Does not wait.
   */
  prepare(): void;
  /** Moves a process that has started no others yet, with all that it starts later. Never rejects: there may be no groups. */
  add(pid: number, mark: string): Promise<void>;
  /** Removes the group of a worker that is gone. */
  remove(mark: string): void;
  /** Removes what is empty of this host's groups, and of those that earlier hosts of this data directory have left. */
  tidy(): void;
}

/** The mark that the text of /proc/PID/cgroup has; of nested ones the innermost. Undefined where it has none. */
export function findCgroupMark(text: string): string | undefined {
  const [match] = [...text.matchAll(MARK_IN_PATH)].slice(-1);
  return match && `${match[1]}/${match[2]}/${match[3]}`;
}

export function createWorkerCgroups(platform: NodeJS.Platform, owner: MarkOwner): WorkerCgroups {
  const findOwn = () => (platform === 'linux' ? findOwnCgroup() : null);
  const parent = findOwn();
  const own = parent === null ? null : join(parent, `${PREFIX}${owner.dataDirId}.${owner.hostId}`);
  let isUsable: boolean | null = null;
  /** By group. A worker that replaces one of the same start shares its group. */
  const removals = new Map<string, Promise<void>>();

  const folder = (): string | null => {
    isUsable ??= own !== null && tryTo(() => mkdirSync(own));
    return isUsable ? own : null;
  };
  const groupOf = (mark: string): string | null => {
    const [, backend, generation] = mark.split('/');
    return own === null ? null : join(own, `${backend}.${generation}`);
  };

  return {
    folder,
    isAvailable() {
      const probe = parent === null ? null : join(parent, `${PREFIX}probe-${owner.hostId}`);
      if (parent === null || probe === null || !tryTo(() => mkdirSync(probe))) return false;
      tryTo(() => rmdirSync(probe));
      // To move a process, one must be allowed to write to the group in which both groups are.
      return tryTo(() => accessSync(join(parent, 'cgroup.procs'), constants.W_OK));
    },
    prepare() {
      if (folder() === null) return;
      // Somebody may have moved this program since it started.
      const group = findOwn();
      if (group !== null) void fill(group, process.pid);
    },
    async add(pid, mark) {
      const group = groupOf(mark);
      if (folder() === null || group === null) return;
      await removals.get(group);
      await ignoreErrors(mkdir(group, { recursive: true }));
      await fill(group, pid);
    },
    remove(mark) {
      const group = groupOf(mark);
      if (!isUsable || group === null) return;
      // In the background, for the kernel makes each change of a group wait for the one before it.
      const removal = ignoreErrors(rmdir(group)).finally(() => removals.delete(group));
      removals.set(group, removal);
    },
    tidy() {
      if (parent === null) return;
      for (const name of list(parent).filter((each) => each.startsWith(`${PREFIX}${owner.dataDirId}.`))) {
        const host = join(parent, name);
        // The system refuses to remove a group with processes in it.
        for (const group of list(host)) tryTo(() => rmdirSync(join(host, group)));
        if (tryTo(() => rmdirSync(host)) && host === own) isUsable = null;
      }
    },
  };
}

/** A process that has ended cannot be moved, and in some places groups can be made but not be filled. Then its mark in the environment remains. */
const fill = (group: string, pid: number): Promise<void> =>
  ignoreErrors(writeFile(join(group, 'cgroup.procs'), String(pid)));

const ignoreErrors = (action: Promise<unknown>): Promise<void> =>
  action.then(
    () => undefined,
    () => undefined,
  );

function tryTo(action: () => void): boolean {
  try {
    action();
    return true;
  } catch {
    return false;
  }
}

/** The groups in a group; the other entries are files. */
function list(folder: string): string[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).flatMap((each) =>
      each.isDirectory() ? each.name : [],
    );
  } catch {
    return [];
  }
}

/** The folder of the control group in which this program is, or null where version 2 is not mounted. */
function findOwnCgroup(): string | null {
  try {
    const path = /^0::(\/.*)$/m.exec(readFileSync('/proc/self/cgroup', 'utf8'))?.[1];
    const mount = findMount(readFileSync('/proc/self/mountinfo', 'utf8'));
    if (path === undefined || mount === null) return null;
    const inside = relative(mount.root, path);
    return inside.startsWith('..') ? null : join(mount.point, inside);
  } catch {
    // A system without /proc.
    return null;
  }
}

/** The mount of cgroup v2 in the text of /proc/self/mountinfo. `root` is the group that is shown at `point`. */
export function findMount(mountinfo: string): { root: string; point: string } | null {
  for (const line of mountinfo.split('\n')) {
    const [mounted = '', type = ''] = line.split(' - ');
    const [, , , root, point] = mounted.split(' ');
    if (type.startsWith('cgroup2 ') && root !== undefined && point !== undefined) return { root, point };
  }
  return null;
}
