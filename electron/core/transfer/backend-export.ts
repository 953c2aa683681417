/** Writes the backends into our own file. Secrets are included only under a passphrase. */
import type { OperationOutput } from '../../../shared/operations.ts';
import { englishOf } from '../../../shared/words/phrase.ts';
import { phrasesOfList } from '../../../shared/words/wire-phrases.ts';
import type { Registry } from '../backend/registry.ts';
import { isSealed, secretNames } from '../storage/secrets/secrets.ts';
import { type ExportedBackend, formatBackendsFile, type SecretsOfBackends } from './backends-file.ts';
import { SECRET_NAME, settingLabel } from './imported-settings.ts';

/**
 * @param passphrase empty: without secrets
 * @param ids the backends; all of them where it is left out
 * @throws SwitchyardError `passphrase_too_short`
 */
export async function exportBackends(
  registry: Registry,
  passphrase: string,
  ids?: readonly number[],
): Promise<OperationOutput<'ExportBackends'>> {
  const backends: ExportedBackend[] = [];
  const secrets: SecretsOfBackends = [];
  const missing: OperationOutput<'ExportBackends'>['missing'] = [];
  const withSecrets = passphrase !== '';
  for (const actor of registry.actors()) {
    const { record, type } = actor;
    if (ids !== undefined && !ids.includes(record.id)) continue;
    const settings = type ? actor.settings : record.settings;
    const isSecret = type
      ? (name: string) => secretNames(type.settings).includes(name)
      : (name: string) => SECRET_NAME.test(name);
    const secretSettings = Object.entries(settings).filter(([name, value]) => isSecret(name) && value !== '');
    const exported = withSecrets ? secretSettings.filter(([, value]) => !isSealed(value)) : [];
    backends.push({
      id: record.id,
      type: record.type,
      title: record.title,
      enabled: record.enabled,
      settings: Object.fromEntries(Object.entries(settings).filter(([name]) => !isSecret(name))),
      secret_settings: secretSettings.map(([name]) => name),
      ...((record.tags ?? []).length === 0 ? {} : { tags: [...(record.tags ?? [])] }),
    });
    secrets.push(Object.fromEntries(exported));
    const leftOut = secretSettings.filter((entry) => !exported.includes(entry));
    const labels = leftOut.map(([name]) => settingLabel(type, name));
    if (labels.length > 0)
      missing.push({
        id: record.id,
        backend: actor.displayName,
        settings: labels.map(englishOf),
        ...phrasesOfList('settings', labels),
      });
  }
  const sealing = withSecrets ? { secrets, passphrase } : null;
  const text = await formatBackendsFile(backends, new Date(registry.wall()).toISOString(), sealing);
  return { text, count: backends.length, missing };
}
