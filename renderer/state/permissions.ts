/** What the panel may call at present. The host decides; this only says it beforehand. */
import { type OperationName, operations } from '../../shared/operations.ts';
import type { PanelState } from './panel-store.ts';

export const LOCKED = 'Settings are locked.';

/** Whether the API key with which this browser signed in may call an operation. Everybody else may call all of them. */
export const mayCall = ({ permissions }: Pick<PanelState, 'permissions'>, name: OperationName): boolean =>
  permissions?.has(operations[name].permission) ?? true;

/** A message that says why an operation cannot be called at present, or null. */
export function blockedReason(
  state: Pick<PanelState, 'permissions' | 'connection' | 'host'>,
  name: OperationName,
): string | null {
  if (state.connection !== 'open') return 'The connection to Switchyard is lost.';
  if (!mayCall(state, name)) return 'The API key with which you signed in does not allow it.';
  return state.host?.locked && operations[name].changesSettings ? LOCKED : null;
}
