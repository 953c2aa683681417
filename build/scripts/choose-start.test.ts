import { describe, expect, it } from 'vitest';
import { browserArgs, chooseStart, type StartFacts } from './choose-start.mjs';

const HOUR = 3_600_000;
const NOW = 1000 * HOUR;

const choose = (facts: Partial<StartFacts> = {}) =>
  chooseStart({
    args: [],
    platform: 'linux',
    env: { DISPLAY: ':0' },
    isRoot: false,
    electron: '/electron/electron',
    failure: null,
    now: NOW,
    ...facts,
  });

describe('npm start', () => {
  it.each<[string, Partial<StartFacts>]>([
    ['on X11', {}],
    ['on Wayland', { env: { WAYLAND_DISPLAY: 'wayland-0' } }],
    ['on macOS', { platform: 'darwin', env: {} }],
    ['on Windows', { platform: 'win32', env: {} }],
    ['whatever failed before', { failure: { at: NOW - HOUR, reason: 'no connection' } }],
    [
      'with what the app itself understands',
      { args: ['--data-dir', '/data', '--hidden', '--lock-settings'] },
    ],
  ])('opens the desktop app where Electron is there: %s', (_, facts) => {
    expect(choose(facts)).toEqual({ open: 'desktop', electron: '/electron/electron' });
  });

  it('fetches Electron where it is not there', () => {
    expect(choose({ electron: null })).toEqual({ open: 'fetch-electron' });
  });

  it('says nothing about a browser that was asked for', () => {
    expect(choose({ args: ['--browser'] })).toEqual({ open: 'browser', why: null });
    expect(choose({ env: { DISPLAY: ':0', SWITCHYARD_NO_ELECTRON: '1' } })).toEqual({
      open: 'browser',
      why: null,
    });
  });

  it.each<[string, Partial<StartFacts>, string]>([
    ['without a display', { env: {} }, 'no display'],
    ['with an empty display', { env: { DISPLAY: '', WAYLAND_DISPLAY: '' } }, 'no display'],
    ['as root', { isRoot: true }, 'root'],
    ['with a port', { args: ['--port', '7802'] }, '--port'],
    ['with a port, written in one', { args: ['--port=7802'] }, '--port'],
    ['with a token', { args: ['--token=secret'] }, '--token'],
    [
      'with a folder that holds no Electron',
      { electron: null, env: { DISPLAY: ':0', ELECTRON_OVERRIDE_DIST_PATH: '/nothing' } },
      '/nothing',
    ],
    [
      'after a failure',
      { electron: null, failure: { at: NOW - HOUR, reason: 'no way' } },
      'an hour ago (no way)',
    ],
  ])('serves the browser %s and says why in a line, fetching nothing', (_, facts, words) => {
    for (const electron of facts.electron === null ? [null] : [null, '/electron/electron']) {
      const start = choose({ ...facts, electron });
      expect(start).toEqual({ open: 'browser', why: expect.stringContaining(words) });
      expect(start).toEqual({ open: 'browser', why: expect.stringMatching(/^[^\n]+\.$|tries again\.$/) });
      expect(JSON.stringify(start)).not.toContain('secret');
    }
  });

  it('tries again a day after a failure', () => {
    const failure = { at: NOW - 24 * HOUR, reason: 'no connection' };
    expect(choose({ electron: null, failure })).toEqual({ open: 'fetch-electron' });
    expect(choose({ electron: null, failure: { ...failure, at: failure.at + 1 } })).toMatchObject({
      open: 'browser',
    });
  });

  it('hands on to the browser what is not about a window, and opens it', () => {
    const args = ['--browser', '--hidden', 'switchyard://backend/3', '--data-dir', '/data', '--port', '0'];
    expect(browserArgs(args)).toEqual(['--data-dir', '/data', '--port', '0', '--open']);
  });
});
