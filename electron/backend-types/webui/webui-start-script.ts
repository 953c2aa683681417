/** Finds out how a web UI that is installed here is to be run, and what its webui-user file sets. */

import { basename, dirname, join } from 'node:path';
import { SwitchyardError } from '../../../shared/errors.ts';
import { discoveryWords } from '../../../shared/words/en/discovery.ts';
import { startReasonWords } from '../../../shared/words/en/errors/start-reasons.ts';
import { type Text, texts } from '../../../shared/words/phrase.ts';
import type { AdapterIo, PathContext } from '../../core/backend/backend-type.ts';
import type { FileChecks } from '../../core/files/file-checks.ts';
import { assertFullPath, checkPathKind, pathFromSetting } from '../common/settings/path-setting.ts';
import { canRun, findPython, type PythonChoice } from '../python/python-program.ts';
import { describeEnvironment, pythonFromSetting } from '../python/python-setting.ts';
import { userFileArguments } from './webui-arguments.ts';
import { webuiLabels } from './webui-settings.ts';

const say = texts(discoveryWords);
const why = texts(startReasonWords);

/** Every web UI of this family has these in its folder. */
const FILES_OF_WEBUI = ['launch.py', 'webui.py', 'modules'];
const MAX_USER_FILE_BYTES = 64 * 1024;

export interface WebuiProgram {
  folder: string;
  command: string;
  /** Before all other arguments. */
  args: string[];
  python: PythonChoice;
}

/**
 * On Windows, launch.py is run by the Python that webui.bat uses. Elsewhere webui.sh is run, which
 * prepares the environment, makes a virtual environment at its first start, and starts the web UI again where that wants it.
 * @param settings StartScript: the path as it was typed, of a script or of its folder
 * @throws SwitchyardError `setting_required`, `invalid_setting_at_start`, `path_not_found`, `not_webui`, `webui_not_installed`
 */
export async function findWebuiProgram(
  settings: { StartScript: string; Python: string },
  io: Pick<AdapterIo, 'backend' | 'files' | 'platform'>,
): Promise<WebuiProgram> {
  const { backend, files, platform } = io;
  const path = pathFromSetting(settings.StartScript);
  const where = { backend, name: webuiLabels.StartScript };
  if (path === '') throw new SwitchyardError('setting_required', where);
  assertFullPath(path, where);
  const kind = await checkPathKind(path, files);
  if (kind === 'missing') throw new SwitchyardError('path_not_found', { ...where, path, expected: 'file' });
  const folder = kind === 'folder' ? path : dirname(path);
  const missing = await firstMissing(folder, files);
  if (missing !== null)
    throw new SwitchyardError('not_webui', {
      backend,
      path,
      reason: why('missingInFolder', { name: missing }),
    });
  const script = join(folder, 'launch.py');
  if (pathFromSetting(settings.Python) !== '') {
    const named = { setting: settings.Python, label: webuiLabels.Python };
    return byPython(script, await pythonFromSetting(named, folder, io));
  }
  if (await isRunByShell(path, folder, { files, platform })) return byShell(folder);
  const python = await findWebuiPython(folder, platform, files);
  if (python === null) throw new SwitchyardError('webui_not_installed', { backend, folder });
  return byPython(script, python);
}

async function isRunByShell(
  path: string,
  folder: string,
  { files, platform }: PathContext,
): Promise<boolean> {
  if (platform === 'win32' || /\.py$/i.test(path)) return false;
  return (await checkPathKind(join(folder, 'webui.sh'), files)) === 'file';
}

function byShell(folder: string): WebuiProgram {
  const script = join(folder, 'webui.sh');
  return { folder, command: 'bash', args: [script], python: { command: 'bash', cwd: folder, bin: null } };
}

const byPython = (script: string, python: PythonChoice): WebuiProgram => ({
  folder: dirname(script),
  command: python.command,
  // -u: its output is a pipe, and would be kept back.
  args: ['-u', script],
  python,
});

/** What is said in the form, before the start, about a path in one of these settings. @throws NotAnsweringError */
export async function describeWebuiPath(
  setting: string,
  typed: string,
  context: PathContext,
): Promise<Text | null> {
  const { files, platform } = context;
  const label = webuiLabels.Python;
  const path = pathFromSetting(typed);
  if (setting === 'Python') return await describeEnvironment(path, context);
  const kind = setting === 'StartScript' ? await checkPathKind(path, files) : 'missing';
  if (kind === 'missing') return null;
  const folder = kind === 'folder' ? path : dirname(path);
  if ((await firstMissing(folder, files)) !== null) return null;
  if (await isRunByShell(path, folder, context))
    return say('startedByScript', { script: join(folder, 'webui.sh'), setting: label });
  const python = await findWebuiPython(folder, platform, files);
  return python === null
    ? say('noPython', { setting: label })
    : say('launchedBy', { python: python.command, setting: label });
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
