import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { joinArguments, splitArguments } from './arguments.ts';

describe('an argument string', () => {
  it.each([
    ['', []],
    ['  a   b ', ['a', 'b']],
    ['--x="two words" y', ['--x=two words', 'y']],
    ["'single $HOME `x`'", ['single $HOME `x`']],
    ['"say \\"hi\\""', ['say "hi"']],
    ['""', ['']],
    ['C:\\models\\a.gguf', ['C:\\models\\a.gguf']],
    ['two\\ words', ['two words']],
    ['$(touch x) ; rm *', ['$(touch', 'x)', ';', 'rm', '*']],
  ])('%j is split', (line, args) => expect(splitArguments(line)).toEqual({ ok: true, args }));
  it('is refused if a quote is never closed', () => expect(splitArguments('"a').ok).toBe(false));
  it('made from arguments is split into the same arguments', () => {
    const argument = fc.string({ unit: 'binary' }).filter((value) => !value.includes('\0'));
    fc.assert(
      fc.property(fc.array(argument), (args) => {
        expect(splitArguments(joinArguments(args))).toEqual({ ok: true, args });
      }),
    );
  });
});
