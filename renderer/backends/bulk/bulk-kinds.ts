/** What can be done to several backends at once, and to which of them. */
import { isNotConfigured } from '../../../shared/backend.ts';
import type { OperationName } from '../../../shared/operations.ts';
import { freeBlockedReason, restartChoice } from '../../format/blocked-reasons.ts';
import type { PanelState, ShownBackend } from '../../state/panel-store.ts';

export type BulkKind = 'on' | 'off' | 'restart' | 'free' | 'duplicate' | 'delete' | 'tag';

interface BulkInfo {
  operation: OperationName;

  /** Whether it would do something to that backend. */
  isFor(backend: ShownBackend): boolean;
}

export const bulkKinds: Record<BulkKind, BulkInfo> = {
  on: {
    operation: 'ToggleBackend',

    isFor: ({ enabled }) => !enabled,
  },
  off: {
    operation: 'ToggleBackend',

    isFor: ({ enabled }) => enabled,
  },
  restart: {
    operation: 'RestartBackends',

    // One that sleeps is not woken together with others: nobody asks for its model.
    isFor: (backend) => backend.phase !== 'sleeping' && restartChoice(backend).blocked === null,
  },
  free: {
    operation: 'FreeBackendMemory',

    isFor: (backend) => freeBlockedReason(backend) === null,
  },
  duplicate: {
    operation: 'DuplicateBackend',

    isFor: () => true,
  },
  delete: {
    operation: 'DeleteBackend',

    isFor: () => true,
  },
  tag: {
    operation: 'TagBackend',

    isFor: () => true,
  },
};

/** Whether it has failed, or waits after a failure, and a restart may help. */
export const isFailed = (backend: ShownBackend): boolean =>
  !isNotConfigured(backend) &&
  (backend.phase === 'errored' || (backend.phase === 'waiting' && backend.next_step?.kind === 'retry'));

/** Those of some backends for which this holds; without those that are gone. */
export const backendsThat = (
  holds: (backend: ShownBackend) => boolean,
  ids: readonly number[],
  { backends }: Pick<PanelState, 'backends'>,
): ShownBackend[] => ids.flatMap((id) => backends.get(id) ?? []).filter(holds);

/** Whether it has come to rest, so that a start or restart of it is over. */
export function isAtRest({ phase, next_step: next }: Pick<ShownBackend, 'phase' | 'next_step'>): boolean {
  if (phase === 'waiting') return next?.kind === 'retry' || next?.kind === 'make_room';
  return phase !== 'loading' && phase !== 'stopping';
}
