import { describe, expect, it } from 'vitest';
import { text } from '../../settings.ts';
import { assertVariablesConfirmed, loadsForeignCode } from './foreign-code-variables.ts';

const shape = {
  Environment: text({ label: 'Environment', description: '', format: 'env' }),
  Notes: text({ label: 'Notes', description: '', format: 'multiline' }),
};
const check = (before: string, after: string, isConfirmed = false) =>
  assertVariablesConfirmed(shape, {
    before: { Environment: before },
    after: { Environment: after },
    isConfirmed,
  });

it.each(['LD_PRELOAD', 'LD_AUDIT', 'DYLD_INSERT_LIBRARIES', 'NODE_OPTIONS', 'PYTHONSTARTUP', 'ld_preload'])(
  '%s loads foreign code',
  (name) => expect(loadsForeignCode(name)).toBe(true),
);
it.each(['LD_LIBRARY_PATH', 'PATH', 'HF_HOME', 'CUDA_VISIBLE_DEVICES'])('%s does not', (name) =>
  expect(loadsForeignCode(name)).toBe(false),
);

describe('a variable that loads foreign code', () => {
  it('is refused without a confirmation, by name and value', () => {
    expect(() => check('', 'A=1\nLD_PRELOAD=/x.so')).toThrow(/LD_PRELOAD=\/x\.so.*"confirm_variables": true/);
  });
  it('is refused with another value than the stored one', () => {
    expect(() => check('LD_PRELOAD=/x.so', 'LD_PRELOAD=/y.so')).toThrow('/y.so');
  });
  it('passes with a confirmation', () => expect(() => check('', 'LD_PRELOAD=/x.so', true)).not.toThrow());
  it('passes where it is stored already, and where it is removed', () => {
    expect(() => check('LD_PRELOAD=/x.so', '# same\nLD_PRELOAD=/x.so\nA=2')).not.toThrow();
    expect(() => check('LD_PRELOAD=/x.so', 'A=2')).not.toThrow();
  });
  it('is only text in a setting that holds no variables', () => {
    const after = { Notes: 'LD_PRELOAD=/x.so' };
    expect(() => assertVariablesConfirmed(shape, { before: {}, after, isConfirmed: false })).not.toThrow();
  });
});
