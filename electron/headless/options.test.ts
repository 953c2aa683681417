import { expect, test } from 'vitest';
import { formatPublicUrl } from '../http/sites/public-url.ts';
import { parseOptions } from './options.ts';
import { UsageError } from './usage-error.ts';

const parse = (args: readonly string[], environment: NodeJS.ProcessEnv = {}) =>
  parseOptions(args, environment);

test('public URLs come from repeated options and from the environment', () => {
  const options = parse(
    ['--public-url', 'https://box.example/yard', '--public-url', 'http://localhost:9000'],
    {
      SWITCHYARD_PUBLIC_URL: 'https://a.example https://b.example',
    },
  );
  expect(options?.publicUrls.map(formatPublicUrl)).toEqual([
    'https://box.example/yard',
    'http://localhost:9000',
    'https://a.example',
    'https://b.example',
  ]);
  expect(parse([])?.publicUrls).toEqual([]);
});

test.each([
  [['--public-url', 'box.example'], {}, '--public-url cannot be used: it must be an address such as'],
  [[], { SWITCHYARD_PUBLIC_URL: 'ftp://x' }, 'SWITCHYARD_PUBLIC_URL cannot be used: it must be'],
  [
    ['--trust-proxy', 'nginx'],
    {},
    "--trust-proxy must be an IP address, or a network such as 172.16.0.0/12, but is 'nginx'",
  ],
  [['--trust-proxy', '10.0.0.0/33'], {}, '--trust-proxy must be'],
  [['--trust-proxy', '10.0.0.0/'], {}, '--trust-proxy must be'],
  [['--trust-proxy', ''], {}, '--trust-proxy must be'],
  [['--require-control-within', '0'], {}, '--require-control-within must be a number of minutes above 0'],
  [['--require-control-within', 'soon'], {}, "but is 'soon'"],
])('%j with %j is refused in words', (args, environment, message) => {
  expect(() => parse(args, environment)).toThrow(UsageError);
  expect(() => parse(args, environment)).toThrow(message);
});

test('--no-auth is refused where others reach the host by a public URL; a tunnel to this machine is no such', () => {
  expect(() => parse(['--no-auth', '--public-url', 'https://box.example'])).toThrow(
    'people reach this host by https://box.example: anybody there could start programs',
  );
  expect(parse(['--no-auth', '--public-url', 'http://localhost:9000'])?.tokenSource).toEqual({
    kind: 'none',
  });
});

test('networks of trusted proxies are taken as they are', () => {
  expect(
    parse(['--trust-proxy', '172.16.0.0/12', '--trust-proxy', '::1', '--trust-proxy', '10.1.2.3'])
      ?.trustedProxies,
  ).toEqual(['172.16.0.0/12', '::1', '10.1.2.3']);
});
