import { expect, test } from 'vitest';
import { GuessLimit, MAX_GUESSES } from './guess-limit.ts';

function limit() {
  const clock = { now: 0 };
  const guesses = new GuessLimit(() => clock.now);
  const exhaust = (address: string) => {
    for (let left = MAX_GUESSES; left > 0; left--) expect(guesses.count(address)).toBe(false);
  };
  return { clock, guesses, exhaust };
}

test('an address has a number of guesses, then one a second', () => {
  const { clock, guesses, exhaust } = limit();
  exhaust('10.0.0.1');
  expect([guesses.isExhausted('10.0.0.1'), guesses.count('10.0.0.1')]).toEqual([true, true]);
  clock.now += 1000;
  expect([guesses.isExhausted('10.0.0.1'), guesses.count('10.0.0.1'), guesses.count('10.0.0.1')]).toEqual([
    false,
    false,
    true,
  ]);
  clock.now += 24 * 3_600_000;
  exhaust('10.0.0.1');
  expect(guesses.count('10.0.0.1')).toBe(true);
});

test('another address is not concerned; all addresses of one IPv6 network count as one', () => {
  const { guesses, exhaust } = limit();
  exhaust('10.0.0.1');
  expect(guesses.isExhausted('10.0.0.2')).toBe(false);
  exhaust('2001:db8:0:1::1');
  expect(guesses.isExhausted('2001:db8:0:1:ffff:ffff:ffff:ffff')).toBe(true);
  expect(guesses.isExhausted('2001:db8:0:2::1')).toBe(false);
  exhaust('::ffff:10.0.0.3');
  expect(guesses.isExhausted('::ffff:10.0.0.4')).toBe(false);
  exhaust('fe80::1%eth0');
  expect(guesses.isExhausted('fe80::2%eth1')).toBe(true);
});

test('many addresses together are limited too, and are forgotten in turn', () => {
  const { clock, guesses } = limit();
  const counted = Array.from({ length: 2000 }, (_, index) =>
    guesses.count(`10.1.${Math.floor(index / 250)}.${index % 250}`),
  );
  expect(counted.filter((isTooMany) => !isTooMany)).toHaveLength(300);
  expect(guesses.isExhausted('10.9.9.9')).toBe(true);
  clock.now += 1000;
  expect(guesses.isExhausted('10.9.9.9')).toBe(false);
});
