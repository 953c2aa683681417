/** Finds out how a web UI that is installed here is to be run, and what its webui-user file sets. */
import { basename, dirname, join } from 'node:path';
import { SwitchyardError } from '../../../shared/errors.ts';
import type { AdapterIo } from '../../core/backend/backend-type.ts';
import type { FileChecks } from '../../core/files/file-checks.ts';
import { assertFullPath, checkPathKind, pathFromSetting } from '../common/path-setting.ts';
import { canRun, findPython, type PythonChoice } from '../python/python-program.ts';
import { userFileArguments } from './webui-arguments.ts';
import { webuiLabels } from './webui-settings.ts';

/** Every web UI of this family has these in its folder. */
const FILES_OF_WEBUI = ['launch.py', 'webui.py', 'modules'];
const MAX_USER_FILE_BYTES = 64 * 1024;

export interface WebuiProgram {
  folder: string;
  /** For errors: the script that is run. */
  script: string;
  command: string;
  /** Before all other arguments. */
  args: string[];
  python: PythonChoice;
}

/**
 * On Windows, where batch files are not run, launch.py is run by the Python that webui.bat uses. Elsewhere webui.sh is run, which
 * prepares the environment, makes a virtual environment at its first start, and starts the web UI again where that wants it.
 * @param setting the path as it was typed, of a script or of its folder
 * @throws SwitchyardError `setting_required`, `invalid_setting_at_start`, `path_not_found`, `not_webui`, `webui_not_installed`
 */
export async function findWebuiProgram(
  setting: string,
  { backend, files, platform }: Pick<AdapterIo, 'backend' | 'files' | 'platform'>,
): Promise<WebuiProgram> {
  const path = pathFromSetting(setting);
  const where = { backend, name: webuiLabels.StartScript };
  if (path === '') throw new SwitchyardError('setting_required', where);
  assertFullPath(path, where);
  const kind = await checkPathKind(path, files);
  if (kind === 'missing') throw new SwitchyardError('path_not_found', { ...where, path, expected: 'file' });
  const folder = kind === 'folder' ? path : dirname(path);
  const missing = await firstMissing(folder, files);
  if (missing !== null)
    throw new SwitchyardError('not_webui', { backend, path, reason: `there is no ${missing} in its folder` });
  const shell = join(folder, 'webui.sh');
  const wantsPython = platform === 'win32' || (kind === 'file' && /\.py$/i.test(basename(path)));
  if (!wantsPython && (await checkPathKind(shell, files)) === 'file')
    return {
      folder,
      script: shell,
      command: 'bash',
      args: [shell],
      python: { command: 'bash', cwd: folder, bin: null },
    };
  const script = join(folder, 'launch.py');
  const python = await findWebuiPython(folder, platform, files);
  if (python === null) throw new SwitchyardError('webui_not_installed', { backend, folder });
  return { folder, script, command: python.command, args: [script], python };
}

async function firstMissing(folder: string, files: FileChecks): Promise<string | null> {
  for (const name of FILES_OF_WEBUI)
    if ((await checkPathKind(join(folder, name), files)) === 'missing') return name;
  return null;
}

/** Its virtual environment, or the Python of Forge's package for Windows. Never another one: launch.py would install packages into it. */
async function findWebuiPython(
  folder: string,
  platform: NodeJS.Platform,
  files: FileChecks,
): Promise<PythonChoice | null> {
  const found = await findPython(folder, platform, canRun(files));
  if (found.bin !== null) return { ...found, cwd: folder };
  const bin = join(dirname(folder), 'system', 'python');
  const command = join(bin, 'python.exe');
  return platform === 'win32' && (await canRun(files)(command)) ? { command, cwd: folder, bin } : null;
}

export type UserFile = ReturnType<typeof userFileArguments> & { name: string };

/** What the webui-user file sets that webui.sh reads; on Windows only where it was chosen as start script, as there it is a starter. */
export async function readUserFile(
  { folder, command }: Pick<WebuiProgram, 'folder' | 'command'>,
  setting: string,
  { files, platform }: Pick<AdapterIo, 'files' | 'platform'>,
): Promise<UserFile> {
  const name = platform === 'win32' ? 'webui-user.bat' : 'webui-user.sh';
  const isRead = command === 'bash' || basename(pathFromSetting(setting)).toLowerCase() === name;
  const text = isRead
    ? await files.readStart(join(folder, name), MAX_USER_FILE_BYTES).then(
        (read) => Buffer.from(read).toString('utf8'),
        // Without such a file nothing is set.
        () => '',
      )
    : '';
  return { ...userFileArguments(text), name };
}
