import { hostname, networkInterfaces } from 'node:os';
import { describe, expect, test } from 'vitest';
import { isLoopback, isOfThisMachine, reachableHost } from './network-address.ts';

describe('loopback', () => {
  test.each([
    'localhost',
    'LOCALHOST',
    '127.0.0.1',
    '127.255.255.254',
    '::1',
    '[::1]',
    '0:0:0:0:0:0:0:1',
    '::ffff:127.0.0.1',
    '[::ffff:127.0.0.1]',
    // As URL writes it.
    '[::ffff:7f00:1]',
  ])('is %s', (host) => expect(isLoopback(host)).toBe(true));

  test.each([
    ['a name that only begins like an address', '127.0.0.1.nip.io'],
    ['a name that only begins like the network', '127.example.com'],
    ['a name below localhost', 'localhost.example.com'],
    ['a name that ends in localhost', 'panel.localhost'],
    ['an address with too many parts', '127.0.0.1.1'],
    ['an address with too few parts', '127.1'],
    ['a part above 255', '127.0.0.256'],
    ['a neighbouring network', '128.0.0.1'],
    ['all addresses', '0.0.0.0'],
    ['all IPv6 addresses', '::'],
    ['a mapped address of another network', '::ffff:192.168.1.20'],
    ['an IPv6 address that ends like loopback', '2001:db8::1'],
    ['nothing', ''],
  ])('is not %s', (_, host) => expect(isLoopback(host)).toBe(false));
});

test.each([
  ['0.0.0.0', '127.0.0.1'],
  ['*', '127.0.0.1'],
  ['', '127.0.0.1'],
  ['::', '[::1]'],
  ['[::]', '[::1]'],
  ['0:0:0:0:0:0:0:0', '[::1]'],
  ['::1', '[::1]'],
  ['[::1]', '[::1]'],
  ['2001:DB8::1', '[2001:db8::1]'],
  ['192.168.1.5', '192.168.1.5'],
  ['box.local', 'box.local'],
])('a server that listens on "%s" is reached by %s', (address, host) => {
  expect(reachableHost(address)).toBe(host);
});

test('what is sent to an address of this machine never leaves it; a name may lead anywhere', () => {
  const own = Object.values(networkInterfaces()).flatMap((list) =>
    (list ?? []).map(({ address }) => address),
  );
  for (const address of [...own, '127.0.0.1', '[::1]', 'localhost'])
    expect(isOfThisMachine(address)).toBe(true);
  for (const host of ['192.0.2.1', '[2001:db8::1]', 'localhost.example.com', hostname() || 'box'])
    expect(isOfThisMachine(host)).toBe(false);
});
