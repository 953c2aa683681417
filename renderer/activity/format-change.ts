/** Formats what an edit has changed. */

import type { ActivityChange } from '../../shared/activity.ts';
import type { SettingValue } from '../../shared/backend.ts';
import { activityWords } from '../../shared/words/en/activity.ts';
import { formatWords } from '../../shared/words/en/format.ts';
import { joinValues } from '../../shared/words/join-texts.ts';
import { words } from '../../shared/words/words.ts';

const t = words(activityWords);
const formatted = words(formatWords);

/** Characters of a value that are shown; the whole value is in the tooltip. */
const MAX_SHOWN_LENGTH = 60;

export function formatValue(value: SettingValue | undefined): string {
  if (value === undefined || value === '' || (Array.isArray(value) && value.length === 0))
    return t('valueEmpty');
  if (typeof value === 'boolean') return t(value ? 'valueOn' : 'valueOff');
  return Array.isArray(value) ? joinValues(value) : String(value);
}

const shorten = (text: string): string =>
  text.length <= MAX_SHOWN_LENGTH ? text : `${text.slice(0, MAX_SHOWN_LENGTH - 1)}…`;

/** What is shown of a change, and its whole values for a tooltip. */
export function formatChange({ from, to, hidden }: ActivityChange): { text: string; whole: string } {
  if (hidden === 'secret') return { text: t('changedSecret'), whole: '' };
  if (hidden === 'long') return { text: t('changedLong'), whole: '' };
  const [before, after] = [formatValue(from), formatValue(to)];
  return {
    text: formatted('change', { before: shorten(before), after: shorten(after) }),
    whole: formatted('change', { before, after }),
  };
}
