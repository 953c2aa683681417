import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { localFileChecks } from '../../core/files/file-checks.ts';
import { describeWebuiPath, findWebuiProgram as findProgram, readUserFile } from './webui-start-script.ts';

const io = (platform: NodeJS.Platform) => ({ backend: 'Backend 1', files: localFileChecks, platform });

const findWebuiProgram = (StartScript: string, context: ReturnType<typeof io>, Python = '') =>
  findProgram({ StartScript, Python }, context);

/** @param more files beside those that every web UI has */
async function makeWebui(...more: string[]): Promise<string> {
  const parent = await mkdtemp(join(tmpdir(), 'switchyard-webui-'));
  onTestFinished(() => rm(parent, { recursive: true, force: true }));
  const folder = join(parent, 'webui');
  for (const name of ['launch.py', 'webui.py', 'modules/api.py', ...more]) {
    const path = join(folder, name);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, '');
    await chmod(path, 0o755);
  }
  return folder;
}

test.each(['webui.sh', 'webui-user.sh', ''])(
  '%s, elsewhere than on Windows, means webui.sh',
  async (name) => {
    const folder = await makeWebui('webui.sh', 'webui-user.sh', 'venv/bin/python3');
    const program = await findWebuiProgram(join(folder, name), io('linux'));
    expect(program).toMatchObject({ folder, command: 'bash', args: [join(folder, 'webui.sh')] });
  },
);

test('launch.py is run with the virtual environment, where it was chosen or there is no webui.sh', async () => {
  const folder = await makeWebui('venv/bin/python3', 'webui-user.sh');
  const expected = { command: join(folder, 'venv/bin/python3'), args: ['-u', join(folder, 'launch.py')] };
  expect(await findWebuiProgram(folder, io('linux'))).toMatchObject(expected);
  await writeFile(join(folder, 'webui.sh'), '');
  expect(await findWebuiProgram(join(folder, 'launch.py'), io('linux'))).toMatchObject(expected);
});

test('a Python that is named runs launch.py in place of webui.sh, also by the folder of its environment', async () => {
  const folder = await makeWebui('webui.sh', '../conda/bin/python3');
  const environment = join(dirname(folder), 'conda');
  const expected = { command: join(environment, 'bin/python3'), args: ['-u', join(folder, 'launch.py')] };
  for (const named of [environment, join(environment, 'bin/python3')])
    expect(await findWebuiProgram(folder, io('linux'), named)).toMatchObject(expected);
  await expect(findWebuiProgram(folder, io('linux'), join(environment, 'gone'))).rejects.toMatchObject({
    code: 'path_not_found',
  });
  const describe = async (setting: string, path: string) =>
    (await describeWebuiPath(setting, path, io('linux')))?.text ?? null;
  expect(await describe('Python', environment)).toContain(join(environment, 'bin/python3'));
  expect(await describe('StartScript', folder)).toContain('webui.sh, which chooses the Python');
  await rm(join(folder, 'webui.sh'));
  expect(await describe('StartScript', folder)).toContain('No Python of its own');
  expect(await describe('StartScript', environment)).toBeNull();
});

test('without a Python of its own nothing is installed into another one', async () => {
  const folder = await makeWebui();
  await expect(findWebuiProgram(folder, io('linux'))).rejects.toMatchObject({ code: 'webui_not_installed' });
});

test('what is no web UI is told, with what is missing', async () => {
  const folder = await makeWebui('webui.sh');
  await rm(join(folder, 'modules'), { recursive: true });
  const found = findWebuiProgram(join(folder, 'webui.sh'), io('linux'));
  await expect(found).rejects.toMatchObject({
    code: 'not_webui',
    details: { reason: { text: 'its folder has no modules' } },
  });
  await expect(findWebuiProgram('webui.sh', io('linux'))).rejects.toMatchObject({
    code: 'invalid_setting_at_start',
  });
  await expect(findWebuiProgram(join(folder, 'gone.sh'), io('linux'))).rejects.toMatchObject({
    code: 'path_not_found',
  });
});

test('webui-user is read where it takes part in the start', async () => {
  const folder = await makeWebui('webui.sh', 'webui-user.sh');
  await writeFile(join(folder, 'webui-user.sh'), 'export COMMANDLINE_ARGS="--listen"\n');
  const setting = join(folder, 'webui.sh');
  const bash = { folder, command: 'bash' };
  expect(await readUserFile(bash, setting, io('linux'))).toMatchObject({ args: ['--listen'], isSet: true });
  const python = { folder, command: join(folder, 'venv/bin/python3') };
  expect(await readUserFile(python, join(folder, 'launch.py'), io('linux'))).toMatchObject({ isSet: false });
  await writeFile(join(folder, 'webui-user.bat'), 'set COMMANDLINE_ARGS=--xformers\r\n');
  expect(await readUserFile(python, join(folder, 'webui-user.bat'), io('win32'))).toMatchObject({
    args: ['--xformers'],
  });
  expect(await readUserFile(python, join(folder, 'webui.bat'), io('win32'))).toMatchObject({ isSet: false });
});
