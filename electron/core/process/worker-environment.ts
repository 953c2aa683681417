/** The environment of a worker, with the mark by which its processes are found again even when they left its group. */

/** Name of the variable; its value is `<data directory>.<host>/<backend>/<generation>`. */
export const MARK_VARIABLE = 'SWITCHYARD_WORKER';

export interface MarkOwner {
  /** Id of the data directory, the same at every start. */
  dataDirId: string;
  /** Id of this host process, new at every start. */
  hostId: string;
}

export const workerMark = (owner: MarkOwner, backendId: number, generation: number): string =>
  `${owner.dataDirId}.${owner.hostId}/${backendId}/${generation}`;

/** Variables that no worker inherits: they make a program load foreign code, or concern this program alone. */
const NOT_INHERITED = new Set([
  'LD_PRELOAD',
  'LD_AUDIT',
  'NODE_OPTIONS',
  'NODE_CHANNEL_FD',
  'NODE_CHANNEL_SERIALIZATION_MODE',
  'ELECTRON_RUN_AS_NODE',
  'PYTHONSTARTUP',
  MARK_VARIABLE,
  // The token of the API.
  'SWITCHYARD_TOKEN',
]);

const isInherited = (name: string): boolean => {
  const upper = name.toUpperCase();
  return !NOT_INHERITED.has(upper) && !upper.startsWith('DYLD_');
};

/**
 * The inherited variables without those of {@link NOT_INHERITED}, then `explicit`, then the mark; later values replace
 * earlier ones. `undefined` in `explicit` removes an inherited variable.
 */
export function composeEnvironment(
  inherited: NodeJS.ProcessEnv,
  explicit: Record<string, string | undefined>,
  mark: string,
  platform: NodeJS.Platform,
): Record<string, string> {
  const composed = new Map<string, string>();
  // On Windows, `Path` and `PATH` are one variable: the later one must replace the earlier one.
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

/** The value of a variable; on Windows, the case of its name does not matter. */
export function environmentValue(
  environment: Record<string, string>,
  name: string,
  platform: NodeJS.Platform,
): string | undefined {
  if (platform !== 'win32') return environment[name];
  const key = Object.keys(environment).find((candidate) => candidate.toUpperCase() === name.toUpperCase());
  return key === undefined ? undefined : environment[key];
}
