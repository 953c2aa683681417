import { expect, test } from 'vitest';
import { formatPublicUrl, parsePublicUrl, parsePublicUrls } from './public-url.ts';

test.each([
  ['https://box.example/yard', 'https://box.example', ['box.example:443', 'box.example'], '/yard'],
  ['https://Box.Example:8443/', 'https://box.example:8443', ['box.example:8443', 'box.example'], ''],
  ['http://[fd00::1]:9000', 'http://[fd00::1]:9000', ['[fd00::1]:9000', '[fd00::1]'], ''],
  ['http://localhost:9000', 'http://localhost:9000', ['localhost:9000'], ''],
  ['http://box/a/b//', 'http://box', ['box:80', 'box'], '/a/b'],
  ['https://bücher.example', 'https://xn--bcher-kva.example', undefined, ''],
])('%s is understood', (text, origin, hosts, path) => {
  const url = parsePublicUrl(text);
  expect(url).toMatchObject({ origin, path, ...(hosts === undefined ? {} : { hosts }) });
  expect(parsePublicUrl(formatPublicUrl(url))).toEqual(url);
});

test.each([
  ['box.example', 'begins with neither http:// nor https://'],
  ['ftp://box.example', 'begins with neither http:// nor https://'],
  ['https://', 'is no address'],
  ['https://me:secret@box.example', 'has a user name in it'],
  ['https://box.example/?a=1', 'has more behind its path'],
  ['https://box.example/#a', 'has more behind its path'],
  ['https://box.example/a b', 'has a path with other characters'],
  ['https://box.example/a%2fb', 'has a path with other characters'],
  ['https://*.example', 'stands for many names'],
  ['http://0.0.0.0:7802', 'names no machine'],
  ['https://box.example/API', "uses /API, a path of Switchyard's own"],
])('%s is refused with the reason', (text, reason) => {
  expect(() => parsePublicUrl(text)).toThrow(reason);
});

test('several are separated by spaces or commas', () => {
  expect(parsePublicUrls(' https://a.example, http://b.example/x\nhttp://c ').map(formatPublicUrl)).toEqual([
    'https://a.example',
    'http://b.example/x',
    'http://c',
  ]);
  expect(parsePublicUrls('')).toEqual([]);
});
