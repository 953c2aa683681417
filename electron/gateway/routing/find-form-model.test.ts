import { Buffer } from 'node:buffer';
import { expect, test } from 'vitest';
import { boundaryOf, FormModelFinder } from './find-form-model.ts';

async function formOf(fields: [string, string | Blob][]): Promise<{ boundary: string; body: Buffer }> {
  const form = new FormData();
  for (const [name, value] of fields) form.append(name, value);
  const response = new Response(form);
  return {
    boundary: boundaryOf(response.headers.get('content-type') ?? '') ?? '',
    body: Buffer.from(await response.arrayBuffer()),
  };
}

function search({ boundary, body }: { boundary: string; body: Buffer }, size = body.length) {
  const finder = new FormModelFinder(boundary);
  for (let at = 0; at < body.length; at += size) {
    const result = finder.add(body.subarray(at, at + size));
    if (result.kind !== 'more') return result;
  }
  return finder.add(Buffer.alloc(0));
}

const file = new Blob([Buffer.from('\r\n--\r\n--x\r\nname="model"\r\n\r\nno\r\n-')], { type: 'audio/wav' });

test('the field is found with its place, before and after a file, however the bytes are divided', async () => {
  for (const fields of [
    [
      ['model', 'whisper ü'],
      ['file', file],
    ],
    [
      ['file', file],
      ['model', 'whisper ü'],
      ['language', 'en'],
    ],
  ] as [string, string | Blob][][]) {
    const form = await formOf(fields);
    for (const size of [1, 2, 7, 64, form.body.length]) {
      const found = search(form, size);
      expect(found).toMatchObject({ kind: 'found', name: 'whisper ü' });
      if (found.kind === 'found')
        expect(form.body.subarray(found.start, found.end).toString()).toBe('whisper ü');
    }
  }
});

test('a form without it, with an empty one or with one that is too long is told from one that is not complete', async () => {
  expect(search(await formOf([['file', file]]), 3)).toEqual({ kind: 'absent' });
  expect(search(await formOf([['model', '']]))).toEqual({ kind: 'absent' });
  expect(search(await formOf([['model', 'x'.repeat(5000)]]), 100)).toEqual({ kind: 'invalid' });
  const { boundary, body } = await formOf([['file', file]]);
  expect(search({ boundary, body: body.subarray(0, -60) })).toEqual({ kind: 'more' });
  expect(search({ boundary, body: Buffer.from(`--${boundary}\r\n${'a: b\r\n'.repeat(5000)}`) })).toEqual({
    kind: 'invalid',
  });
});

test('a text before the first part is passed over, and names without quotes are read', () => {
  const body = Buffer.from(
    'to be ignored\r\n--b\r\ncontent-disposition: form-data; name=models\r\n\r\n1\r\n--b\r\nContent-Type: text/plain\r\nCONTENT-DISPOSITION: form-data; name=model\r\n\r\nm\r\n--b--\r\n',
  );
  expect(search({ boundary: 'b', body }, 5)).toMatchObject({ kind: 'found', name: 'm' });
});

test('megabytes of a file before it are searched once', () => {
  const size = 40_000_000;
  const finder = new FormModelFinder('b');
  finder.add(Buffer.from('--b\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\n'));
  const start = performance.now();
  const chunk = Buffer.alloc(65_536, '\r\n--');
  for (let sent = 0; sent < size; sent += chunk.length) finder.add(chunk);
  // Twice as long for each doubling would take minutes.
  expect(performance.now() - start).toBeLessThan(20_000);
  expect(
    finder.add(Buffer.from('\r\n--b\r\nContent-Disposition: form-data; name="model"\r\n\r\nm\r\n--b--')),
  ).toMatchObject({
    kind: 'found',
    name: 'm',
  });
});

test.each([
  ['multipart/form-data; boundary=a-b', 'a-b'],
  ['Multipart/Form-Data; charset=x; Boundary="a b"', 'a b'],
  ['multipart/form-data', null],
  ['application/json; boundary=a', null],
])('the boundary of %s', (type, boundary) => {
  expect(boundaryOf(type)).toBe(boundary);
});
