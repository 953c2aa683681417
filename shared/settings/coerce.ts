/** Checks and converts the value of a setting: of what a client sends, and of what a person types into the form. */

import type { SettingInfo, SettingValue } from '../backend.ts';
import { MAX_SETTING_ITEMS, MAX_SETTING_LENGTH } from '../limits.ts';
import { expectedWords } from '../words/en/settings/expected.ts';
import { type Text, texts } from '../words/phrase.ts';
import { splitArguments } from './arguments.ts';
import { parseEnvironment } from './environment.ts';
import { parseSchedule } from './schedule.ts';
import { separateSecret } from './secrets/pasted-secrets.ts';

const say = texts(expectedWords);

export type CoercedSetting = { ok: true; value: SettingValue } | { ok: false; expected: Text };

const accepted = (value: SettingValue): CoercedSetting => ({ ok: true, value });
const refused = (expected: Text): CoercedSetting => ({ ok: false, expected });

/**
 * Turns what a client sent into the value of a setting, as leniently as SwarmUI does: `"3"` is a number, `"true"` a boolean.
 * The form uses it too, so that both sides agree on what is valid. `expected` completes the sentence "it must be …".
 */
export function coerceSetting(info: Omit<SettingInfo, 'name'>, raw: unknown): CoercedSetting {
  switch (info.type) {
    case 'text':
      return coerceText(info, raw);
    case 'integer':
    case 'decimal':
      return coerceNumber(info, raw);
    case 'boolean': {
      if (typeof raw === 'boolean') return accepted(raw);
      const lower = typeof raw === 'string' ? raw.trim().toLowerCase() : '';
      if (lower === 'true' || lower === 'false') return accepted(lower === 'true');
      return refused(say('trueOrFalse'));
    }
    case 'dropdown': {
      const values = info.values ?? [];
      // Clients that read SwarmUI's settings as JSON send true for 'true' and 1 for '1'.
      const spelled = typeof raw === 'boolean' || typeof raw === 'number' ? String(raw) : raw;
      if (typeof spelled === 'string' && values.includes(spelled)) return accepted(spelled);
      return refused(say('oneOf', { values: values.map((value) => `'${value}'`).join(', ') }));
    }
    case 'list': {
      const items = typeof raw === 'string' ? raw.split(/\r?\n/).filter((item) => item !== '') : raw;
      if (!Array.isArray(items) || !items.every((item): item is string => typeof item === 'string'))
        return refused(say('listOfTexts'));
      if (items.length > MAX_SETTING_ITEMS || items.some((item) => item.length > MAX_SETTING_LENGTH))
        return refused(say('shorterList', { max: MAX_SETTING_ITEMS }));
      return accepted(items);
    }
  }
}

function coerceText(info: Omit<SettingInfo, 'name'>, raw: unknown): CoercedSetting {
  if (typeof raw !== 'string' && typeof raw !== 'number' && typeof raw !== 'boolean')
    return refused(say('text'));
  // An address is often pasted with a space around it.
  const value = info.format === 'url' ? String(raw).trim() : String(raw);
  if (value.length > MAX_SETTING_LENGTH)
    return refused(say('shorterText', { max: String(MAX_SETTING_LENGTH) }));
  if (value.includes('\0')) return refused(say('withoutNul'));
  if (value === '') return accepted(value);
  switch (info.format) {
    case 'args': {
      const result = splitArguments(value);
      return result.ok ? accepted(value) : refused(result.problem);
    }
    case 'env': {
      const result = parseEnvironment(value);
      return result.ok ? accepted(value) : refused(result.problem);
    }
    case 'gpu-list':
      return /^\s*\w[\w-]*\s*(,\s*\w[\w-]*\s*)*$/.test(value)
        ? accepted(value.replace(/\s+/g, ''))
        : refused(say('gpuList'));
    case 'schedule': {
      const result = parseSchedule(value);
      return result.ok ? accepted(value) : refused(result.problem);
    }
    case 'url': {
      const separated = separateSecret(info, value);
      if (separated !== null)
        return coerceText(info, separated.text).ok ? accepted(value) : refused(say('webAddress'));
      if (/^https?:\/\/[^\s/?#]*@/i.test(value))
        return refused(say(info.secrets_go_to === undefined ? 'addressWithoutLogin' : 'addressWithKey'));
      // {PORT} stands for a number that is chosen when the worker starts.
      return /^https?:\/\/(\[[\da-f:.]+\]|[^\s/?#:@[\]]+)(:\d{1,5})?([/?#]\S*)?$/i.test(
        value.replaceAll('{PORT}', '1'),
      )
        ? accepted(value)
        : refused(say('webAddress'));
    }
    case 'fingerprint': {
      const digits = value.replace(/^\s*sha-?256(\s*fingerprint)?[\s:=]*/i, '').replace(/[\s:]/g, '');
      return /^[\da-f]{64}$/i.test(digits)
        ? accepted(digits.toUpperCase().replace(/..(?=.)/g, '$&:'))
        : refused(say('fingerprint'));
    }
    case 'json':
      try {
        JSON.parse(value);
        return accepted(value);
      } catch {
        return refused(say('json'));
      }
    case 'program':
      return /[\r\n]/.test(value) ? refused(say('programAlone')) : accepted(value);
    case 'path-file':
    case 'path-dir':
      return /[\r\n]/.test(value) ? refused(say('pathOnOneLine')) : accepted(value);
    case 'multiline':
      return accepted(value);
    case undefined:
      return /[\r\n]/.test(value) ? refused(say('oneLine')) : accepted(value);
  }
}

function coerceNumber(info: Omit<SettingInfo, 'name'>, raw: unknown): CoercedSetting {
  const whole = info.type === 'integer';
  const { min, max } = info;
  const bounds =
    min !== undefined && max !== undefined
      ? 'both'
      : min !== undefined
        ? 'min'
        : max !== undefined
          ? 'max'
          : 'none';
  // As texts: a number in a field has no separators of thousands.
  const expected = say('number', {
    kind: whole ? 'whole' : 'other',
    bounds,
    min: String(min),
    max: String(max),
  });
  const isNumberText = typeof raw === 'string' && /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i.test(raw.trim());
  if (typeof raw !== 'number' && !isNumberText) return refused(expected);
  const value = Number(raw);
  if (!Number.isFinite(value) || (whole && !Number.isSafeInteger(value))) return refused(expected);
  if ((min !== undefined && value < min) || (max !== undefined && value > max)) return refused(expected);
  return accepted(value);
}

/** A value as an error text shows it, shortened. */
export function formatValue(raw: unknown): string {
  // Not as JSON: it may be nested ten thousand levels deep.
  if (typeof raw === 'object' && raw !== null) return Array.isArray(raw) ? 'a list' : 'an object';
  const text = String(raw);
  return text.length > 80 ? `${text.slice(0, 77)}…` : text;
}
