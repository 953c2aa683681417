/** The environment of a worker, with the mark by which its processes are found again even when they left its group. */
import { loadsForeignCode } from '../../../../shared/settings/secrets/foreign-code-variables.ts';

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

/** Variables that concern this program alone; SWITCHYARD_TOKEN is the token of the API. */
const NOT_INHERITED = new Set([
  'NODE_CHANNEL_FD',
  'NODE_CHANNEL_SERIALIZATION_MODE',
  'SWITCHYARD_TOKEN',
  MARK_VARIABLE,
]);

const isInherited = (name: string): boolean =>
  !NOT_INHERITED.has(name.toUpperCase()) && !loadsForeignCode(name);

/**
 * The inherited variables without those of {@link NOT_INHERITED} and those that load foreign code, then `explicit`, then the mark; later values replace
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
  // Python prints the code page of Windows into a pipe where it is not told otherwise.
  if (platform === 'win32') set('PYTHONIOENCODING', 'utf-8');
  for (const [name, value] of Object.entries(inherited)) {
    if (value !== undefined && isInherited(name)) set(name, value);
  }
  for (const [name, value] of Object.entries(explicit)) set(name, value);
  set(MARK_VARIABLE, mark);
  return Object.fromEntries(composed);
}

type Variables = Readonly<Record<string, string | undefined>>;

/** The value of a variable; on Windows, the case of its name does not matter. */
export function environmentValue(
  environment: Variables,
  name: string,
  platform: NodeJS.Platform,
): string | undefined {
  if (platform !== 'win32') return environment[name];
  const key = Object.keys(environment).find((candidate) => candidate.toUpperCase() === name.toUpperCase());
  return key === undefined ? undefined : environment[key];
}

/**
 * The variables as a program finds them by their names. On Windows the case of a name does not matter: there all names are put
 * in upper case, and the last value of a name wins. For reading only: what a worker gets keeps its spelling.
 */
export function foldNames(environment: Variables, platform: NodeJS.Platform): Variables {
  if (platform !== 'win32') return environment;
  return Object.fromEntries(Object.entries(environment).map(([name, value]) => [name.toUpperCase(), value]));
}
