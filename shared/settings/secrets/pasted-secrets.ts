/**
 * Keys and passwords that people paste with an address or among arguments. They are taken out of that text, which everybody
 * may read, and put into the secret of the backend that is meant for them.
 */

import type { SettingInfo } from '../../backend.ts';
import { SwitchyardError } from '../../errors.ts';
import { startReasonWords } from '../../words/en/errors/start-reasons.ts';
import { type Text, texts } from '../../words/phrase.ts';
import { fieldText } from '../../words/wire-phrases.ts';
import { joinArguments, splitArguments } from '../arguments.ts';

const say = texts(startReasonWords);

/** Stands in arguments, and in what else a type says, for the key of a worker. */
export const KEY_PLACEHOLDER = '{API_KEY}';

/** A text without its secret. */
export interface SeparatedText {
  text: string;
  /** What belongs into the secret: for an address the value of the header Authorization, or the query with its `?`. */
  secret: string;
  /** What was taken out, as it is called in a sentence. */
  what: Text;
  kind: 'key' | 'login';
}

type TextInfo = Pick<SettingInfo, 'format' | 'secrets_go_to'>;

const what = (kind: SeparatedText['kind']) => ({ kind, what: say(`what_${kind}`) });

/** @returns null where there is no secret in the text, or no place for one */
export function separateSecret(info: TextInfo, text: string): SeparatedText | null {
  if (info.secrets_go_to === undefined) return null;
  if (info.format === 'url') return separateAddress(text.trim());
  return info.format === 'args' ? separateKeyArgument(text) : null;
}

const SECRET_PARAMETER =
  /^(access[-_]?token|api[-_]?key|auth|auth[-_]?token|code|jwt|key|passwd|password|pwd|secret|sig|signature|subscription-key|token|x-api-key)$/i;

function separateAddress(address: string): SeparatedText | null {
  const parts = /^(https?:\/\/)([^\s/?#]*)(\/[^\s?#]*)?(\?[^\s#]*)?(#\S*)?$/i.exec(address);
  if (!parts) return null;
  const [, scheme = '', authority = '', path = '', query = ''] = parts;
  const at = authority.lastIndexOf('@');
  const parameters = query
    .slice(1)
    .split('&')
    .filter((parameter) => parameter !== '');
  const isSecret = (parameter: string) => {
    const [name = '', ...value] = parameter.split('=');
    return SECRET_PARAMETER.test(name) && value.join('=') !== '';
  };
  const secrets = parameters.filter(isSecret);
  if (at < 0 && secrets.length === 0) return null;
  if (at >= 0 && secrets.length > 0) return null;
  const others = parameters.filter((parameter) => !isSecret(parameter));
  const text = `${scheme}${authority.slice(at + 1)}${path}${others.length > 0 ? `?${others.join('&')}` : ''}`;
  if (secrets.length > 0) return { text, secret: `?${secrets.join('&')}`, ...what('key') };
  const [user = '', ...password] = authority.slice(0, at).split(':');
  const login = `${decoded(user)}:${decoded(password.join(':'))}`;
  return { text, secret: `Basic ${base64OfUtf8(login)}`, ...what('login') };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // A lone % stands for itself.
    return text;
  }
}

/** Of llama-server, vLLM, SGLang, TabbyAPI; and of KoboldCpp. */
const KEY_ARGUMENT = /^(--api[-_]?key|--password)(?:=(.*))?$/s;

function separateKeyArgument(text: string): SeparatedText | null {
  const split = splitArguments(text);
  if (!split.ok) return null;
  const keys: string[] = [];
  const rest: string[] = [];
  const { args } = split;
  for (let index = 0; index < args.length; index++) {
    const argument = args[index] ?? '';
    const [, name, assigned] = KEY_ARGUMENT.exec(argument) ?? [];
    const key = assigned ?? (name === undefined ? undefined : args[index + 1]);
    if (
      name === undefined ||
      key === undefined ||
      key === '' ||
      key === KEY_PLACEHOLDER ||
      key.startsWith('--')
    ) {
      rest.push(argument);
      continue;
    }
    if (assigned === undefined) index++;
    // A second one is one of several keys, of which any opens the engine.
    if (keys.length === 0)
      rest.push(...(assigned === undefined ? [name, KEY_PLACEHOLDER] : [`${name}=${KEY_PLACEHOLDER}`]));
    keys.push(key);
  }
  const [first] = keys;
  if (first === undefined) return null;
  // Line breaks and quotes of the rest stay as they were typed, where that says the same.
  const replaced = text.replaceAll(first, KEY_PLACEHOLDER);
  const isSame = joinArguments(splitOrEmpty(replaced)) === joinArguments(rest);
  return { text: isSame ? replaced : joinArguments(rest), secret: keys.join(','), ...what('key') };
}

function splitOrEmpty(text: string): string[] {
  const split = splitArguments(text);
  return split.ok ? split.args : [];
}

export interface SeparatedSettings {
  settings: Record<string, unknown>;
  /** A sentence for each secret that was moved. */
  moved: Text[];
}

/**
 * Moves the secrets within the texts of some settings into the settings that are meant for them.
 * @param sent not yet checked
 * @throws SwitchyardError `secret_in_text` where another value was sent for that secret
 */
export function separateSecrets(
  shape: Record<string, { info: Omit<SettingInfo, 'name'> }>,
  sent: Record<string, unknown>,
): SeparatedSettings {
  const settings = new Map(Object.entries(sent));
  const moved: Text[] = [];
  for (const [name, { info }] of Object.entries(shape)) {
    const text = settings.get(name);
    const target = info.secrets_go_to;
    if (target === undefined || typeof text !== 'string') continue;
    const separated = separateSecret(info, text);
    if (separated === null) continue;
    const at = shape[target]?.info;
    const [from, to] = [fieldText(info, 'label'), at === undefined ? target : fieldText(at, 'label')];
    const typed = settings.get(target);
    // A mask, or the same secret again, as in a copy of older settings, is no other value.
    const isOther =
      typeof typed === 'string' && typed !== '' && !typed.startsWith('\t') && typed !== separated.secret;
    if (isOther) throw new SwitchyardError('secret_in_text', { what: separated.what, from, to });
    settings.set(name, separated.text);
    settings.set(target, separated.secret);
    moved.push(say(`moved_${separated.kind}`, { from, to }));
  }
  return { settings: Object.fromEntries(settings), moved };
}

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** This folder knows neither window nor process, so neither has a function for it here. */
function base64OfUtf8(text: string): string {
  const bytes = (
    encodeURIComponent(text.replace(/[\ud800-\udfff]/gu, '\ufffd')).match(/%[0-9A-F]{2}|[^%]/g) ?? []
  ).map((part) => (part.length === 3 ? Number.parseInt(part.slice(1), 16) : part.charCodeAt(0)));
  let encoded = '';
  for (let index = 0; index < bytes.length; index += 3) {
    const [first = 0, second, third] = bytes.slice(index, index + 3);
    const bits = (first << 16) | ((second ?? 0) << 8) | (third ?? 0);
    encoded += LETTERS.charAt(bits >> 18) + LETTERS.charAt((bits >> 12) & 63);
    encoded += second === undefined ? '=' : LETTERS.charAt((bits >> 6) & 63);
    encoded += third === undefined ? '=' : LETTERS.charAt(bits & 63);
  }
  return encoded;
}
