/** What an edit changes in settings, as it may be kept for a month. */
import type { ActivityChange } from '../../../shared/activity.ts';
import type { SettingInfo, SettingValues } from '../../../shared/backend.ts';
import { changedSettings } from '../../../shared/settings.ts';
import { fieldText, onWire } from '../../../shared/words/wire-phrases.ts';
import { redactLikelySecrets } from '../redact-likely-secrets.ts';

/** Characters of the values before and after, as JSON, that are kept; what is longer cannot be put back. */
const MAX_VALUES_LENGTH = 4096;

/**
 * A secret is named, and its values are left out.
 * @param infoOf the declaration of a setting; without one it is not known whether a setting is a secret
 */
export function findSettingChanges(
  infoOf: (name: string) => Pick<SettingInfo, 'label' | 'phrases' | 'is_secret' | 'default'> | undefined,
  before: SettingValues,
  after: SettingValues,
): ActivityChange[] {
  return changedSettings(before, after).map((name): ActivityChange => {
    const info = infoOf(name);
    const named = {
      field: 'setting' as const,
      name,
      ...onWire({ label: info === undefined ? name : fieldText(info, 'label') }),
    };
    const hide = (hidden: 'secret' | 'long'): ActivityChange => ({ ...named, hidden });
    if (info === undefined || info.is_secret) return hide('secret');
    const { [name]: from = info.default } = before;
    const { [name]: to = info.default } = after;
    // A token among environment variables or arguments, for example.
    if ([from, to].flat().some((value) => redactLikelySecrets(String(value)) !== String(value)))
      return hide('secret');
    if (JSON.stringify([from, to]).length > MAX_VALUES_LENGTH) return hide('long');
    return { ...named, from, to };
  });
}
