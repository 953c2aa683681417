/** The environment of a worker, and the mark in it by which its processes are found again wherever they escaped to. */

/** Name of the variable; its value is `<data directory>.<life of the program>/<backend id>/<generation>`. */
export const MARK_VARIABLE = 'SWITCHYARD_WORKER';

export interface MarkOwner {
  /** Stable id of the data directory. */
  dataDirId: string;
  /** Id of this run of the program. */
  life: string;
}

export const workerMark = (owner: MarkOwner, backendId: number, generation: number): string =>
  `${owner.dataDirId}.${owner.life}/${backendId}/${generation}`;

/** Taken from what is inherited: they make other programs load foreign code, or are ours alone. */
const NOT_INHERITED = new Set([
  'LD_PRELOAD',
  'LD_AUDIT',
  'NODE_OPTIONS',
  'NODE_CHANNEL_FD',
  'NODE_CHANNEL_SERIALIZATION_MODE',
  'ELECTRON_RUN_AS_NODE',
  'PYTHONSTARTUP',
  MARK_VARIABLE,
]);

const isInherited = (name: string): boolean => {
  const upper = name.toUpperCase();
  return !NOT_INHERITED.has(upper) && !upper.startsWith('DYLD_');
};

/**
 * What is inherited, less loader variables, with `explicit` laid over it and the mark on top. `undefined` takes a variable
 * out of what is inherited.
 */
export function composeEnvironment(
  inherited: NodeJS.ProcessEnv,
  explicit: Record<string, string | undefined>,
  mark: string,
  platform: NodeJS.Platform,
): Record<string, string> {
  const composed = new Map<string, string>();
  // Windows takes `Path` and `PATH` for one variable: the later one must replace the earlier, not stand beside it.
  const spelling = new Map<string, string>();
  const set = (name: string, value: string | undefined) => {
    const key = platform === 'win32' ? name.toUpperCase() : name;
    const earlier = spelling.get(key);
    if (earlier !== undefined) composed.delete(earlier);
    if (value === undefined) return;
    spelling.set(key, name);
    composed.set(name, value);
  };
  for (const [name, value] of Object.entries(inherited)) {
    if (value !== undefined && isInherited(name)) set(name, value);
  }
  for (const [name, value] of Object.entries(explicit)) set(name, value);
  set(MARK_VARIABLE, mark);
  return Object.fromEntries(composed);
}

/** The value of a variable; on Windows whatever the case of its name. */
export function environmentValue(
  environment: Record<string, string>,
  name: string,
  platform: NodeJS.Platform,
): string | undefined {
  if (platform !== 'win32') return environment[name];
  const key = Object.keys(environment).find((candidate) => candidate.toUpperCase() === name.toUpperCase());
  return key === undefined ? undefined : environment[key];
}
