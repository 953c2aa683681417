/**
 * Environment variables that make a program load foreign code. No worker inherits them, and a person who sets one for a
 * backend has to confirm that.
 */
import type { SettingInfo, SettingValues } from '../../backend.ts';
import { SwitchyardError } from '../../errors.ts';
import { parseEnvironment } from '../environment.ts';

const NAMES: ReadonlySet<string> = new Set([
  'LD_PRELOAD',
  'LD_AUDIT',
  'NODE_OPTIONS',
  'ELECTRON_RUN_AS_NODE',
  'PYTHONSTARTUP',
]);

/** The case of a name does not matter, as on Windows. */
export function loadsForeignCode(name: string): boolean {
  const upper = name.toUpperCase();
  return NAMES.has(upper) || upper.startsWith('DYLD_');
}

/** A setting as it is declared; its name is the key of the shape. */
type DeclaredSettings = Readonly<Record<string, { info: Pick<SettingInfo, 'format'> }>>;

/** The variables of that kind that `after` sets to another value than `before`, such as `LD_PRELOAD=/x.so`. */
function newVariables(shape: DeclaredSettings, before: SettingValues, after: SettingValues): string[] {
  return Object.entries(shape).flatMap(([name, { info }]) => {
    if (info.format !== 'env') return [];
    const known = new Set(variablesOf(before[name]));
    return variablesOf(after[name]).filter((variable) => !known.has(variable));
  });
}

function variablesOf(value: unknown): string[] {
  const parsed = parseEnvironment(typeof value === 'string' ? value : '');
  if (!parsed.ok) return [];
  return Object.entries(parsed.env).flatMap(([name, text]) =>
    loadsForeignCode(name) ? `${name}=${text}` : [],
  );
}

/**
 * What is stored already needs no confirmation.
 * @param before empty for a backend that is added
 * @throws SwitchyardError `variables_need_confirmation`
 */
export function assertVariablesConfirmed(
  shape: DeclaredSettings,
  { before, after, isConfirmed }: { before: SettingValues; after: SettingValues; isConfirmed: boolean },
): void {
  if (isConfirmed) return;
  const variables = newVariables(shape, before, after);
  if (variables.length > 0) throw new SwitchyardError('variables_need_confirmation', { variables });
}
