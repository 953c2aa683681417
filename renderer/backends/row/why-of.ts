import { diagnosisTitle } from '../../../shared/words/diagnosis-text.ts';
import { errorText } from '../../../shared/words/error-text.ts';
import { translateField } from '../../../shared/words/wire-phrases.ts';
import { withoutOwnName } from '../../format/name-once.ts';
import type { ShownBackend } from '../../state/panel-store.ts';

/** Why it does not run, or crashes, where its name stands beside it; null where nothing of this kind is known. */
export function whyOf({ id, error, diagnosis, next_step: next }: ShownBackend): string | null {
  if (next?.kind === 'make_room') return translateField(next, 'message');
  if (diagnosis) return diagnosisTitle(diagnosis);
  const reason = error ?? (next?.kind === 'retry' ? next.reason : null);
  return reason && withoutOwnName(errorText(reason).message, id);
}
