import { expect, test } from 'vitest';
import { splitCode } from './split-code.ts';

test('blocks of code are set apart from the text around them', () => {
  expect(splitCode('Look:\n\n```js\nlet a = `x`;\n\na();\n```\n\nDone.')).toEqual([
    { kind: 'text', text: 'Look:' },
    { kind: 'code', text: 'let a = `x`;\n\na();' },
    { kind: 'text', text: 'Done.' },
  ]);
});

test('a block that is still being written is code, and a longer fence holds a shorter one', () => {
  expect(splitCode('```\nhalf')).toEqual([{ kind: 'code', text: 'half' }]);
  expect(splitCode('````\n```\ninner\n```\n````')).toEqual([{ kind: 'code', text: '```\ninner\n```' }]);
  expect(splitCode('a ``` b')).toEqual([{ kind: 'text', text: 'a ``` b' }]);
});
