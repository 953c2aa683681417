import { expect, test } from 'vitest';
import { keyHeaders, withoutKeyArgument } from './worker-key.ts';

test.each([
  ['', {}],
  ['  ', {}],
  ['canary', { authorization: 'Bearer canary' }],
  ['first, second', { authorization: 'Bearer first' }],
  ['Basic bWU6d29yZA==', { authorization: 'Basic bWU6d29yZA==' }],
])('the key %j is sent as %j', (key, headers) => expect(keyHeaders(key)).toEqual(headers));

test.each([
  ['--api-key {API_KEY} --ctx 1', '--ctx 1'],
  ['--ctx 1 --api-key={API_KEY}', '--ctx 1'],
  ['--password {API_KEY}', ''],
  ['--api-key other', '--api-key other'],
  ['--header x-{API_KEY}', '--header x-{API_KEY}'],
])('of %j, an engine that reads its key from its environment gets %j', (args, rest) =>
  expect(withoutKeyArgument(args.split(' ')).join(' ')).toBe(rest),
);
