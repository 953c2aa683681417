import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LoginItemSettings, Settings } from 'electron';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLoginItem, type LoginItemOptions } from './login-item.ts';

let home: string;
/** What the system was asked to set, in order. */
let asked: Settings[];
/** What the system says when it is asked. */
let system: Partial<LoginItemSettings>;
/** What a change does to it. */
let takeOver: (settings: Settings) => void;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'switchyard-login-'));
  asked = [];
  system = { status: 'not-registered', executableWillLaunchAtLogin: false, wasOpenedAtLogin: false };
  takeOver = ({ openAtLogin }) => {
    system.status = openAtLogin ? 'enabled' : 'not-registered';
    system.executableWillLaunchAtLogin = openAtLogin === true;
  };
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const item = (platform: NodeJS.Platform, options: Partial<LoginItemOptions> = {}) =>
  createLoginItem({
    app: {
      getLoginItemSettings: () => system as LoginItemSettings,
      setLoginItemSettings: (settings) => {
        asked.push(settings);
        takeOver(settings);
      },
    },
    platform,
    isPackaged: true,
    execPath: '/opt/Switchyard/switchyard',
    home,
    env: {},
    ...options,
  });
const refused = (reason: RegExp, hint: RegExp) => ({
  code: 'preference_not_applied',
  message: expect.stringMatching(reason),
  hint: expect.stringMatching(hint),
});

describe('on Linux', () => {
  const folder = () => join(home, '.config', 'autostart');
  const file = () => join(folder(), 'switchyard.desktop');
  const exec = () => /^Exec=(.*)$/m.exec(readFileSync(file(), 'utf8'))?.[1];

  it('is off, then on, then off again, and leaves nothing behind', async () => {
    const linux = item('linux');
    expect(await linux.isOn()).toBe(false);
    await linux.set(true, { hidden: true });
    expect(await linux.isOn()).toBe(true);
    expect(exec()).toBe('"/opt/Switchyard/switchyard" "--hidden"');
    await linux.set(true, { hidden: false });
    expect(exec()).toBe('"/opt/Switchyard/switchyard"');
    expect(readdirSync(folder())).toEqual(['switchyard.desktop']);
    await linux.set(false, { hidden: false });
    await linux.set(false, { hidden: false });
    expect(await linux.isOn()).toBe(false);
    expect(readdirSync(folder())).toEqual([]);
  });

  it('sees that somebody has switched it off in the system, and switches it on again', async () => {
    const linux = item('linux');
    await linux.set(true, { hidden: false });
    writeFileSync(file(), `${readFileSync(file(), 'utf8')}Hidden=true\n`);
    expect(await linux.isOn()).toBe(false);
    await linux.set(true, { hidden: false });
    expect(await linux.isOn()).toBe(true);
    rmSync(file());
    expect(await linux.isOn()).toBe(false);
  });

  it('starts the AppImage and not what is mounted from it', async () => {
    await item('linux', { env: { APPIMAGE: '/home/ada/Apps/Switchyard 1.0.AppImage' } }).set(true, {
      hidden: false,
    });
    expect(exec()).toBe('"/home/ada/Apps/Switchyard 1.0.AppImage"');
  });

  it('starts the script where the app is not packaged', async () => {
    await item('linux', { isPackaged: false, args: ['/src/dist/desktop/main.js'] }).set(true, {
      hidden: true,
    });
    expect(exec()).toBe('"/opt/Switchyard/switchyard" "/src/dist/desktop/main.js" "--hidden"');
  });

  it('says in words why the entry cannot be written', async () => {
    writeFileSync(join(home, '.config'), 'a file');
    await expect(item('linux').set(true, { hidden: false })).rejects.toMatchObject(
      refused(
        /^Start at login could not be changed: .*switchyard\.desktop cannot be written: there is a file/,
        /Nothing/,
      ),
    );
    expect(await item('linux').isOn()).toBe(false);
  });

  it.each(['/opt/a=b/switchyard', '/opt/100%/switchyard'])(
    'refuses the path %s, from which desktops would start nothing',
    async (execPath) => {
      const linux = item('linux', { execPath });
      await expect(linux.set(true, { hidden: false })).rejects.toMatchObject(
        refused(/holds a [=%], which desktops do not take/, /another folder/),
      );
      expect(await linux.isOn()).toBe(false);
      await linux.set(false, { hidden: false });
    },
  );
});

describe('on Windows', () => {
  it('is set by path and arguments, and read by the program alone', async () => {
    const windows = item('win32', { execPath: 'C:\\Apps\\Switchyard.exe', args: ['C:\\My Apps\\main.js'] });
    expect(await windows.isOn()).toBe(false);
    await windows.set(true, { hidden: true });
    expect(await windows.isOn()).toBe(true);
    await windows.set(false, { hidden: false });
    expect(asked).toEqual([
      {
        openAtLogin: true,
        enabled: true,
        path: 'C:\\Apps\\Switchyard.exe',
        args: ['"C:\\My Apps\\main.js"', '--hidden'],
      },
      {
        openAtLogin: false,
        enabled: false,
        path: 'C:\\Apps\\Switchyard.exe',
        args: ['"C:\\My Apps\\main.js"'],
      },
    ]);
  });

  it('one that the Task Manager has switched off is off', async () => {
    const windows = item('win32');
    await windows.set(true, { hidden: false });
    system = { openAtLogin: true, executableWillLaunchAtLogin: false };
    expect(await windows.isOn()).toBe(false);
  });

  it('says in words when Windows does not take it over', async () => {
    takeOver = () => undefined;
    await expect(item('win32').set(true, { hidden: false })).rejects.toMatchObject(
      refused(/Windows did not take it over/, /Startup/),
    );
  });
});

describe('on macOS', () => {
  it('is set without arguments, and not a second time', async () => {
    const mac = item('darwin');
    await mac.set(true, { hidden: true });
    await mac.set(true, { hidden: false });
    expect(await mac.isOn()).toBe(true);
    await mac.set(false, { hidden: false });
    expect(asked).toEqual([{ openAtLogin: true }, { openAtLogin: false }]);
  });

  it('asks for the permission of the user where macOS does', async () => {
    takeOver = () => {
      system.status = 'requires-approval';
    };
    const mac = item('darwin');
    await expect(mac.set(true, { hidden: false })).rejects.toMatchObject(
      refused(/macOS wants your permission first/, /Login Items/),
    );
    expect(await mac.isOn()).toBe(false);
  });

  it('says so where it is not installed, or where macOS throws', async () => {
    await expect(item('darwin', { isPackaged: false }).set(true, { hidden: false })).rejects.toMatchObject(
      refused(/only an installed app/, /disk image/),
    );
    takeOver = () => {
      throw new Error('Operation not permitted');
    };
    await expect(item('darwin').set(true, { hidden: false })).rejects.toMatchObject(
      refused(/Operation not permitted/, /Nothing was changed/),
    );
  });

  it('tells a start at login apart, which elsewhere the arguments do', () => {
    system.wasOpenedAtLogin = true;
    expect(item('darwin').wasOpenedAtLogin()).toBe(true);
    expect(item('win32').wasOpenedAtLogin()).toBe(false);
  });
});
