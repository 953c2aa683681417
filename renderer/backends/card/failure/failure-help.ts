/** What helps against a failure, so that its button comes first. */
import {
  type BackendError,
  type FullBackend,
  isNotConfigured,
  type SettingInfo,
} from '../../../../shared/backend.ts';
import type { Diagnosis } from '../../../../shared/diagnosis.ts';
import { isMendedBySettings } from '../../../../shared/errors/mended-by-settings.ts';
import { labelOnWire } from '../../../state/localize-settings.ts';

export type FailureHelp =
  /** Freeing memory of others, which restarts it. */
  | { kind: 'make-room' }
  /** A command for a terminal, and then a restart. */
  | { kind: 'command' }
  | { kind: 'settings'; setting: string | undefined }
  | { kind: 'restart' };

/** @param settings of its type */
export function helpAgainst(
  error: BackendError,
  diagnosis: Diagnosis | undefined,
  settings: readonly SettingInfo[],
): FailureHelp {
  const action = diagnosis?.action;
  if (action?.kind === 'make_room') return { kind: 'make-room' };
  if (action?.kind === 'copy_command') return { kind: 'command' };
  const named = action?.kind === 'open_settings' ? action.setting : undefined;
  if (action?.kind === 'open_settings' || isMendedBySettings(error.code))
    return { kind: 'settings', setting: named ?? settingNamedIn(error.hint, settings) };
  return { kind: 'restart' };
}

/** Whether the box with the error of a backend has a button that restarts it. */
export function isRestartOffered(
  {
    phase,
    error,
    diagnosis,
    next_step: next,
  }: Pick<FullBackend, 'phase' | 'error' | 'diagnosis' | 'next_step'>,
  settings: readonly SettingInfo[],
): boolean {
  if (phase === 'waiting' && next?.kind === 'retry') return true;
  if (phase !== 'errored' || !error || isNotConfigured({ phase, error })) return false;
  const { kind } = helpAgainst(error, diagnosis, settings);
  return kind === 'restart' || kind === 'command';
}

/** The name of the setting whose label a hint quotes, as in "Correct Model file in its settings."; the longest of several. */
export function settingNamedIn(hint: string, settings: readonly SettingInfo[]): string | undefined {
  const words = ` ${hint.replace(/[.,:;()]/g, ' ')} `;
  const named = settings.filter((setting) => words.includes(` ${labelOnWire(setting)} `));
  return named.sort((a, b) => labelOnWire(b).length - labelOnWire(a).length)[0]?.name;
}
