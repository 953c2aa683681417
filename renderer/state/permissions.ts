/** What the panel may call at present. The host decides; this only says it beforehand. */

import { type OperationName, operations } from '../../shared/operations.ts';
import { commonWords } from '../../shared/words/en/common.ts';
import { shellWords } from '../../shared/words/en/shell.ts';
import { words } from '../../shared/words/words.ts';
import type { PanelState } from './panel-store.ts';

const common = words(commonWords);

const t = words(shellWords);

export const lockedReason = (): string => common('settingsLocked');

/** Whether the API key with which this browser signed in may call an operation. Everybody else may call all of them. */
export const mayCall = ({ permissions }: Pick<PanelState, 'permissions'>, name: OperationName): boolean =>
  permissions?.has(operations[name].permission) ?? true;

/** A message that says why an operation cannot be called at present, or null. */
export function blockedReason(
  state: Pick<PanelState, 'permissions' | 'connection' | 'host'>,
  name: OperationName,
): string | null {
  if (state.connection !== 'open') return t('connectionLost');
  if (!mayCall(state, name)) return t('keyNotAllowed');
  return state.host?.locked && operations[name].changesSettings ? lockedReason() : null;
}
