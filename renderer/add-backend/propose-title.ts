/** Proposes a title from the file that was chosen, so that two models are not both called by the name of their type. */
import type { SettingInfo } from '../../shared/backend.ts';
import { MAX_TITLE_LENGTH } from '../../shared/limits.ts';
import type { RawValue } from '../settings-form/draft/draft.ts';

/** Files that start an engine: its folder tells more. */
const START_SCRIPTS = /^(main\.py|webui(-user)?\.(sh|bat)|run_\w+\.(sh|bat)|launch\.py)$/i;

/**
 * @param readValue the value of a setting in its widget
 * @returns null where nothing is chosen that tells a name
 */
export function proposeTitle(
  settings: readonly SettingInfo[],
  readValue: (name: string) => RawValue | undefined,
): string | null {
  for (const { name, format } of settings) {
    const value = readValue(name);
    if (typeof value !== 'string' || (format !== 'path-file' && format !== 'path-dir')) continue;
    const title = titleOfPath(value);
    if (title !== null) return title.slice(0, MAX_TITLE_LENGTH);
  }
  return null;
}

function titleOfPath(path: string): string | null {
  const parts = path
    .trim()
    .replace(/^"(.*)"$/, '$1')
    .split(/[/\\]/)
    .filter((part) => part !== '');
  const file = parts.at(-1) ?? '';
  if (START_SCRIPTS.test(file)) return parts.at(-2) ?? null;
  // A model in several files is named without their numbers.
  const model = /^(.+?)(-\d{5}-of-\d{5})?\.gguf$/i.exec(file)?.[1];
  return model ?? null;
}
