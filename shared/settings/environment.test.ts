import { describe, expect, it } from 'vitest';
import { explainEnvironment, parseEnvironment } from './environment.ts';

const envOf = (text: string) => {
  const result = parseEnvironment(text);
  return result.ok ? result.env : result.problem.text;
};

describe('environment lines', () => {
  it('keep their values unchanged', () =>
    expect(envOf('A= x "y" \n#B=1\nC=a=b')).toEqual({ A: ' x "y" ', C: 'a=b' }));
  it('are refused with the number of the first wrong line', () =>
    expect(envOf('A=1\nnonsense')).toContain('line 2'));

  it.each([
    ['TOKEN="abc"', { TOKEN: 'abc' }],
    ["TOKEN='a b' ", { TOKEN: 'a b' }],
    ['DIR="C:\\models\\"', { DIR: 'C:\\models\\' }],
    ['EMPTY=""', { EMPTY: '' }],
    ['JSON={"a":"b"}', { JSON: '{"a":"b"}' }],
    ['TWO="a" "b"', { TWO: '"a" "b"' }],
    ['ONE="', { ONE: '"' }],
    ['MIXED="abc\'', { MIXED: '"abc\'' }],
  ])('%j: quotes around a whole value are removed, others are kept', (text, env) =>
    expect(envOf(text)).toEqual(env),
  );

  it.each([
    ['export HF_TOKEN=abc', { HF_TOKEN: 'abc' }],
    ['  export  HF_HOME="/data/hf"', { HF_HOME: '/data/hf' }],
    ['set HF_HOME=D:\\hf', { HF_HOME: 'D:\\hf' }],
    ['$env:HF_HOME = "D:\\hf"', { HF_HOME: 'D:\\hf' }],
    ['A=1\r\nexport B=2\r\n', { A: '1', B: '2' }],
    ['export=1', { export: '1' }],
  ])('%j: is understood as it is pasted from a shell', (text, env) => expect(envOf(text)).toEqual(env));
});

describe('what is not expanded', () => {
  it.each([
    ['HF_HOME=$HOME/hf', '$HOME'],
    [`PATH=/opt/bin:\${PATH}`, `\${PATH}`],
    ['DIR=%USERPROFILE%\\hf', '%USERPROFILE%'],
    ['HF_HOME=~/hf', '~'],
    ['$env:A = $env:HOME', '$env:HOME'],
  ])('%j: is said', (text, expansion) =>
    expect(explainEnvironment(text)?.text).toContain(`${expansion} stays as it is`),
  );
  it.each(['PASSWORD=pa$$', 'PRICE=$5', 'RATE=50%', 'A=a~b', 'A=1', 'nonsense', ''])('%j: is not', (text) =>
    expect(explainEnvironment(text)).toBeNull(),
  );
});
