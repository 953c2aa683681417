/** Which Python runs a ComfyUI: the one that its settings name, or the one that is found. */
import { dirname } from 'node:path';
import { discoveryWords } from '../../../shared/words/en/discovery.ts';
import { type Text, texts } from '../../../shared/words/phrase.ts';
import type { AdapterIo, PathContext } from '../../core/backend/backend-type.ts';
import { pathFromSetting } from '../common/settings/path-setting.ts';
import { canRun, findPython, type PythonChoice } from '../python/python-program.ts';
import { describeEnvironment, pythonFromSetting } from '../python/python-setting.ts';
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
  if (pathFromSetting(setting) === '') return await findPython(folder, platform, canRun(files));
  return await pythonFromSetting({ setting, label: comfyLabels.Python }, folder, {
    backend,
    files,
    platform,
  });
}

/** What is said in the form, before the start, about a path in one of these settings. @throws NotAnsweringError */
export async function describeComfyPath(
  setting: string,
  typed: string,
  { files, platform }: PathContext,
): Promise<Text | null> {
  const path = pathFromSetting(typed);
  if (setting === 'Python') {
    return await describeEnvironment(path, { files, platform });
  }
  if (setting !== 'StartScript') return null;
  const script = await locateStartScript(path, files);
  if (script === null) return null;
  const { command, bin } = await findPython(dirname(script), platform, canRun(files));
  return texts(discoveryWords)(bin === null ? 'runBySystem' : 'runBy', {
    python: command,
    setting: comfyLabels.Python,
  });
}
