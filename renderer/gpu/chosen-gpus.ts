/** Which GPUs the settings of a backend choose. */
import type { BackendTypeInfo, FullBackend, SettingInfo } from '../../shared/backend.ts';

/** The setting of a type that chooses GPUs; undefined where it has none. */
export const gpuSettingOf = (type: BackendTypeInfo | undefined): SettingInfo | undefined =>
  type?.settings.find(({ format }) => format === 'gpu-list');

/**
 * The numbers or UUIDs of the GPUs that the settings of a backend choose, as they are written there; none where it may see all
 * of them.
 * @returns null where its type has no such setting, or other settings keep it off all GPUs
 */
export function chosenGpuTokens(
  { settings, uses_gpus: usesGpus }: Pick<FullBackend, 'settings' | 'uses_gpus'>,
  type: BackendTypeInfo | undefined,
): string[] | null {
  const setting = gpuSettingOf(type);
  if (setting === undefined || usesGpus === false) return null;
  return String(settings[setting.name] ?? '')
    .split(',')
    .map((token) => token.trim())
    .filter((token) => token !== '');
}
