/** The text that is copied: lines that the view has not loaded are read from the host, many at a time. */
import { expect, test } from 'vitest';
import type { LogLine } from '../../shared/events.ts';
import { LineList, type LineRange } from './model/line-list.ts';
import { LogLines } from './model/log-lines.ts';
import { readAsFile, readShownText } from './read-text.ts';

const LAST = 20_000;
const lineAt = (seq: number): LogLine => ({ seq, at: 'now', stream: 'out', text: `line ${seq}` });

/** A host whose log begins with line 101. It answers with at most 2000 lines, as with a page that is full. */
function createHost() {
  const asked: number[] = [];
  const client = {
    ReadLog: async ({ from = 1, count = 1 }: { from?: number | undefined; count?: number }) => {
      asked.push(from);
      const first = Math.max(101, from);
      const length = Math.max(0, Math.min(2000, from + count - first, LAST - first + 1));
      return { first: 101, last: LAST, lines: Array.from({ length }, (_, index) => lineAt(first + index)) };
    },
  };
  const lines = new LogLines({ client, backendId: 0, onFailure: (error) => expect.fail(String(error)) });
  const copy = (...ranges: LineRange[]) =>
    readShownText({ client, backendId: 0, list: new LineList(ranges) }, lines, false);
  return { asked, client, copy };
}

test('of matches that are near each other takes few calls', async () => {
  const { asked, copy } = createHost();
  const ranges = Array.from({ length: 100 }, (_, index): LineRange => [1000 + index * 50, 1]);
  expect(await copy(...ranges)).toBe(ranges.map(([seq]) => `line ${seq}`).join('\n'));
  expect(asked.length).toBeLessThanOrEqual(3);
});

test('of matches that are far from each other reads those alone', async () => {
  const { asked, copy } = createHost();
  expect(await copy([500, 2], [9000, 1])).toBe('line 500\nline 501\nline 9000');
  expect(asked).toEqual([500, 9000]);
});

test('of a whole log has its newest 5000 lines', async () => {
  const { copy } = createHost();
  const copied = (await copy([101, LAST - 100])).split('\n');
  expect(copied).toHaveLength(5000);
  expect([copied[0], copied.at(-1)]).toEqual(['line 15001', 'line 20000']);
});

test('a file has all lines that are kept, and their times', async () => {
  const { client } = createHost();
  const text = await (await readAsFile(client, 0, { first: 1, last: 4500 })).text();
  const written = text.trimEnd().split('\n');
  expect(written).toHaveLength(4400);
  expect(written[0]).toBe('now out line 101');
});
