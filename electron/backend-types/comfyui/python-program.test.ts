import { expect, test } from 'vitest';
import { findPython, pythonEnvironment } from './python-program.ts';

const only =
  (...paths: string[]) =>
  async (path: string) =>
    paths.includes(path);

test.each([
  [['/c/venv/bin/python3', '/c/.venv/bin/python3'], '/c/venv/bin/python3', '/c/venv/bin'],
  [['/c/venv/bin/python'], '/c/venv/bin/python', '/c/venv/bin'],
  [['/c/.venv/bin/python3'], '/c/.venv/bin/python3', '/c/.venv/bin'],
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
