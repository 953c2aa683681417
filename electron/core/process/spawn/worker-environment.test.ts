import { expect, test } from 'vitest';
import { composeEnvironment, foldNames, MARK_VARIABLE } from './worker-environment.ts';

const inherited = { PATH: '/bin', PYTHONHOME: '/outer', LD_PRELOAD: '/evil.so', HOME: '/home/me' };

test('explicit values replace inherited ones, and undefined removes a variable', () => {
  const env = composeEnvironment(inherited, { PATH: '/own:/bin', PYTHONHOME: undefined }, 'mark', 'linux');
  expect(env).toEqual({ PATH: '/own:/bin', HOME: '/home/me', [MARK_VARIABLE]: 'mark' });
});

test('on Windows, the case of a name does not matter', () => {
  const env = composeEnvironment(
    { PythonHome: 'C:\\outer', Path: 'C:\\a' },
    { PYTHONHOME: undefined },
    'mark',
    'win32',
  );
  expect(env).toMatchObject({ Path: 'C:\\a', [MARK_VARIABLE]: 'mark' });
  expect(Object.keys(env).map((name) => name.toUpperCase())).not.toContain('PYTHONHOME');
});

test.each([
  [{}, 'utf-8'],
  [{ PythonIOEncoding: 'cp1252' }, 'cp1252'],
])('on Windows, a Python prints UTF-8 unless %j says otherwise', (explicit, expected) => {
  const env = composeEnvironment({}, explicit, 'mark', 'win32');
  expect(Object.entries(env).filter(([name]) => name.toUpperCase() === 'PYTHONIOENCODING')).toEqual([
    [expect.anything(), expected],
  ]);
});

test('a program on Windows finds the last variable of a name, whatever the case', () => {
  const variables = { Llama_Arg_Port: '1', LLAMA_ARG_PORT: '2', Path: 'C:\\a' };
  expect(foldNames(variables, 'win32')).toEqual({ LLAMA_ARG_PORT: '2', PATH: 'C:\\a' });
  expect(foldNames(variables, 'linux')).toEqual(variables);
});
