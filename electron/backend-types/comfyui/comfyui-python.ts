/** Which Python runs a ComfyUI: the one that its settings name, or the one that is found. */
import { dirname } from 'node:path';
import { SwitchyardError } from '../../../shared/errors.ts';
import type { AdapterIo, PathContext } from '../../core/backend/backend-type.ts';
import { assertFullPath, checkPathKind, pathFromSetting } from '../common/path-setting.ts';
import { canRun, findPython, namedPython, type PythonChoice } from '../python/python-program.ts';
import { comfyLabels } from './comfyui-settings.ts';
import { locateStartScript } from './start-script.ts';

/**
 * @param setting as it was typed; empty for the one that is found
 * @param folder the folder of main.py
 * @throws SwitchyardError `invalid_setting_at_start`, `path_not_found`; NotAnsweringError
 */
export async function choosePython(
  setting: string,
  folder: string,
  { backend, files, platform }: Pick<AdapterIo, 'backend' | 'files' | 'platform'>,
): Promise<PythonChoice> {
  const named = pathFromSetting(setting);
  if (named === '') return await findPython(folder, platform, canRun(files));
  const name = comfyLabels.Python;
  if (/[\\/]/.test(named)) {
    assertFullPath(named, { backend, name });
    if ((await checkPathKind(named, files)) === 'missing')
      throw new SwitchyardError('path_not_found', { backend, name, path: named, expected: 'file' });
  }
  const python = await namedPython(named, folder, { platform, ...checksOf(files) });
  if (python) return python;
  throw new SwitchyardError('invalid_setting_at_start', {
    backend,
    name,
    reason: `must name a Python or its environment, and there is none in ${named}`,
  });
}

/** What is said in the form, before the start, about a path in one of these settings. @throws NotAnsweringError */
export async function describeComfyPath(
  setting: string,
  typed: string,
  { files, platform }: PathContext,
): Promise<string | null> {
  const path = pathFromSetting(typed);
  if (setting === 'Python') {
    if ((await checkPathKind(path, files)) !== 'folder') return null;
    const python = await namedPython(path, path, { platform, ...checksOf(files) });
    return python && `The Python in it is ${python.command}.`;
  }
  if (setting !== 'StartScript') return null;
  const script = await locateStartScript(path, files);
  if (script === null) return null;
  const { command, bin } = await findPython(dirname(script), platform, canRun(files));
  return bin === null
    ? `No Python of its own was found beside it: it is run by ${command} of this machine, unless ${comfyLabels.Python} names another.`
    : `It is run by ${command}, unless ${comfyLabels.Python} names another.`;
}

const checksOf = (files: AdapterIo['files']) => ({
  exists: canRun(files),
  isFolder: async (path: string) => (await checkPathKind(path, files)) === 'folder',
});
