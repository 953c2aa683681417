/** Settings and backend types in the language of the page: they come in English, with the keys of their texts. */
import type { BackendTypeInfo, SettingInfo } from '../../shared/backend.ts';
import { translateText } from '../../shared/words/phrase.ts';
import { translateField, translateList } from '../../shared/words/wire-phrases.ts';

const labels = new WeakMap<SettingInfo, string>();

export function localizeSetting(setting: SettingInfo): SettingInfo {
  const { phrases, label, value_names: names, group, unit } = setting;
  const localized: SettingInfo = {
    ...setting,
    label: translateField(setting, 'label'),
    description: translateField(setting, 'description'),
    placeholder: translateField(setting, 'placeholder'),
    value_names: names && translateList(names, 'value', phrases),
    ...(group === undefined ? {} : { group: localizeGroup(group) }),
    ...(unit === undefined ? {} : { unit: general('unit', unit) }),
  };
  labels.set(localized, label);
  return localized;
}

/** The label of a localized setting as it came: errors, which travel in English too, name it so. */
export const labelOnWire = (setting: SettingInfo): string => labels.get(setting) ?? setting.label;

export const localizeType = (type: BackendTypeInfo): BackendTypeInfo => ({
  ...type,
  name: translateText('settings', `type_${type.id}`, undefined, type.name),
  description: translateText('settings', `type_${type.id}_description`, undefined, type.description),
  settings: type.settings.map(localizeSetting),
});

/** @param group a heading of a form, as the host names it */
export const localizeGroup = (group: string): string => general('group', group);

/** Of headings and units, which many types share: found by what they are in English. */
const general = (kind: 'group' | 'unit', text: string): string =>
  translateText('settings', `${kind}_${text.toLowerCase().replace(/\W+/g, '_')}`, undefined, text);
