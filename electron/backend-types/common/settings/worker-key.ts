/** The key that a worker wants of its clients, so that its probes have it, and how it is handed over: never as an argument where the engine has another way. */

import { SwitchyardError } from '../../../../shared/errors.ts';
import { KEY_PLACEHOLDER } from '../../../../shared/settings/secrets/pasted-secrets.ts';
import { type SettingGroup, secret } from '../../../../shared/settings.ts';
import type { Text } from '../../../../shared/words/phrase.ts';
import { settingText as t } from '../../../../shared/words/setting-text.ts';

export const KEY_LABEL = t('common_ApiKey');

/** To be declared as `ApiKey`. */
export const apiKeySetting = (description: Text, texts: { group?: SettingGroup; advanced?: boolean } = {}) =>
  secret({
    label: t('common_ApiKey'),
    description,
    placeholder: t('example_longText'),
    ...texts,
  });

const KEY_NAMES = ['--api-key', '--api_key', '--apikey', '--password'];

/** Whether these arguments have the place of the key. */
export const hasKeyPlaceholder = (args: readonly string[]): boolean =>
  args.some((argument) => argument.includes(KEY_PLACEHOLDER));

/** The arguments without the key, for an engine that reads it from its environment. */
export function withoutKeyArgument(args: readonly string[]): string[] {
  return args.filter((argument, index) => {
    const isPlace = argument === KEY_PLACEHOLDER && KEY_NAMES.includes(args[index - 1] ?? '');
    const isName = KEY_NAMES.includes(argument) && args[index + 1] === KEY_PLACEHOLDER;
    return !isPlace && !isName && !KEY_NAMES.some((name) => argument === `${name}=${KEY_PLACEHOLDER}`);
  });
}

/** @throws SwitchyardError `setting_required` where arguments want a key that is not set */
export function assertKeySet(args: readonly string[], key: string, backend: string): void {
  if (key.trim() === '' && hasKeyPlaceholder(args))
    throw new SwitchyardError('setting_required', { backend, name: KEY_LABEL });
}

/**
 * The header with the key. Of several keys, separated by commas, the first is sent; a value that begins with a scheme, such
 * as `Basic`, is sent as it is.
 */
export function keyHeaders(key: string): Record<string, string> {
  const text = key.trim();
  if (text === '') return {};
  if (/^(basic|bearer|token) \S/i.test(text)) return { authorization: text };
  return { authorization: `Bearer ${firstKey(text)}` };
}

/** The variables in which engines look for their key: llama-server (its --help), vLLM (its envs.py). */
export const keyVariables = (key: string): Record<string, string> =>
  key.trim() === '' ? {} : { LLAMA_API_KEY: key.trim(), VLLM_API_KEY: key.trim() };

const firstKey = (keys: string): string => (keys.split(',')[0] ?? '').trim();
