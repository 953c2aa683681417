/** Checks the start script of a ComfyUI that is installed here. */

import { basename, dirname, join } from 'node:path';
import { SwitchyardError } from '../../../shared/errors.ts';
import { startReasonWords } from '../../../shared/words/en/errors/start-reasons.ts';
import { texts } from '../../../shared/words/phrase.ts';
import type { AdapterIo } from '../../core/backend/backend-type.ts';
import type { FileChecks } from '../../core/files/file-checks.ts';
import {
  assertFullPath,
  assertPathKind,
  checkPathKind,
  pathFromSetting,
} from '../common/settings/path-setting.ts';
import { comfyLabels } from './comfyui-settings.ts';

const why = texts(startReasonWords);

/** ComfyUI has these beside its main.py. Where all of them are missing, it is another program. */
const FILES_OF_COMFYUI = ['comfy', 'nodes.py', 'execution.py'];

/**
 * @param setting the path as it was typed, of the script or of its folder
 * @returns the full path of main.py
 * @throws SwitchyardError `setting_required`, `invalid_setting_at_start`, `path_not_found`, `wrong_kind_of_path`, `not_comfyui`
 */
export async function findStartScript(
  setting: string,
  { backend, files }: Pick<AdapterIo, 'backend' | 'files'>,
): Promise<string> {
  const typedPath = pathFromSetting(setting);
  const where = { backend, name: comfyLabels.StartScript };
  if (typedPath === '') throw new SwitchyardError('setting_required', where);
  assertFullPath(typedPath, where);
  const path = (await checkPathKind(typedPath, files)) === 'folder' ? join(typedPath, 'main.py') : typedPath;
  await assertPathKind(path, 'file', { ...where, files });
  if (!/\.py$/i.test(path))
    throw new SwitchyardError('invalid_setting_at_start', {
      ...where,
      reason: why('notMainPy', { file: basename(path) }),
    });
  if (!(await isBesideComfyUi(path, files)))
    throw new SwitchyardError('not_comfyui', {
      backend,
      path,
      reason: why('notBesideComfy'),
    });
  return path;
}

/** @param path of the script or of its folder. @returns the path of a main.py of ComfyUI that is there, or null. @throws NotAnsweringError */
export async function locateStartScript(path: string, files: FileChecks): Promise<string | null> {
  const script = (await checkPathKind(path, files)) === 'folder' ? join(path, 'main.py') : path;
  const isThere = /\.py$/i.test(script) && (await checkPathKind(script, files)) === 'file';
  return isThere && (await isBesideComfyUi(script, files)) ? script : null;
}

async function isBesideComfyUi(script: string, files: FileChecks): Promise<boolean> {
  const kinds = await Promise.all(
    FILES_OF_COMFYUI.map((name) => checkPathKind(join(dirname(script), name), files)),
  );
  return kinds.some((kind) => kind !== 'missing');
}
