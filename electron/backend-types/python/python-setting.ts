/** A setting that names the Python of a program. */

import { SwitchyardError } from '../../../shared/errors.ts';
import { discoveryWords } from '../../../shared/words/en/discovery.ts';
import { startReasonWords } from '../../../shared/words/en/errors/start-reasons.ts';
import { type HostText, type Text, texts } from '../../../shared/words/phrase.ts';
import type { AdapterIo, PathContext } from '../../core/backend/backend-type.ts';
import { assertFullPath, checkPathKind, pathFromSetting } from '../common/settings/path-setting.ts';
import { canRun, namedPython, type PythonChoice } from './python-program.ts';

const why = texts(startReasonWords);

/**
 * @param setting its value, which is not empty, and the label of its field
 * @param folder the folder of the script
 * @throws SwitchyardError `invalid_setting_at_start`, `path_not_found`; NotAnsweringError
 */
export async function pythonFromSetting(
  { setting, label }: { setting: string; label: HostText },
  folder: string,
  { backend, files, platform }: Pick<AdapterIo, 'backend' | 'files' | 'platform'>,
): Promise<PythonChoice> {
  const named = pathFromSetting(setting);
  if (/[\\/]/.test(named)) {
    assertFullPath(named, { backend, name: label });
    if ((await checkPathKind(named, files)) === 'missing')
      throw new SwitchyardError('path_not_found', { backend, name: label, path: named, expected: 'file' });
  }
  const python = await namedPython(named, folder, { platform, ...checksOf(files) });
  if (python) return python;
  throw new SwitchyardError('invalid_setting_at_start', {
    backend,
    name: label,
    reason: why('noPython', { path: named }),
  });
}

/** What is said in the form about the folder of an environment; null for anything else. @throws NotAnsweringError */
export async function describeEnvironment(
  path: string,
  { files, platform }: PathContext,
): Promise<Text | null> {
  if ((await checkPathKind(path, files)) !== 'folder') return null;
  const python = await namedPython(path, path, { platform, ...checksOf(files) });
  return python && texts(discoveryWords)('environmentPython', { python: python.command });
}

const checksOf = (files: AdapterIo['files']) => ({
  exists: canRun(files),
  isFolder: async (path: string) => (await checkPathKind(path, files)) === 'folder',
});
