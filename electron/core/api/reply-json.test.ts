import { describe, expect, it } from 'vitest';
import { ListReplies, toJson } from './reply-json.ts';

describe('the JSON of a list', () => {
  it('is what JSON.stringify makes of it, whatever the keys and values hold', () => {
    const lists = new ListReplies();
    const entries = [
      ['0', { title: 'a "quoted" \\ title\nof two lines, ü 🦙', list: [1, null] }],
      ['-1', {}],
      ['a"b', { left: undefined }],
    ] as const;
    const reply = lists.create(entries);
    expect(reply).toEqual(Object.fromEntries(entries));
    expect(String(toJson(reply))).toBe(JSON.stringify({ ...reply }));
    expect(String(toJson(lists.create([])))).toBe('{}');
  });

  it('is kept while every entry is the same, and is another as soon as one is', () => {
    const lists = new ListReplies();
    const [a, b] = [{ n: 1 }, { n: 2 }];
    const first = toJson(
      lists.create([
        ['0', a],
        ['1', b],
      ]),
    );
    expect(
      toJson(
        lists.create([
          ['0', a],
          ['1', b],
        ]),
      ),
    ).toBe(first);
    expect(
      String(
        toJson(
          lists.create([
            ['0', a],
            ['1', { n: 3 }],
          ]),
        ),
      ),
    ).toBe('{"0":{"n":1},"1":{"n":3}}');
    expect(String(toJson(lists.create([['0', a]])))).toBe('{"0":{"n":1}}');
    expect(String(toJson(lists.create([['5', a]])))).toBe('{"5":{"n":1}}');
  });

  it('is that of any other value, too', () => {
    for (const value of [{ a: 1 }, [1], 'x', 3, null, true])
      expect(toJson(value)).toBe(JSON.stringify(value));
  });
});
