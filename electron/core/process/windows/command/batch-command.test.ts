import { describe, expect, it } from 'vitest';
import { batchCommand, isBatchFile } from './batch-command.ts';

const WINDOWS = { SystemRoot: 'C:\\Windows' };
const start = (...args: string[]) => batchCommand('C:\\my engine\\run.bat', args, WINDOWS);

describe('a batch file', () => {
  it.each([
    ['C:\\a\\run.bat', true],
    ['C:\\a\\RUN.CMD', true],
    ['C:\\a\\run.bat.exe', false],
    ['C:\\a\\bat', false],
  ])('is known by its name: %s', (path, expected) => {
    expect(isBatchFile(path)).toBe(expected);
  });

  it('is started by cmd.exe of the folder of Windows, without AutoRun and without expansion of !name!', () => {
    expect(start('--port', '1')).toEqual({
      command: 'C:\\Windows\\System32\\cmd.exe',
      line: '"C:\\Windows\\System32\\cmd.exe" /d /e:on /v:off /s /c ""C:\\my engine\\run.bat" "--port" "1""',
    });
    expect(batchCommand('C:\\x.cmd', [], { SYSTEMROOT: 'D:\\Win' }).command).toBe(
      'D:\\Win\\System32\\cmd.exe',
    );
  });

  it.each(['a & calc', 'a|b', '<in', '>out', 'a^b', '(a)', 'a;b', 'a,b', 'a=b', '!PATH!', '', 'a b', 'ü'])(
    'is given %j within quotes, where it is text',
    (argument) => {
      expect(start(argument).line).toMatch(
        new RegExp(`bat" "${argument.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')}""$`),
      );
    },
  );

  it('is given a folder with a backslash at its end so that the quote behind it stays a quote', () => {
    expect(start('C:\\models\\').line).toMatch(/"C:\\models\\\\""$/);
  });

  it.each([
    ['%PATH%', '%'],
    ['50%', '%'],
    ['say "hi"', 'a quote'],
    ['a\nb', 'a line end'],
    ['a\rb', 'a line end'],
  ])('is refused %j, with what it is and what to do', (argument, what) => {
    expect(() => start(argument)).toThrow(`cannot be given ${what} unchanged`);
    expect(() => start(argument)).toThrow('name the program that the batch file starts');
  });

  it('is refused where its own path holds a percent sign', () => {
    expect(() => batchCommand('C:\\50%\\run.bat', [], WINDOWS)).toThrow('%');
  });
});

it('arguments that are longer than what cmd.exe reads are refused, in words', () => {
  expect(() => batchCommand('C:\\run.bat', ['x'.repeat(8200)], {})).toThrow(
    /too long for a batch file: \d+ characters, of which cmd.exe reads 8191/,
  );
});
