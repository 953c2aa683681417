import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LoginItemSettings, Settings } from 'electron';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLoginItem, type LoginItemOptions } from './login-item.ts';

let home: string;
/** The settings that the system got, in order. */
let received: Settings[];
/** The answer of the system. */
let system: Partial<LoginItemSettings>;
/** What new settings do to the answer. */
let applySettings: (settings: Settings) => void;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'switchyard-login-'));
  received = [];
  system = { status: 'not-registered', executableWillLaunchAtLogin: false, wasOpenedAtLogin: false };
  applySettings = ({ openAtLogin }) => {
    system.status = openAtLogin ? 'enabled' : 'not-registered';
    system.executableWillLaunchAtLogin = openAtLogin === true;
  };
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const createItem = (platform: NodeJS.Platform, options: Partial<LoginItemOptions> = {}) =>
  createLoginItem({
    app: {
      getLoginItemSettings: () => system as LoginItemSettings,
      setLoginItemSettings: (settings) => {
        received.push(settings);
        applySettings(settings);
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

  it('can be switched on and off, and leaves no file behind', async () => {
    const linux = createItem('linux');
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

  it('notices that somebody switched it off in the system, and can switch it on again', async () => {
    const linux = createItem('linux');
    await linux.set(true, { hidden: false });
    writeFileSync(file(), `${readFileSync(file(), 'utf8')}Hidden=true\n`);
    expect(await linux.isOn()).toBe(false);
    await linux.set(true, { hidden: false });
    expect(await linux.isOn()).toBe(true);
    rmSync(file());
    expect(await linux.isOn()).toBe(false);
  });

  it('starts the AppImage and not the program in its mount', async () => {
    await createItem('linux', { env: { APPIMAGE: '/home/ada/Apps/Switchyard 1.0.AppImage' } }).set(true, {
      hidden: false,
    });
    expect(exec()).toBe('"/home/ada/Apps/Switchyard 1.0.AppImage"');
  });

  it('starts the script where the app is not packaged', async () => {
    await createItem('linux', { isPackaged: false, args: ['/src/dist/desktop/main.js'] }).set(true, {
      hidden: true,
    });
    expect(exec()).toBe('"/opt/Switchyard/switchyard" "/src/dist/desktop/main.js" "--hidden"');
  });

  it('says why the entry cannot be written', async () => {
    writeFileSync(join(home, '.config'), 'a file');
    await expect(createItem('linux').set(true, { hidden: false })).rejects.toMatchObject(
      refused(
        /^Could not change “Start at login”: .*switchyard\.desktop cannot be written: there is a file/,
        /Nothing/,
      ),
    );
    expect(await createItem('linux').isOn()).toBe(false);
  });

  it.each(['/opt/a=b/switchyard', '/opt/100%/switchyard'])(
    'refuses the path %s, from which desktops would start nothing',
    async (execPath) => {
      const linux = createItem('linux', { execPath });
      await expect(linux.set(true, { hidden: false })).rejects.toMatchObject(
        refused(/contains [=%], which desktops do not accept/, /another folder/),
      );
      expect(await linux.isOn()).toBe(false);
      await linux.set(false, { hidden: false });
    },
  );
});

describe('on Windows', () => {
  it('is set by path and arguments, and looked up by the program alone', async () => {
    const windows = createItem('win32', {
      execPath: 'C:\\Apps\\Switchyard.exe',
      args: ['C:\\My Apps\\main.js'],
    });
    expect(await windows.isOn()).toBe(false);
    await windows.set(true, { hidden: true });
    expect(await windows.isOn()).toBe(true);
    await windows.set(false, { hidden: false });
    expect(received).toEqual([
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

  it('an entry that the Task Manager has switched off is off', async () => {
    const windows = createItem('win32');
    await windows.set(true, { hidden: false });
    system = { openAtLogin: true, executableWillLaunchAtLogin: false };
    expect(await windows.isOn()).toBe(false);
  });

  it('says so where Windows does not accept it', async () => {
    applySettings = () => undefined;
    await expect(createItem('win32').set(true, { hidden: false })).rejects.toMatchObject(
      refused(/Windows did not accept it/, /Startup/),
    );
  });
});

describe('on macOS', () => {
  it('is set without arguments, and not a second time', async () => {
    const mac = createItem('darwin');
    await mac.set(true, { hidden: true });
    await mac.set(true, { hidden: false });
    expect(await mac.isOn()).toBe(true);
    await mac.set(false, { hidden: false });
    expect(received).toEqual([{ openAtLogin: true }, { openAtLogin: false }]);
  });

  it('asks for the permission of the user where macOS does', async () => {
    applySettings = () => {
      system.status = 'requires-approval';
    };
    const mac = createItem('darwin');
    await expect(mac.set(true, { hidden: false })).rejects.toMatchObject(
      refused(/macOS asks for your permission first/, /Login Items/),
    );
    expect(await mac.isOn()).toBe(false);
  });

  it('says so where it is not installed, or where macOS throws', async () => {
    await expect(
      createItem('darwin', { isPackaged: false }).set(true, { hidden: false }),
    ).rejects.toMatchObject(refused(/only an installed app/, /disk image/));
    applySettings = () => {
      throw new Error('Operation not permitted');
    };
    await expect(createItem('darwin').set(true, { hidden: false })).rejects.toMatchObject(
      refused(/Operation not permitted/, /Nothing was changed/),
    );
  });

  it('recognises a start at login, for which other systems have the arguments', () => {
    system.wasOpenedAtLogin = true;
    expect(createItem('darwin').wasOpenedAtLogin()).toBe(true);
    expect(createItem('win32').wasOpenedAtLogin()).toBe(false);
  });
});
