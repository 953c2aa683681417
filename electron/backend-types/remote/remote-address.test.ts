import { describe, expect, test } from 'vitest';
import { guardedLookup, loginPageOf, parseAddress, resolveRedirect } from './remote-address.ts';

test.each([
  ['http://127.0.0.1:8188', 'http://127.0.0.1:8188'],
  ['  http://gpu-box.local:7801/ ', 'http://gpu-box.local:7801'],
  ['https://example.com/comfy//', 'https://example.com/comfy'],
  ['http://[::1]:8188', 'http://[::1]:8188'],
  ['http://192.168.1.20', 'http://192.168.1.20'],
])('%j has the base address %s', (text, baseUrl) => {
  expect(parseAddress(text)).toEqual({ ok: true, baseUrl, query: '' });
});

test('the query of an address is kept', () => {
  expect(parseAddress('https://x.openai.azure.com/openai/v1/?api-version=preview')).toEqual({
    ok: true,
    baseUrl: 'https://x.openai.azure.com/openai/v1',
    query: '?api-version=preview',
  });
});

test.each([
  ['http://box/system_stats', '/login?next=%2Fsystem_stats', '/login'],
  ['http://box/v1/models', '/users/sign_in', '/users/sign_in'],
  ['http://box/v1/models', 'https://box/oauth2/start?rd=x', 'https://box/oauth2/start'],
  ['https://box/', 'https://auth.example.com/?rd=https://box', 'https://auth.example.com/'],
  [
    'https://box/',
    'https://me.cloudflareaccess.com/cdn-cgi/access',
    'https://me.cloudflareaccess.com/cdn-cgi/access',
  ],
  [
    'https://box/',
    '/realms/me/protocol/openid-connect/auth?client_id=1',
    '/realms/me/protocol/openid-connect/auth',
  ],
  ['http://box/a', '/a/', null],
  ['http://box/models', '/v1/author/models', null],
  ['http://box/models', '/catalogin/', null],
])('a redirect of %s to %s leads to the login page %s', (from, location, page) => {
  expect(loginPageOf(from, location)).toBe(page);
});

describe('the addresses of the metadata services of clouds are refused', () => {
  test.each([
    'http://169.254.169.254/latest/meta-data',
    'http://169.254.1.1',
    'http://2852039166',
    'http://0xA9FEA9FE',
    'http://0251.0376.0251.0376',
    'http://169.16689662',
    'http://[::ffff:169.254.169.254]',
    'http://[::ffff:a9fe:a9fe]',
    'http://[64:ff9b::169.254.169.254]',
    'http://[::169.254.169.254]',
    'http://[fe80::1]',
    // Translated, 6to4, NAT64 with its local prefix of 48, 56, 64 and 96 bits, Teredo by server and by client, ISATAP.
    'http://[::ffff:0:169.254.169.254]',
    'http://[2002:a9fe:a9fe::1]',
    'http://[2002:a9fe:1::]',
    'http://[64:ff9b:1:a9fe:a9:fe00::]',
    'http://[64:ff9b:1:ffa9:fe:a9fe::]',
    'http://[64:ff9b:1:ffff:a9:fea9:fe00:0]',
    'http://[64:ff9b:1::a9fe:a9fe]',
    'http://[64:ff9b:1:ab:cd:ef:169.254.169.254]',
    'http://[2001:0:a9fe:a9fe::1]',
    'http://[2001:0:0808:0808:0:0:5601:5601]',
    'http://[2001:db8::5efe:169.254.169.254]',
    'http://[2001:db8::200:5efe:a9fe:a9fe]',
    'http://[2002:6464:64c8::]',
    'http://[fd00:ec2::23]',
    'http://[fd20:ce::254]',
    'http://192.0.0.192',
    'http://[fd00:ec2::254]',
    'http://100.100.100.200',
    'http://metadata.google.internal',
    'http://METADATA.google.internal.',
  ])('%s', (text) => {
    expect(parseAddress(text)).toMatchObject({
      ok: false,
      problem: { text: expect.stringContaining('never asks') },
    });
  });

  test('and so are names that lead to such an address', async () => {
    // An address resolves to itself, so that no name server is needed.
    const lookUp = (name: string) =>
      new Promise((resolve) => guardedLookup(name, { all: true }, (error, found) => resolve(error ?? found)));
    expect(String(await lookUp('169.254.169.254'))).toContain('never asks');
    expect(String(await lookUp('2002:a9fe:a9fe::1'))).toContain('never asks');
    expect(String(await lookUp('64:ff9b:1::a9fe:a9fe'))).toContain('never asks');
    expect(String(await lookUp('fe80::1%lo'))).toContain('never asks');
    expect(await lookUp('127.0.0.1')).toEqual([{ address: '127.0.0.1', family: 4 }]);
  });
});

test.each([
  'http://[2001:db8::a9fe:a9fe]',
  'http://[2002:c0a8:114::1]',
  'http://[64:ff9b::192.168.1.20]',
  'http://[2001:4860:4860::8888]',
  'http://[fd12:3456::1]',
])('%s leads elsewhere, and is asked', (text) => expect(parseAddress(text)).toMatchObject({ ok: true }));

test.each([
  'file:///etc/passwd',
  'gopher://127.0.0.1/',
  'javascript:1',
  'no address',
  '',
  'http://me:word@127.0.0.1',
])('%j is refused with a message', (text) => {
  expect(parseAddress(text)).toMatchObject({
    ok: false,
    problem: { text: expect.stringMatching(/^(is|must) /) },
  });
});

test('a redirect is followed on the same server, and never to another', () => {
  expect(resolveRedirect('http://one.example/v1/models', '/login')).toBe('http://one.example/login');
  expect(() => resolveRedirect('http://one.example/v1', 'http://two.example/?q=canary')).toThrow(
    'it sends on to http://two.example, which is not followed; if that is right, make it the Address',
  );
  expect(() => resolveRedirect('http://one.example/', 'http://one.example:81/')).toThrow('not followed');
  expect(() => resolveRedirect('http://one.example/', 'file:///etc/passwd')).toThrow('no web address');
});
