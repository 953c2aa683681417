/** Which model a request names, found while its body comes. */
import { Buffer } from 'node:buffer';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ModelNameFinder, type ModelSearch } from './find-model-name.ts';

/** @param size bytes of each chunk */
function search(body: string, size = Number.POSITIVE_INFINITY): ModelSearch {
  const finder = new ModelNameFinder();
  const bytes = Buffer.from(body);
  let result: ModelSearch = { kind: 'more' };
  for (let at = 0; at < bytes.length; at += size) result = finder.add(bytes.subarray(at, at + size));
  return result;
}

const found = (name: string) => expect.objectContaining({ kind: 'found', name });

describe('the model of a request', () => {
  test('is found wherever it stands at the top of the object', () => {
    expect(search('{"model":"llama"}')).toEqual(found('llama'));
    expect(search(' {\n "stream" : true, "model" : "llama" , "messages": [')).toEqual(found('llama'));
    expect(search('{"messages":[{"role":"user","content":"}]"}],"model":"llama"}')).toEqual(found('llama'));
    expect(search('\ufeff{"n":1.5e3,"x":null,"model":"llama"}')).toEqual(found('llama'));
  });

  test('is not a "model" further inside, and none that a text only talks about', () => {
    expect(
      search('{"a":{"model":"no"},"b":["model","no"],"c":"\\"model\\":\\"no\\"","model":"yes"}'),
    ).toEqual(found('yes'));
    expect(search('{"a":{"model":"no"}}')).toEqual({ kind: 'absent' });
    expect(search('{"a":"model"}')).toEqual({ kind: 'absent' });
  });

  test('is read as JSON writes it', () => {
    expect(search('{"mod\\u0065l":"a\\/b \\"c\\" \\\\"}')).toEqual(found('a/b "c" \\'));
    expect(search('{"model":"größe"}')).toEqual(found('größe'));
  });

  test('is missing from an empty object, and not known yet while the body is not complete', () => {
    expect(search('{}')).toEqual({ kind: 'absent' });
    expect(search('{"messages":[')).toEqual({ kind: 'more' });
    expect(search('{"model":"lla')).toEqual({ kind: 'more' });
  });

  test('must be a text', () => {
    for (const value of ['1', 'null', 'true', '{"a":"b"}', '["a"]'])
      expect(search(`{"model":${value},"x":1}`), value).toEqual({ kind: 'invalid' });
    expect(search(`{"model":"${'x'.repeat(5000)}"}`)).toEqual({ kind: 'invalid' });
    expect(search('{"model":"\n"}')).toEqual({ kind: 'invalid' });
  });

  test.for(['[]', '"model"', 'null', 'model=llama', '<html>', '{model:"llama"}'])('is not in %s', (body) => {
    expect(search(body)).toEqual({ kind: 'invalid' });
  });
});

test('says where in the body the name stands, so that another can take its place', () => {
  const body = Buffer.from('{"größe":"ü","model": "l\\u00e4ma" ,"x":1}');
  for (const size of [1, 7, 100]) {
    const finder = new ModelNameFinder();
    let result: ModelSearch = { kind: 'more' };
    for (let at = 0; at < body.length; at += size) result = finder.add(body.subarray(at, at + size));
    if (result.kind !== 'found') throw new Error(`it is ${result.kind}`);
    expect(result.name).toBe('läma');
    expect(body.subarray(result.start, result.end).toString()).toBe('"l\\u00e4ma"');
  }
});

test('for every object, it is what a parser of the whole body finds, in chunks of any size', () => {
  const value = fc.jsonValue({ maxDepth: 3 });
  const entries = fc.array(fc.tuple(fc.oneof(fc.constant('models'), fc.string()), value), { maxLength: 5 });
  fc.assert(
    fc.property(
      entries,
      fc.string(),
      entries,
      fc.integer({ min: 1, max: 40 }),
      (before, name, after, size) => {
        const others = (list: [string, unknown][]) =>
          list.filter(([key]) => key !== 'model' && key !== '__proto__');
        const members = [...others(before), ['model', name] as [string, unknown], ...others(after)];
        const body = `{${members.map(([key, each]) => `${JSON.stringify(key)}:${JSON.stringify(each)}`).join(',')}}`;
        expect(search(body, size)).toEqual(found(name));
      },
    ),
    { numRuns: 300 },
  );
});

test.for([
  ['escapes', '\\n'.repeat(2_000_000)],
  ['base64', 'A'.repeat(8_000_000)],
  ['short texts', 'a","a","'.repeat(500_000)],
])('megabytes of %s before it are searched once', ([_, text]) => {
  const body = Buffer.from(`{"messages":["${text}"],"model":"llama"}`);
  const finder = new ModelNameFinder();
  let result: ModelSearch = { kind: 'more' };
  const before = process.cpuUsage();
  for (let at = 0; at < body.length; at += 65_536) result = finder.add(body.subarray(at, at + 65_536));
  const searched = process.cpuUsage(before);
  const start = process.cpuUsage();
  JSON.parse(body.toString());
  const parsed = process.cpuUsage(start);
  expect(result).toEqual(found('llama'));
  console.log(`search ${searched.user / 1000} ms, parse ${parsed.user / 1000} ms`);
  // Reading each byte again and again would cost thousands of times as much.
  expect(searched.user).toBeLessThan(100 * (parsed.user + 1000));
});
