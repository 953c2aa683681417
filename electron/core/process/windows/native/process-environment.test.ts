import { expect, test } from 'vitest';
import { findVariable } from './process-environment.ts';

test('a variable is found without regard to case, and what only begins or ends with its name is another one', () => {
  const block =
    '=C:=C:\\\0SWITCHYARD_WORKER_2=no\0X_SWITCHYARD_WORKER=no\0Switchyard_Worker=d.h/1/2=3\0\0SWITCHYARD_WORKER=late\0';
  expect(findVariable(block, 'SWITCHYARD_WORKER')).toBe('d.h/1/2=3');
  expect(findVariable(block, 'HOME')).toBeNull();
  expect(findVariable('', 'HOME')).toBeNull();
});
