/** How many requests of an API key are accepted in a minute. */
import { beforeEach, expect, test } from 'vitest';
import { RequestRates } from './request-rates.ts';

let now = 0;
let rates: RequestRates;
beforeEach(() => {
  now = 1_000_000;
  rates = new RequestRates(() => now);
});

const accepted = (key: string, perMinute: number, requests: number): number =>
  Array.from({ length: requests }, () => rates.count(key, perMinute)).filter((wait) => wait === 0).length;

test('as many as allowed are accepted at once, and the next one when its time has come', () => {
  expect(accepted('a', 6, 10)).toBe(6);
  const wait = rates.count('a', 6);
  expect(wait).toBe(10_000);
  now += wait - 1;
  expect(rates.count('a', 6)).toBe(1);
  now += 1;
  expect(accepted('a', 6, 3)).toBe(1);
});

test('keys do not count for each other', () => {
  expect(accepted('a', 1, 2)).toBe(1);
  expect(accepted('b', 1, 2)).toBe(1);
});

test('after a pause all are accepted again, and no more', () => {
  expect(accepted('a', 5, 9)).toBe(5);
  now += 3_600_000;
  expect(accepted('b', 5, 1)).toBe(1);
  expect(accepted('a', 5, 9)).toBe(5);
});

test('refused ones do not put the next one off', () => {
  expect(accepted('a', 60, 1000)).toBe(60);
  now += 1000;
  expect(accepted('a', 60, 1000)).toBe(1);
});
