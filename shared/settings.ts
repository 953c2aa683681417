/**
 * The settings of a backend type: builders to declare them, and what follows from a declaration: the description for forms,
 * defaults, merging of a change, masking of secrets, and whether a change needs a restart.
 */
import type { SettingFormat, SettingInfo, SettingValue, SettingValues } from './backend.ts';
import { SwitchyardError } from './errors.ts';
import { coerceSetting, formatValue } from './settings/coerce.ts';
import type { settingWords } from './words/en/settings/settings.ts';
import type { Text } from './words/phrase.ts';
import { fieldText, phrasesOf, phrasesOfList } from './words/wire-phrases.ts';

/** Shown in the place of a secret that is set, as SwarmUI does it. A client that sends it back keeps the secret. */
export const SECRET_MASK = '\t<secret>';

declare const valueType: unique symbol;

/** A declared setting. `V` is the type of its coerced value. */
export interface SettingField<V extends SettingValue = SettingValue> {
  info: Omit<SettingInfo, 'name'>;
  readonly [valueType]?: V;
}

/** Declarations by name, in the order of the form. */
export type SettingsShape = Record<string, SettingField>;
export type ValuesOf<S extends SettingsShape> = {
  [K in keyof S]: S[K] extends SettingField<infer V> ? V : never;
};

type Messages = typeof settingWords.messages;
/** A heading of forms: those that the catalogue has, by which forms translate it. */
export type SettingGroup = Messages[Extract<keyof Messages, `group_${string}`>];

interface FieldOptions {
  label: string | Text;
  description: string | Text;
  placeholder?: string | Text;
  group?: SettingGroup;
  advanced?: boolean;
  /** Forms hide it until that setting has one of the values; where none are named, until it is on, or not empty. */
  visibleWhen?: NonNullable<SettingInfo['visible_when']>;
  /** Whether a change stops and starts the worker. Default: true. */
  requiresRestart?: boolean;
}
interface TextFieldOptions extends FieldOptions {
  default?: string;
  required?: boolean;
  format?: SettingFormat;
  /** Of an address, or of arguments: name of the secret into which a password or key in it is moved. */
  secretsGoTo?: string;
}
interface NumberFieldOptions extends FieldOptions {
  default: number;
  min?: number;
  max?: number;
  step?: number;
  unit?: string;
}

function describeField(
  options: FieldOptions,
  type: SettingInfo['type'],
  value: SettingValue,
): Omit<SettingInfo, 'name'> {
  return {
    type,
    label: String(options.label),
    description: String(options.description),
    placeholder: String(options.placeholder ?? ''),
    is_secret: false,
    values: null,
    value_names: null,
    default: value,
    required: false,
    advanced: options.advanced ?? false,
    requires_restart: options.requiresRestart ?? true,
    ...phrasesOf({
      label: options.label,
      description: options.description,
      placeholder: options.placeholder,
    }),
    ...(options.group === undefined ? {} : { group: options.group }),
    ...(options.visibleWhen === undefined ? {} : { visible_when: options.visibleWhen }),
  };
}

export function text(options: TextFieldOptions): SettingField<string> {
  const info = describeField(options, 'text', options.default ?? '');
  info.required = options.required ?? false;
  if (options.format !== undefined) info.format = options.format;
  if (options.secretsGoTo !== undefined) info.secrets_go_to = options.secretsGoTo;
  return { info };
}

interface SecretFieldOptions extends TextFieldOptions {
  /** Name of the setting with the address that it is sent to. If that is changed to another server, the secret must be typed again. */
  boundTo?: string;
}

/** A text that is never shown, only {@link SECRET_MASK}. */
export function secret(options: SecretFieldOptions): SettingField<string> {
  const field = text(options);
  field.info.is_secret = true;
  if (options.boundTo !== undefined) field.info.bound_to = options.boundTo;
  return field;
}

function numeric(type: 'integer' | 'decimal', options: NumberFieldOptions): SettingField<number> {
  const info = describeField(options, type, options.default);
  if (options.min !== undefined) info.min = options.min;
  if (options.max !== undefined) info.max = options.max;
  if (options.step !== undefined) info.step = options.step;
  if (options.unit !== undefined) info.unit = options.unit;
  return { info };
}

export const integer = (options: NumberFieldOptions): SettingField<number> => numeric('integer', options);
export const decimal = (options: NumberFieldOptions): SettingField<number> => numeric('decimal', options);

export function boolean(options: FieldOptions & { default: boolean }): SettingField<boolean> {
  return { info: describeField(options, 'boolean', options.default) };
}

export function dropdown<const V extends string>(
  options: FieldOptions & { default: NoInfer<V>; values: readonly V[]; names?: readonly (string | Text)[] },
): SettingField<V> {
  const info = describeField(options, 'dropdown', options.default);
  info.values = [...options.values];
  info.value_names = options.names ? options.names.map(String) : null;
  const { phrases } = phrasesOfList('value', options.names ?? []);
  if (phrases !== undefined) info.phrases = { ...info.phrases, ...phrases };
  return { info };
}

export function list(options: FieldOptions & { default?: readonly string[] }): SettingField<string[]> {
  return { info: describeField(options, 'list', [...(options.default ?? [])]) };
}

/** The field with a condition under which forms show it; for a field that another file declares. */
export const visibleWhen = <F extends SettingField>(
  condition: NonNullable<SettingInfo['visible_when']>,
  field: F,
): F => ({ ...field, info: { ...field.info, visible_when: condition } });

/** The settings as ListBackendTypes has them, in the order of declaration. */
export function describeSettings(shape: SettingsShape): SettingInfo[] {
  return Object.entries(shape).map(([name, field]) => ({ name, ...field.info }));
}

export function defaultSettings<S extends SettingsShape>(shape: S): ValuesOf<S> {
  return Object.fromEntries(
    Object.entries(shape).map(([name, { info }]) => [
      name,
      Array.isArray(info.default) ? [...info.default] : info.default,
    ]),
  ) as ValuesOf<S>;
}

/**
 * The current values with those that were sent in their place. A setting that was left out and a masked secret keep theirs.
 * @throws SwitchyardError `unknown_setting` or `invalid_setting`
 */
export function mergeSettings(
  shape: SettingsShape,
  typeId: string,
  current: SettingValues,
  sent: Record<string, unknown>,
): SettingValues {
  const fields = new Map(Object.entries(shape));
  const merged = new Map(Object.entries(current));
  for (const [name, raw] of Object.entries(sent)) {
    const field = fields.get(name);
    if (!field) throw new SwitchyardError('unknown_setting', { type: typeId, name: formatValue(name) });
    if (field.info.is_secret && raw === SECRET_MASK) continue;
    const result = coerceSetting(field.info, raw);
    if (!result.ok)
      throw new SwitchyardError('invalid_setting', {
        name: fieldText(field.info, 'label'),
        value: field.info.is_secret ? '…' : formatValue(raw),
        expected: result.expected,
      });
    merged.set(name, result.value);
  }
  return Object.fromEntries(merged);
}

/** The settings with every secret masked, as they may be shown. */
export function maskSettings(shape: SettingsShape, values: SettingValues): SettingValues {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => {
      const isSecret = Object.hasOwn(shape, name) && shape[name]?.info.is_secret;
      return [name, isSecret && value !== '' ? SECRET_MASK : value];
    }),
  );
}

/** Names of the settings whose values differ. */
export function changedSettings(before: SettingValues, after: SettingValues): string[] {
  return Object.keys(after).filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]));
}

/** Whether a running worker has to be stopped and started for this change. */
export function changeNeedsRestart(
  shape: SettingsShape,
  before: SettingValues,
  after: SettingValues,
): boolean {
  return changedSettings(before, after).some((name) => shape[name]?.info.requires_restart ?? true);
}
