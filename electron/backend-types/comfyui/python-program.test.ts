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
])('on Linux, of %j it is %s', async (there, command, bin) => {
  expect(await findPython('/c', 'linux', only(...there))).toEqual({ command, bin, cwd: '/c' });
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
  // The portable build starts from the folder above.
  [['C:\\a\\python_embeded\\python.exe'], 'C:\\a\\python_embeded\\python.exe', 'C:\\a'],
  [[], 'python', 'C:\\a\\ComfyUI'],
])('on Windows, of %j it is %s, started in %s', async (there, command, cwd) => {
  expect(await findPython('C:\\a\\ComfyUI', 'win32', only(...there))).toMatchObject({ command, cwd });
});

test('nothing of an outer virtual environment is left, and its own programs come first', async () => {
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

test('on Windows the PATH keeps its name', async () => {
  const env = await pythonEnvironment({ bin: null }, { Path: 'C:\\a;C:\\b' }, 'win32', only());
  expect(env.Path).toBe('C:\\a;C:\\b');
  expect(env).not.toHaveProperty('PATH');
});
