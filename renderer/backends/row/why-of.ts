import type { ShownBackend } from '../../state/panel-store.ts';

/** Why it does not run, or crashes; null where nothing of this kind is known. */
export function whyOf({ error, diagnosis, next_step: next }: ShownBackend): string | null {
  if (next?.kind === 'make_room') return next.message;
  return diagnosis?.title ?? error?.message ?? (next?.kind === 'retry' ? next.reason.message : null);
}
