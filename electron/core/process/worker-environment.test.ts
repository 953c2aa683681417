import { expect, test } from 'vitest';
import { composeEnvironment, MARK_VARIABLE } from './worker-environment.ts';

const inherited = { PATH: '/bin', PYTHONHOME: '/outer', LD_PRELOAD: '/evil.so', HOME: '/home/me' };

test('what is laid over wins, and undefined takes a variable out', () => {
  const env = composeEnvironment(inherited, { PATH: '/own:/bin', PYTHONHOME: undefined }, 'mark', 'linux');
  expect(env).toEqual({ PATH: '/own:/bin', HOME: '/home/me', [MARK_VARIABLE]: 'mark' });
});

test('on Windows, whatever the case of its name', () => {
  const env = composeEnvironment(
    { PythonHome: 'C:\\outer', Path: 'C:\\a' },
    { PYTHONHOME: undefined },
    'mark',
    'win32',
  );
  expect(env).toEqual({ Path: 'C:\\a', [MARK_VARIABLE]: 'mark' });
});
