import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { SwitchyardError } from '../../../shared/errors.ts';
import { Preferences } from '../../core/storage/preferences.ts';
import { formatPublicUrl } from '../../http/sites/public-url.ts';
import { applyPreferences } from './apply-preferences.ts';
import { desktopPreferences } from './desktop-preferences.ts';

let dir: string;
let preferences: Preferences<typeof desktopPreferences>;
let calls: string[];
let theme: { themeSource: 'system' | 'light' | 'dark' };
let url: string | null;
let gatewayPort: number | null;
let refused: 'start' | 'login' | null;

async function open({ isChosen = true } = {}) {
  preferences = await Preferences.open({
    dataDir: dir,
    shape: desktopPreferences,
    lockedAtStart: false,
    wall: Date.now,
    facts: { DataDirectory: dir },
  });
  applyPreferences(preferences, {
    location: { dataDir: dir, isChosen },
    defaultDir: join(dir, 'default'),
    nativeTheme: theme,
    api: {
      get url() {
        return url;
      },
      token: 'the token',
      start: async (port) => {
        calls.push(`start ${port}`);
        if (refused === 'start')
          throw new SwitchyardError('preference_not_applied', {
            name: 'The HTTP API',
            reason: 'it is a test',
          });
        url = `http://127.0.0.1:${port}`;
      },
      setPublicUrls: (publicUrls) => void calls.push(`public ${publicUrls.map(formatPublicUrl).join(' ')}`),
      stop: async () => {
        calls.push('stop');
        url = null;
      },
      renewToken: async () => void calls.push('renew'),
      signOutEverywhere: async () => void calls.push('sign out'),
      apiKeys: null,
    },
    gateway: {
      get port() {
        return gatewayPort;
      },
      start: async (port) => {
        calls.push(`gateway ${port}`);
        gatewayPort = port;
      },
      setPublicUrls: (publicUrls) =>
        void calls.push(`public gateway ${publicUrls.map(formatPublicUrl).join(' ')}`),
      stop: async () => {
        calls.push('gateway off');
        gatewayPort = null;
      },
    },
    setLanguage: async (choice) => void calls.push(`language ${choice}`),
    setLoginItem: async (on, hidden) => {
      calls.push(`login ${on} ${hidden}`);
      if (refused === 'login')
        throw new SwitchyardError('preference_not_applied', {
          name: 'Start at login',
          reason: 'it is a test',
        });
    },
    notes: [{ level: 'info', message: 'standing', hint: '' }],
  });
}

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'switchyard-preferences-'));
  calls = [];
  theme = { themeSource: 'system' };
  url = null;
  gatewayPort = 7803;
  refused = null;
  await open();
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const stored = () => JSON.parse(readFileSync(join(dir, 'preferences.json'), 'utf8')).values;

test('the API is started, moves with its port, and is stopped', async () => {
  await preferences.edit({ HttpApi: true });
  await preferences.edit({ HttpPort: 7900 });
  expect(preferences.view({ readsApiToken: true }).api).toEqual({
    url: 'http://127.0.0.1:7900',
    token: 'the token',
  });
  await preferences.edit({ HttpApi: false });
  expect(calls).toEqual(['start 7802', 'start 7900', 'stop']);
  expect(preferences.view({ readsApiToken: true }).api).toEqual({ url: null, token: 'the token' });
});

test('a new port does not start the API while it is off', async () => {
  await preferences.edit({ HttpPort: 7900 });
  expect(url).toBeNull();
});

test('public addresses are allowed at once; what is no address is refused with the reason, and nothing is changed', async () => {
  await preferences.edit({ PublicUrls: 'https://box.example/yard, http://localhost:9000' });
  expect(calls).toEqual([
    'public https://box.example/yard http://localhost:9000',
    'public gateway https://box.example/yard http://localhost:9000',
  ]);
  await expect(preferences.edit({ PublicUrls: 'box.example' })).rejects.toThrow(
    "Could not change “Public addresses”: it must be an address such as https://box.example/yard, but 'box.example' begins with neither http:// nor https://.",
  );
  expect(preferences.values().PublicUrls).toBe('https://box.example/yard, http://localhost:9000');
});

test('the gateway moves with its port, is stopped and started, and comes back when the change is refused', async () => {
  await preferences.edit({ GatewayPort: 7900 });
  await preferences.edit({ Gateway: false });
  await preferences.edit({ Gateway: true });
  expect(calls).toEqual(['gateway 7900', 'gateway off', 'gateway 7900']);
  refused = 'login';
  await expect(preferences.edit({ GatewayPort: 7901, StartAtLogin: true })).rejects.toThrow('Start at login');
  expect(gatewayPort).toBe(7900);
});

test('where the gateway could not have its port, Preferences say which one it has', () => {
  gatewayPort = 40_000;
  expect(preferences.view().notes).toContainEqual(
    expect.objectContaining({
      setting: 'GatewayPort',
      message: 'Could not use port 7803, so the gateway has port 40000 until Switchyard is started again.',
    }),
  );
});

test('a change that cannot be applied is refused, and nothing of it is stored', async () => {
  refused = 'start';
  await expect(preferences.edit({ HttpApi: true, Theme: 'dark' })).rejects.toThrow('The HTTP API');
  expect(preferences.values()).toMatchObject({ HttpApi: false, Theme: 'system' });
  expect(theme.themeSource).toBe('system');
});

test('what was applied before the refusal is undone', async () => {
  refused = 'login';
  await expect(preferences.edit({ HttpApi: true, StartAtLogin: true })).rejects.toThrow('Start at login');
  expect(url).toBeNull();
  expect(preferences.values()).toMatchObject({ HttpApi: false, StartAtLogin: false });
});

test('the colours change at once', async () => {
  await preferences.edit({ Theme: 'dark' });
  expect(theme.themeSource).toBe('dark');
});

test('the login entry is set, and set again when its arguments change', async () => {
  await preferences.edit({ StartHidden: false });
  await preferences.edit({ StartAtLogin: true });
  await preferences.edit({ StartHidden: true });
  expect(calls).toEqual(['login true false', 'login true true']);
});

test('another data directory is recorded for the next start, and a note says so', async () => {
  const other = join(dir, 'other');
  await preferences.edit({ DataDirectory: other });
  expect(JSON.parse(readFileSync(join(dir, 'default', 'location.json'), 'utf8'))).toEqual({
    data_dir: other,
    copy_from: dir,
  });
  expect(preferences.view().notes).toContainEqual(
    expect.objectContaining({ setting: 'DataDirectory', message: expect.stringContaining(dir) }),
  );
  expect(stored().DataDirectory).toBe(other);
});

test('a data directory that is no full path, or was given on the command line, is refused with a message', async () => {
  await expect(preferences.edit({ DataDirectory: 'somewhere' })).rejects.toThrow('it must be a full path');
  await open({ isChosen: false });
  await expect(preferences.edit({ DataDirectory: '/other' })).rejects.toThrow(
    'it was given on the command line',
  );
});
