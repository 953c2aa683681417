import { expect, test } from 'vitest';
import { baseUrlOf, readEngineAddress } from '../common/engine-address.ts';
import { launchArguments, userFileArguments, webuiAddressNames } from './webui-arguments.ts';
import { authorizationOf, maskArguments } from './webui-login.ts';

test.each<[string, string[], boolean]>([
  ['export COMMANDLINE_ARGS="--medvram --port 7000"', ['--medvram', '--port', '7000'], false],
  ["COMMANDLINE_ARGS='--listen' # for the house", ['--listen'], false],
  ['#export COMMANDLINE_ARGS="--listen"', [], false],
  ['export COMMANDLINE_ARGS=--api', ['--api'], false],
  ['export COMMANDLINE_ARGS="--a"\nexport COMMANDLINE_ARGS="--b"', ['--b'], false],
  [
    'export COMMANDLINE_ARGS="--ckpt-dir $HOME/models --port 7000"',
    ['--ckpt-dir', '/models', '--port', '7000'],
    true,
  ],
  [
    '@echo off\r\nset COMMANDLINE_ARGS=--xformers --port 7000\r\n\r\ncall webui.bat',
    ['--xformers', '--port', '7000'],
    false,
  ],
  ['set "COMMANDLINE_ARGS=--xformers"', ['--xformers'], false],
  ['set COMMANDLINE_ARGS=%COMMANDLINE_ARGS% ^\r\n --port 7000', ['--port', '7000'], true],
])('what a webui-user file sets is read: %s', (text, args, isPartial) => {
  expect(userFileArguments(text)).toMatchObject({ args, isPartial });
});

test('a file that sets nothing is told from one that sets an empty text', () => {
  expect(userFileArguments('export python_cmd="python3.11"').isSet).toBe(false);
  expect(userFileArguments('set COMMANDLINE_ARGS=').isSet).toBe(true);
});

test.each<[string[], string]>([
  [[], 'http://127.0.0.1:7'],
  [['--listen'], 'http://127.0.0.1:7'],
  [['--server-name', '0.0.0.0'], 'http://127.0.0.1:7'],
  [['--server-name', '192.168.1.5'], 'http://192.168.1.5:7'],
  // Wherever they stand.
  [['--server-name', '192.168.1.5', '--listen'], 'http://192.168.1.5:7'],
  [['--server-name=::'], 'http://[::1]:7'],
  [['--server-name', 'fd00::1'], 'http://[fd00::1]:7'],
  [['--tls-keyfile', 'k.pem', '--tls-certfile', 'c.pem'], 'https://127.0.0.1:7'],
  // With one of the two, a web UI does without TLS.
  [['--tls-keyfile', 'k.pem'], 'http://127.0.0.1:7'],
  // Its routes stay at the root, as a real Forge showed.
  [['--subpath', 'forge'], 'http://127.0.0.1:7'],
])('with the arguments %j it answers at %s', (args, address) => {
  const read = readEngineAddress({
    args,
    names: webuiAddressNames(args),
    backend: 'Backend 1',
    platform: 'linux',
    label: 'More arguments',
  });
  expect(baseUrlOf(read, { port: 7 })).toBe(address);
});

test('--api and a port are added where they are missing, and -f comes first', () => {
  const chosen = { port: 7000, isPortSet: false, hostArguments: [] };
  expect(launchArguments([], [], chosen)).toEqual(['--api', '--port', '7000']);
  expect(launchArguments(['--medvram', '-f'], ['--medvram', '-f'], chosen)).toEqual([
    '-f',
    '--api',
    '--port',
    '7000',
    '--medvram',
  ]);
  // COMMANDLINE_ARGS has them.
  expect(
    launchArguments([], ['--api', '--port', '1'], { port: 1, isPortSet: true, hostArguments: [] }),
  ).toEqual([]);
  expect(launchArguments(['--nowebui'], ['--nowebui'], chosen)).toEqual(['--port', '7000', '--nowebui']);
  const onNetwork = { ...chosen, hostArguments: ['--listen'] };
  expect(launchArguments(['--medvram'], ['--medvram'], onNetwork)).toEqual([
    '--api',
    '--port',
    '7000',
    '--listen',
    '--medvram',
  ]);
});

test('a login is sent as a web UI compares it, and masked among arguments', () => {
  expect(authorizationOf('', 'Backend 1')).toBe('');
  expect(authorizationOf('zoe:wörd,other:x', 'Backend 1')).toBe(
    `Basic ${Buffer.from('zoe:wörd').toString('base64')}`,
  );
  // A web UI ends with an error for these.
  for (const login of ['zoe', 'zoe:a:b'])
    expect(() => authorizationOf(login, 'Backend 1')).toThrow('user:password');
  expect(maskArguments(['--api-auth', 'zoe:word', '--gradio-auth=a:b', '--port', '1'])).toEqual([
    '--api-auth',
    '***',
    '--gradio-auth=***',
    '--port',
    '1',
  ]);
});
