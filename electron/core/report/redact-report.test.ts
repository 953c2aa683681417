import { describe, expect, test } from 'vitest';
import { createReportRedactor } from './redact-report.ts';

const person = { homes: ['/home/alice'], userName: 'alice', hostName: 'wonderland.example' };
const redact = createReportRedactor(['canary-7f3a9c'], person);

test.each([
  ['/home/alice/models/flux.gguf', '~/models/flux.gguf'],
  ['--model=/home/alice/m.gguf --x', '--model=~/m.gguf --x'],
  ['file:///home/alice/m', 'file:~/m'],
  ['{"path":"/home/alice"}', '{"path":"~"}'],
  ['/home/alicette/m', '/home/<user>/m'],
  ['/home/bob/m', '/home/<user>/m'],
  ['/Users/bob/Library', '/Users/<user>/Library'],
  ['C:\\Users\\bob\\models', 'C:\\Users\\<user>\\models'],
  ['"C:\\\\Users\\\\bob\\\\models"', '"C:\\\\Users\\\\<user>\\\\models"'],
  ['started by alice on Wonderland', 'started by <user> on <computer>'],
  ['ALICE: hi', '<user>: hi'],
  ['malice is no user', 'malice is no user'],
  ['wonderland.example answers', '<computer> answers'],
  ['the key canary-7f3a9c', 'the key ***'],
  ['HF_TOKEN=abcdef', 'HF_TOKEN=***'],
  ['/mnt/data/home automation', '/mnt/data/home automation'],
])('%j becomes %j', (text, expected) => {
  expect(redact(text)).toBe(expected);
});

describe('on Windows', () => {
  const onWindows = createReportRedactor([], {
    homes: ['C:\\Users\\Alice Liddell'],
    userName: 'Alice Liddell',
    hostName: 'DESKTOP-1',
  });
  test.each([
    ['C:\\Users\\Alice Liddell\\models\\m.gguf', '~\\models\\m.gguf'],
    ['"C:\\\\Users\\\\Alice Liddell\\\\m.gguf"', '"~\\\\m.gguf"'],
    ['c:/users/alice liddell/m.gguf', '~/m.gguf'],
  ])('%j becomes %j', (text, expected) => {
    expect(onWindows(text)).toBe(expected);
  });
});

test('names that stand in many texts, or are very short, are left alone', () => {
  const plain = createReportRedactor([], { homes: ['/root'], userName: 'root', hostName: 'pc' });
  expect(plain('the root of the pc, /root/models')).toBe('the root of the pc, ~/models');
});
