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
  it.each([
    ['--port 1 \\\n  --host x', ['--port', '1', '--host', 'x']],
    ['--port 1 \\\r\n  --host x\r\n', ['--port', '1', '--host', 'x']],
    ['--port 1 \\  \n --host x', ['--port', '1', '--host', 'x']],
    ['--port 1 ^\r\n  --host x', ['--port', '1', '--host', 'x']],
    ['--port 1 `\r\n  --host x', ['--port', '1', '--host', 'x']],
    ['--list a,\\\nb', ['--list', 'a,b']],
    ['--port 1 \\', ['--port', '1']],
    ['--port 1\n# --ctx-size 4096\n   #--verbose\n--host x', ['--port', '1', '--host', 'x']],
    ['--port 1 \\\n# a word\n--host x', ['--port', '1', '--host', 'x']],
    ['--port 1 # the usual one\n--host x', ['--port', '1', '--host', 'x']],
    ['# only a word', []],
    ['--dir C:\\models\\', ['--dir', 'C:\\models\\']],
    ['--color #fff "#" a#b', ['--color', '#fff', '#', 'a#b']],
    ['"a \\\n b"', ['a \\\n b']],
    ['a^b ^ `x`', ['a^b', '^', '`x`']],
  ])('%j, as it is pasted, is split', (line, args) =>
    expect(splitArguments(line)).toEqual({ ok: true, args }),
  );
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
