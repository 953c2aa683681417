import { expect, test } from 'vitest';
import { findPython, namedPython, pythonEnvironment } from './python-program.ts';

const only =
  (...paths: string[]) =>
  async (path: string) =>
    paths.includes(path);

test.each([
  [['/c/venv/bin/python3', '/c/.venv/bin/python3'], '/c/venv/bin/python3', '/c/venv/bin'],
  [['/c/venv/bin/python'], '/c/venv/bin/python', '/c/venv/bin'],
  [['/c/.venv/bin/python3'], '/c/.venv/bin/python3', '/c/.venv/bin'],
  // Pinokio.
  [['/c/env/bin/python'], '/c/env/bin/python', '/c/env/bin'],
  // Krita: server/ComfyUI with server/venv.
  [['/venv/bin/python3', '/.venv/bin/python3'], '/venv/bin/python3', '/venv/bin'],
  [['/.venv/bin/python3'], '/.venv/bin/python3', '/.venv/bin'],
  [['/venv/bin/python3', '/c/env/bin/python3'], '/c/env/bin/python3', '/c/env/bin'],
  [[], 'python3', null],
])('on Linux, where %j exist, it chooses %s', async (existing, command, bin) => {
  expect(await findPython('/c', 'linux', only(...existing))).toEqual({ command, bin, cwd: '/c' });
});

test.each([
  [
    ['C:\\a\\ComfyUI\\venv\\Scripts\\python.exe'],
    'C:\\a\\ComfyUI\\venv\\Scripts\\python.exe',
    'C:\\a\\ComfyUI',
  ],
  [
    ['C:\\a\\ComfyUI\\.venv\\Scripts\\python.exe'],
    'C:\\a\\ComfyUI\\.venv\\Scripts\\python.exe',
    'C:\\a\\ComfyUI',
  ],
  // The portable build is started in the folder above.
  [['C:\\a\\python_embeded\\python.exe'], 'C:\\a\\python_embeded\\python.exe', 'C:\\a'],
  [
    ['C:\\a\\ComfyUI\\env\\python.exe', 'C:\\a\\python_embeded\\python.exe'],
    'C:\\a\\ComfyUI\\env\\python.exe',
    'C:\\a\\ComfyUI',
  ],
  [['C:\\a\\venv\\Scripts\\python.exe'], 'C:\\a\\venv\\Scripts\\python.exe', 'C:\\a\\ComfyUI'],
  [[], 'python', 'C:\\a\\ComfyUI'],
])('on Windows, where %j exist, it chooses %s, started in %s', async (existing, command, cwd) => {
  expect(await findPython('C:\\a\\ComfyUI', 'win32', only(...existing))).toMatchObject({ command, cwd });
});

test('an outer virtual environment is removed, and the own programs come first on the PATH', async () => {
  const inherited = {
    PATH: '/outer/bin:/usr/bin:/bin',
    PYTHONHOME: '/outer',
    PYTHONPATH: '/outer/lib',
    VIRTUAL_ENV: '/outer',
    HOME: '/home/me',
  };
  const env = await pythonEnvironment({ bin: '/c/venv/bin' }, inherited, 'linux', only('/outer/pyvenv.cfg'));
  expect(env).toMatchObject({ PATH: '/c/venv/bin:/usr/bin:/bin', PYTHONUNBUFFERED: '1' });
  for (const name of ['PYTHONHOME', 'PYTHONPATH', 'VIRTUAL_ENV', 'CONDA_PREFIX'])
    expect([name, Object.hasOwn(env, name), env[name]]).toEqual([name, true, undefined]);
  expect(env).not.toHaveProperty('HOME');
});

test('on Windows the variable PATH keeps its spelling', async () => {
  const env = await pythonEnvironment({ bin: null }, { Path: 'C:\\a;C:\\b' }, 'win32', only());
  expect(env.Path).toBe('C:\\a;C:\\b');
  expect(env).not.toHaveProperty('PATH');
});

test.each([
  ['linux', '/opt/conda/envs/comfy/bin/python', '/opt/conda/envs/comfy/bin/python'],
  ['linux', '/opt/conda/envs/comfy', '/opt/conda/envs/comfy/bin/python3'],
  ['linux', '/opt/empty', null],
  ['linux', 'python3.11', 'python3.11'],
  ['win32', 'C:\\conda\\envs\\comfy', 'C:\\conda\\envs\\comfy\\python.exe'],
  ['win32', 'C:\\py\\python.exe', 'C:\\py\\python.exe'],
] as const)('on %s, the setting %s names %s', async (platform, named, command) => {
  const choice = await namedPython(named, '/c', {
    platform,
    exists: only('/opt/conda/envs/comfy/bin/python3', 'C:\\conda\\envs\\comfy\\python.exe'),
    isFolder: only('/opt/conda/envs/comfy', '/opt/empty', 'C:\\conda\\envs\\comfy'),
  });
  expect(choice?.command ?? null).toBe(command);
  if (choice) expect(choice.cwd).toBe('/c');
});

test('the libraries of a conda environment are on the PATH on Windows', async () => {
  const bin = 'C:\\conda\\envs\\comfy';
  const env = await pythonEnvironment({ bin }, { PATH: 'C:\\x' }, 'win32', only(`${bin}\\conda-meta`));
  expect(env.PATH).toBe(`${bin};${bin}\\Library\\bin;${bin}\\Scripts;C:\\x`);
});
