import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LineList, type LineRange } from './line-list.ts';

test('each line has a position, and each position its line', () => {
  const gaps = fc.array(fc.tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 })), {
    maxLength: 20,
  });
  fc.assert(
    fc.property(gaps, (parts) => {
      const ranges: LineRange[] = [];
      const seqs: number[] = [];
      let next = 1;
      for (const [gap, count] of parts) {
        next += gap;
        ranges.push([next, count]);
        for (let n = 0; n < count; n += 1) seqs.push(next + n);
        next += count;
      }
      const list = new LineList(ranges);
      expect(list.count).toBe(seqs.length);
      for (const [position, seq] of seqs.entries()) {
        expect(list.seqAt(position)).toBe(seq);
        expect(list.positionOf(seq)).toBe(position);
        expect(list.has(seq)).toBe(true);
      }
      for (let seq = 0; seq < next + 2; seq += 1) {
        if (seqs.includes(seq)) continue;
        expect(list.has(seq)).toBe(false);
        expect(list.positionOf(seq)).toBe(seqs.filter((known) => known < seq).length);
      }
      expect(list.seqAt(seqs.length)).toBeUndefined();
      expect(list.seqAt(-1)).toBeUndefined();
    }),
  );
});
