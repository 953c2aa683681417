import { describe, expect, test } from 'vitest';
import { secret, text } from '../../settings.ts';
import { coerceSetting } from '../coerce.ts';
import { separateSecret, separateSecrets } from './pasted-secrets.ts';

const shape = {
  Address: text({ label: 'Address', description: '', format: 'url', secretsGoTo: 'Authorization' }),
  Authorization: secret({ label: 'Authorization header', description: '', boundTo: 'Address' }),
  Args: text({ label: 'More arguments', description: '', format: 'args', secretsGoTo: 'Key' }),
  Key: secret({ label: 'API key', description: '' }),
  Plain: text({ label: 'Health address', description: '', format: 'url' }),
};
const addressOf = (address: string) => separateSecret(shape.Address.info, address);
const argsOf = (args: string) => separateSecret(shape.Args.info, args);

describe('a login or key in an address is taken out of it', () => {
  test.each([
    ['https://me:word@box:8188/comfy', 'https://box:8188/comfy', 'Basic bWU6d29yZA=='],
    ['http://me:p%40ss%3Aword@box', 'http://box', 'Basic bWU6cEBzczp3b3Jk'],
    ['http://me:100%@box', 'http://box', 'Basic bWU6MTAwJQ=='],
    ['http://J\u00fcrgen:gr\u00fcn@box/', 'http://box/', 'Basic SsO8cmdlbjpncsO8bg=='],
    ['http://token@[::1]:80/x', 'http://[::1]:80/x', 'Basic dG9rZW46'],
    ['http://a:b@c:d@box', 'http://box', 'Basic YTpiQGM6ZA=='],
    ['https://box/?token=canary', 'https://box/', '?token=canary'],
    ['https://box/v1?api-version=2&api-key=canary', 'https://box/v1?api-version=2', '?api-key=canary'],
    ['https://box/v1?key=a%20b#top', 'https://box/v1', '?key=a%20b'],
    ['  https://box/?access_token=x&y=1 ', 'https://box/?y=1', '?access_token=x'],
    ['https://box/?user=me&password=x', 'https://box/?user=me', '?password=x'],
  ])('%s becomes %s with the secret %s', (address, rest, secretText) => {
    expect(addressOf(address)).toMatchObject({ text: rest, secret: secretText });
    expect(coerceSetting(shape.Address.info, address)).toMatchObject({ ok: true });
    expect(addressOf(rest)).toBeNull();
  });

  test.each([
    'https://box/?api-version=2024-10-21',
    'http://box/a@b',
    'http://box/?q=a@b',
    'http://box?token=',
    '',
  ])('%s has none', (address) => expect(addressOf(address)).toBeNull());

  test('an address with a login and a key, and one that has no place for them, are refused in true words', () => {
    expect(coerceSetting(shape.Address.info, 'http://me:word@box/?token=x')).toMatchObject({
      ok: false,
      expected: { text: 'free of a user name and a password while it has a key, too' },
    });
    expect(coerceSetting(shape.Plain.info, 'http://me:word@box/')).toMatchObject({
      ok: false,
      expected: {
        text: 'free of a user name and a password, which everybody who sees the settings could read',
      },
    });
    expect(coerceSetting(shape.Address.info, 'ftp://me:word@box/')).toMatchObject({ ok: false });
  });
});

describe('a key among arguments is taken out of them', () => {
  test.each([
    ['--api-key canary-1', '--api-key {API_KEY}', 'canary-1'],
    ['--api-key=canary-1 --ctx 1', '--api-key={API_KEY} --ctx 1', 'canary-1'],
    [
      '--flash-attn on\n  --api-key "canary 1"\n--x',
      '--flash-attn on\n  --api-key "{API_KEY}"\n--x',
      'canary 1',
    ],
    ["--api-key 'can\\ary'", "--api-key '{API_KEY}'", 'can\\ary'],
    ['--api-key a --api-key b', '--api-key {API_KEY}', 'a,b'],
    ['--api-key a,b', '--api-key {API_KEY}', 'a,b'],
    ['--model a.gguf --api-key a', '--model a.gguf --api-key {API_KEY}', 'a'],
    ['--api_key canary-1', '--api_key {API_KEY}', 'canary-1'],
    ['--password canary-1', '--password {API_KEY}', 'canary-1'],
  ])('%j becomes %j with the secret %s', (args, rest, key) => {
    expect(argsOf(args)).toMatchObject({ text: rest, secret: key });
    expect(argsOf(rest)).toBeNull();
  });

  test.each([
    '--api-key-file /k',
    '--api-key',
    '--api-key --verbose',
    '--api-key {API_KEY}',
    '--keys a',
    '"',
  ])('%j has none', (args) => expect(argsOf(args)).toBeNull());
});

test('the secret is moved to its setting, and a sentence says so', () => {
  const sent = { Address: 'http://me:word@box/', Args: '--api-key canary', Plain: 'x' };
  const { settings, moved } = separateSecrets(shape, sent);
  expect({ settings, moved: moved.map(String) }).toEqual({
    settings: {
      Address: 'http://box/',
      Authorization: 'Basic bWU6d29yZA==',
      Args: '--api-key {API_KEY}',
      Key: 'canary',
      Plain: 'x',
    },
    moved: [
      'The user name and password in “Address” were moved to “Authorization header”, where they are kept secret.',
      'The key in “More arguments” was moved to “API key”, where it is kept secret.',
    ],
  });
});

test('a masked, empty or equal secret is replaced, and another one is not overwritten', () => {
  for (const Key of ['\t<secret>', '', 'canary'])
    expect(separateSecrets(shape, { Args: '--api-key canary', Key }).settings.Key).toBe('canary');
  expect(() => separateSecrets(shape, { Args: '--api-key canary', Key: 'other' })).toThrow(
    'More arguments contains a key, and API key is filled in as well',
  );
});
