import { describe, expect, test } from 'vitest';
import { FakeAdapterIo } from '../../../e2e/testkit/backend-types/fake-adapter-io.ts';
import { fieldIn } from '../../../e2e/testkit/in-language.ts';
import { englishOf, type Text } from '../../../shared/words/phrase.ts';
import { settingText } from '../../../shared/words/setting-text.ts';
import { onWire } from '../../../shared/words/wire-phrases.ts';
import {
  type AddressSource,
  baseUrlOf,
  comfyAddressNames,
  commonAddressNames,
  llamaServerAddressNames,
  placeEngine,
  readEngineAddress,
} from './engine-address.ts';
import { describeListening, type ListenOn } from './settings/listen-setting.ts';

const label = 'More arguments';
const backend = 'Backend 1 "Test"';
const read = (args: string, more: Partial<AddressSource> = {}) =>
  readEngineAddress({
    args: args.split(' ').filter(Boolean),
    names: llamaServerAddressNames,
    backend,
    platform: 'linux',
    label,
    ...more,
  });
const url = (args: string, more?: Partial<AddressSource>) => baseUrlOf(read(args, more), { port: 20_001 });

describe('an engine is asked where its arguments have it answer', () => {
  test.each([
    ['', 'http://127.0.0.1:20001'],
    ['--port 8081', 'http://127.0.0.1:8081'],
    ['--port=8081', 'http://127.0.0.1:8081'],
    ['--port 8081 --port 8082', 'http://127.0.0.1:8082'],
    ['--host 0.0.0.0', 'http://127.0.0.1:20001'],
    ['--host ::', 'http://[::1]:20001'],
    ['--host ::1', 'http://[::1]:20001'],
    ['--host 0:0:0:0:0:0:0:1', 'http://[::1]:20001'],
    ['--host localhost', 'http://localhost:20001'],
    ['--host 192.168.1.5 --port 80', 'http://192.168.1.5:80'],
    ['--api-prefix /llm/', 'http://127.0.0.1:20001/llm'],
    ['--api-prefix llm/v2', 'http://127.0.0.1:20001/llm/v2'],
    ['--ssl-key-file k.pem --ssl-cert-file c.pem', 'https://127.0.0.1:20001'],
    // Without a certificate, llama-server stays with http.
    ['--ssl-key-file k.pem', 'http://127.0.0.1:20001'],
    ['--api-key --port 9', 'http://127.0.0.1:9'],
  ])('llama-server %s', (args, expected) => expect(url(args)).toBe(expected));

  test.each([
    ['--listen', 'http://127.0.0.1:20001'],
    ['--listen --port 8188', 'http://127.0.0.1:8188'],
    ['--listen ::', 'http://[::1]:20001'],
    ['--listen 0.0.0.0,::', 'http://127.0.0.1:20001'],
    ['--listen 10.0.0.7,::1', 'http://[::1]:20001'],
    ['--listen 10.0.0.7', 'http://10.0.0.7:20001'],
    ['--tls-keyfile=k.pem --tls-certfile=c.pem --listen ::', 'https://[::1]:20001'],
  ])('ComfyUI %s', (args, expected) => expect(url(args, { names: comfyAddressNames })).toBe(expected));

  test.each([
    [{ LLAMA_ARG_PORT: '8081' }, '', 'http://127.0.0.1:8081'],
    [{ LLAMA_ARG_PORT: '8081' }, '--port 8082', 'http://127.0.0.1:8082'],
    [{ LLAMA_ARG_HOST: '::1', LLAMA_ARG_API_PREFIX: '/x' }, '', 'http://[::1]:20001/x'],
    [{ LLAMA_ARG_SSL_KEY_FILE: 'k', LLAMA_ARG_SSL_CERT_FILE: 'c' }, '', 'https://127.0.0.1:20001'],
    [{ LLAMA_ARG_PORT: '' }, '', 'http://127.0.0.1:20001'],
  ])('by its variables %j and arguments "%s"', (env, args, expected) =>
    expect(url(args, { env })).toBe(expected),
  );
});

describe('an address on which nothing can listen is refused in words', () => {
  test.each([
    ['--port 99999', '--port 99999, but a port is a number from 1 to 65535'],
    ['--port 80x', '--port 80x, but a port is a number from 1 to 65535'],
    ['--port -1', '--port -1, but a port is a number from 1 to 65535'],
    ['--port 1e3', '--port 1e3, but a port is a number from 1 to 65535'],
    ['--port=', '--port , but a port is a number from 1 to 65535'],
    ['--port 0', '--port 0, but nobody would know the port that it takes'],
    ['--host [::1]', '--host [::1], but an address is written there without brackets (::1)'],
    ['--host http://box', '--host http://box, but that is neither an address nor the name of a computer'],
    ['--host 127.0.0.1:80', '--host 127.0.0.1:80, but that is neither an address nor the name of a computer'],
    ['--host fe80::1%eth0', 'name one without it'],
    ['--host /run/llama.sock', 'a socket file'],
  ])('%s', (args, words) => {
    expect(() => read(args)).toThrow(
      expect.objectContaining({
        code: 'invalid_setting_at_start',
        message: expect.stringContaining(words),
      }),
    );
    expect(() => read(args)).toThrow(`${backend} cannot start: ${label} has `);
  });

  test('and so is one in a variable', () => {
    expect(() => read('', { env: { LLAMA_ARG_PORT: '99999' } })).toThrow('has LLAMA_ARG_PORT 99999');
  });
});

describe('arguments of a program that may mean something else', () => {
  const lenient = { names: commonAddressNames, isLenient: true };
  test.each([
    ['--port /dev/ttyUSB0', 'http://127.0.0.1:20001'],
    ['--port COM3', 'http://127.0.0.1:20001'],
    ['--host unix:///run/docker.sock', 'http://127.0.0.1:20001'],
    ['--listen [::1]', 'http://[::1]:20001'],
    ['--ssl-certfile c.pem --port 8443', 'https://127.0.0.1:8443'],
  ])('%s', (args, expected) => expect(url(args, lenient)).toBe(expected));

  test.each(['--port 99999', '--port 80x'])('but %s is refused', (args) =>
    expect(() => read(args, lenient)).toThrow('a number from 1 to 65535'),
  );
});

describe('the variables of an engine', () => {
  const env = { Llama_Arg_Port: '8081', llama_arg_port: '8082', ollama_host: '0.0.0.0:7' };

  test('are found whatever the case of their names on Windows, and the last one wins', () => {
    expect(read('', { env, platform: 'win32' })).toMatchObject({ port: 8082 });
    expect(
      read('', {
        env,
        platform: 'win32',
        names: { port: [], host: [], environment: { hostPort: ['OLLAMA_HOST'] } },
      }),
    ).toMatchObject({ port: 7, own: { isOnNetwork: true } });
    expect(read('', { inherited: { llama_arg_api_prefix: '/llm' }, platform: 'win32' })).toMatchObject({
      prefix: '/llm',
    });
  });

  test('are those of exactly their names elsewhere', () => {
    expect(read('', { env })).toMatchObject({ port: null, own: null });
  });
});

describe('an engine gets', () => {
  const place = async (args: string[], Port: number, ListenOn: ListenOn = 'this computer') => {
    const io = new FakeAdapterIo();
    const placed = await placeEngine(io, { args, names: llamaServerAddressNames, label }, { ListenOn, Port });
    return { ...placed, calls: io.calls };
  };

  test('the port that it had before, or any, where none is fixed', async () => {
    expect(await place([], 0)).toMatchObject({
      port: 23_456,
      isPortSet: false,
      calls: ['choosePort'],
    });
  });

  test('the fixed port, and an error at it says how to get another one', async () => {
    expect(await place([], 8188)).toMatchObject({
      port: 8188,
      isPortSet: false,
      calls: ['choosePort 8188'],
      portAdvice: { text: expect.stringContaining('0 as its Port') },
    });
  });

  test('the port of its arguments before the fixed one', async () => {
    expect(await place(['--port', '9000'], 8188)).toMatchObject({
      port: 9000,
      isPortSet: true,
      calls: ['assertPortFree 9000'],
    });
  });

  test('loopback alone, unless the network is to reach it', async () => {
    expect(await place([], 0)).toMatchObject({
      hostArguments: ['--host', '127.0.0.1'],
      isOnNetwork: false,
    });
  });

  test('all addresses for the network, and is asked on loopback all the same', async () => {
    expect(await place([], 0, 'the network')).toMatchObject({
      base: 'http://127.0.0.1:23456',
      hostArguments: ['--host', '0.0.0.0'],
      isOnNetwork: true,
    });
  });

  test.each([
    [['--host', '127.0.0.1'], false],
    [['--host', 'localhost'], false],
    [['--host', '::'], true],
    [['--host', '192.168.1.5'], true],
  ])('the address of its own arguments %j before that of the setting', async (args, isOnNetwork) => {
    for (const wanted of ['this computer', 'the network'] as const)
      expect(await place(args, 0, wanted)).toMatchObject({ hostArguments: [], isOnNetwork });
  });
});

describe('the card says who reaches an engine', () => {
  const say = (args: string, wanted: ListenOn, more?: Partial<AddressSource>, access?: Text | null) => {
    const address = read(args, more);
    const base = baseUrlOf(address, { port: 20_001 });
    const text = describeListening({ wanted, own: address.own, base }, access);
    return text === null ? null : englishOf(text);
  };
  const NO_KEY = 'It asks them for no key: whoever reaches that address can use it.';

  test('nothing where only this computer reaches it, as the setting says', () => {
    expect(say('', 'this computer')).toBeNull();
    expect(say('--host 127.0.0.1', 'this computer')).toBeNull();
  });

  test('where others reach it, and that it asks for no key', () => {
    const [reached, ...rest] = (say('', 'the network') ?? '').split(/(?<=\.) /);
    expect(reached).toMatch(/^Other computers reach it at (http:\/\/|port 20001 of this computer)/);
    expect(reached).not.toContain('127.0.0.1');
    expect(rest.join(' ')).toBe(NO_KEY);
    expect(say('', 'the network', {}, null)).toBe(reached);
  });

  test('which argument or variable opens it, whatever the setting says', () => {
    for (const wanted of ['this computer', 'the network'] as const) {
      expect(say('--host 192.168.1.5', wanted)).toBe(
        `Other computers reach it at http://192.168.1.5:20001, because More arguments has --host 192.168.1.5. ${NO_KEY}`,
      );
      expect(say('--listen --cpu', wanted, { names: comfyAddressNames })).toContain(
        ', because More arguments has --listen. ',
      );
      expect(say('', wanted, { env: { LLAMA_ARG_HOST: '0.0.0.0' } })).toContain(
        ', because LLAMA_ARG_HOST is 0.0.0.0. ',
      );
    }
  });

  test('which argument closes it, against the setting', () => {
    expect(say('--host 127.0.0.1', 'the network')).toBe(
      'Only this computer reaches it, because More arguments has --host 127.0.0.1: “Can be reached from” takes effect without that.',
    );
  });

  test('in the language of the panel, with the setting as it is called there', async () => {
    const address = read('--host 127.0.0.1', { label: settingText('llamaServer_ExtraArgs') });
    const notice = describeListening({ wanted: 'the network', own: address.own, base: 'http://127.0.0.1:1' });
    expect(await fieldIn('de', onWire({ notice: notice ?? '' }), 'notice')).toBe(
      'Nur dieser Rechner erreicht es, denn „Weitere Argumente“ enthält --host 127.0.0.1: Ohne das wirkt „Erreichbar für“.',
    );
    const open = describeListening({ wanted: 'the network', own: null, base: 'http://192.168.1.5:8080' });
    expect(await fieldIn('de', onWire({ notice: open ?? '' }), 'notice')).toBe(
      'Andere Rechner erreichen es unter http://192.168.1.5:8080. Es verlangt keinen Schlüssel: Wer diese Adresse erreicht, kann es benutzen.',
    );
  });
});
