import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ManualClock } from '../../../e2e/testkit/core/manual-clock.ts';
import { LineSplitter, MAX_LINE_BYTES } from './line-splitter.ts';

const split = (...chunks: (string | Buffer)[]) => {
  const splitter = new LineSplitter(new ManualClock());
  return [...chunks.flatMap((chunk) => splitter.push(Buffer.from(chunk))), ...splitter.end()];
};

describe('lines', () => {
  test('end with LF or CRLF, wherever the chunks end', () => {
    expect(split('a\nb\r\nc')).toEqual(['a', 'b', 'c']);
    expect(split('a', 'b\r', '\nc\n', '\n')).toEqual(['ab', 'c', '']);
  });

  test('that have no end yet are kept back until they have, or the stream ends', () => {
    const splitter = new LineSplitter(new ManualClock());
    expect(splitter.push(Buffer.from('half'))).toEqual([]);
    expect(splitter.push(Buffer.from(' done\nnext'))).toEqual(['half done']);
    expect(splitter.end()).toEqual(['next']);
    expect(splitter.end()).toEqual([]);
  });

  test('are decoded one by one where they are not all UTF-8', () => {
    const splitter = new LineSplitter(new ManualClock(), (line) => `${line.toString('latin1')}|`);
    expect(splitter.push(Buffer.from('caf\u00e9\nend\n', 'latin1'))).toEqual(['café|', 'end|']);
  });

  test('keep their characters whole across chunks', () => {
    const bytes = Buffer.from('ä€😀\n');
    expect(split(...[...bytes].map((byte) => Buffer.from([byte])))).toEqual(['ä€😀']);
  });

  test('with invalid UTF-8 come out with a replacement', () => {
    expect(split(Buffer.from([0x61, 0xff, 0xc3, 0x0a, 0x62, 0x0a]))).toEqual(['a\ufffd\ufffd', 'b']);
  });

  test('come out the same however the bytes are cut into chunks', () => {
    const pieces = fc.array(fc.constantFrom('a', 'ä', '😀', '\n', '\r\n', ''), { maxLength: 60 });
    fc.assert(
      fc.property(pieces, fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1 }), (parts, sizes) => {
        const bytes = Buffer.from(parts.join(''));
        const chunks: Buffer[] = [];
        for (let at = 0, n = 0; at < bytes.length; n += 1) {
          const size = sizes[n % sizes.length] ?? 1;
          chunks.push(bytes.subarray(at, at + size));
          at += size;
        }
        expect(split(...chunks)).toEqual(split(bytes));
      }),
    );
  });
});

describe('a line without end', () => {
  test('is cut at 64 kB, and the next line is whole again', () => {
    const [cut, next] = split('x'.repeat(MAX_LINE_BYTES + 1), 'y'.repeat(1_000_000), '\nnext\n');
    expect(cut).toBe(`${'x'.repeat(MAX_LINE_BYTES)} … (line cut at 64 kB)`);
    expect(next).toBe('next');
  });

  test('is not cut when it has just 64 kB', () => {
    expect(split(`${'x'.repeat(MAX_LINE_BYTES)}\n`)).toEqual(['x'.repeat(MAX_LINE_BYTES)]);
  });

  test('is not cut within a character', () => {
    const [cut = ''] = split(`x${'😀'.repeat(MAX_LINE_BYTES / 4)}\n`);
    expect(cut).not.toContain('\ufffd');
    expect(cut.startsWith('x😀')).toBe(true);
  });
});

describe('a progress bar, which rewrites its line with lone carriage returns', () => {
  test('is one line, its last state, when its line ends', () => {
    expect(split('\r 1%\r 2%', '\r', ' 3%\r 4%\ndone\n')).toEqual([' 4%', 'done']);
  });

  test('is one line, its last state, when it ends with an empty line', () => {
    expect(split(' 1%\r 2%\r 3%\r', '\n', 'next\n', '\n')).toEqual([' 3%', 'next', '']);
  });

  test('is one line, its last state, when the stream ends', () => {
    expect(split(' 1%\r 2%\r 3%\r')).toEqual([' 3%']);
  });

  /** A bar of a hundred states, and the lines that it has become. @param end what is printed last */
  async function draw(seconds: number, end: string): Promise<string[]> {
    const clock = new ManualClock();
    const splitter = new LineSplitter(clock);
    const lines: string[] = [];
    for (let percent = 1; percent <= 100; percent += 1) {
      lines.push(...splitter.push(Buffer.from(`\r${percent}%`)));
      await clock.advance((seconds * 1000) / 100);
    }
    return [...lines, ...splitter.push(Buffer.from(end)), ...splitter.end()];
  }

  test('of five seconds is one line, as on a terminal', async () => {
    expect(await draw(5, '\n')).toEqual(['100%']);
    expect(await draw(5, '')).toEqual(['100%']);
    expect(await draw(59, '\rDone.\n')).toEqual(['Done.']);
  });

  test('that takes longer leaves a state each minute, so that a download of an hour is not silent', async () => {
    const lines = await draw(250, '\nnext\n');
    expect(lines).toHaveLength(6);
    expect(lines.slice(-2)).toEqual(['100%', 'next']);
  });

  test('that ends with the state which was kept last is not shown twice', async () => {
    const clock = new ManualClock();
    const splitter = new LineSplitter(clock);
    for (const last of ['3%\r\n', '\r\n']) {
      splitter.push(Buffer.from('0%\r1%'));
      await clock.advance(70_000);
      expect(splitter.push(Buffer.from('\r2%\r'))).toEqual(['1%']);
      await clock.advance(70_000);
      expect(splitter.push(Buffer.from(last))).toEqual(last === '\r\n' ? ['2%'] : ['2%', '3%']);
    }
    expect(splitter.push(Buffer.from('next\n'))).toEqual(['next']);
  });
});

describe('a line that has no end yet', () => {
  test('is told as it stands, whether it grows or is rewritten', () => {
    const splitter = new LineSplitter(new ManualClock());
    expect(splitter.unfinished()).toBe('');
    splitter.push(Buffer.from('....'));
    splitter.push(Buffer.from('...'));
    expect(splitter.unfinished()).toBe('.......');
    splitter.push(Buffer.from('\nLoading:  10%|# |'));
    expect(splitter.unfinished()).toBe('Loading:  10%|# |');
    splitter.push(Buffer.from('\rLoading:  20%|## |'));
    expect(splitter.unfinished()).toBe('Loading:  20%|## |');
    splitter.push(Buffer.from('\n'));
    expect(splitter.unfinished()).toBe('');
  });

  test('is told by its end where it is long', () => {
    const splitter = new LineSplitter(new ManualClock());
    for (let count = 0; count < 50; count++) splitter.push(Buffer.from('x'.repeat(1000)));
    splitter.push(Buffer.from(' 60%'));
    expect(splitter.unfinished()).toHaveLength(1024);
    expect(splitter.unfinished().endsWith(' 60%')).toBe(true);
  });
});
