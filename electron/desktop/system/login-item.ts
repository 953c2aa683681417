/** Start at login, by the means of each system. Nothing is stored here: the system alone knows whether it is on. */
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { App } from 'electron';
import { codeOf, SwitchyardError } from '../../../shared/errors.ts';
import { describeSystemError } from '../../core/system-errors.ts';
import { autostartPath, formatAutostartEntry, isAutostartEntryOn } from './autostart-entry.ts';

export interface LoginItemOptions {
  app: Pick<App, 'getLoginItemSettings' | 'setLoginItemSettings'>;
  platform: NodeJS.Platform;
  isPackaged: boolean;
  /** Path of the running program; in an AppImage `env.APPIMAGE` is used instead. */
  execPath: string;
  /** Arguments of every start, such as the path of the script where the app is not packaged. */
  args?: readonly string[];
  home: string;
  env: NodeJS.ProcessEnv;
}

export interface LoginItem {
  /** Asks the system, where somebody may have switched it off. */
  isOn(): Promise<boolean>;
  /**
   * @param hidden Whether it is started with `--hidden`. macOS hands over no arguments: ask {@link wasOpenedAtLogin} there.
   * @throws SwitchyardError `preference_not_applied`
   */
  set(on: boolean, options: { hidden: boolean }): Promise<void>;
  /** Only macOS knows this; elsewhere the argument `--hidden` says so. */
  wasOpenedAtLogin(): boolean;
}

export function createLoginItem(options: LoginItemOptions): LoginItem {
  const { app, platform } = options;
  const wasOpenedAtLogin = () => platform === 'darwin' && app.getLoginItemSettings().wasOpenedAtLogin;
  if (platform === 'darwin') return { ...onMac(options), wasOpenedAtLogin };
  if (platform === 'win32') return { ...onWindows(options), wasOpenedAtLogin };
  return { ...onLinux(options), wasOpenedAtLogin };
}

type SystemLoginItem = Pick<LoginItem, 'isOn' | 'set'>;

function onMac({ app, isPackaged }: LoginItemOptions): SystemLoginItem {
  const isOn = () => app.getLoginItemSettings().status === 'enabled';
  return {
    isOn: async () => isOn(),
    async set(on) {
      if (!isPackaged)
        throw notApplied(
          'macOS starts only an installed app at login',
          'Install Switchyard from its disk image.',
        );
      if (isOn() === on) return;
      orNotApplied(() => app.setLoginItemSettings({ openAtLogin: on }));
      const { status } = app.getLoginItemSettings();
      if (on && status === 'requires-approval')
        throw notApplied(
          'macOS wants your permission first',
          'Allow Switchyard in System Settings under General, Login Items; then switch this on again.',
        );
      if (isOn() !== on) throw notApplied('macOS did not take it over', MAC_HINT);
    },
  };
}

const MAC_HINT = 'Look in System Settings under General, Login Items.';

function onWindows({ app, execPath: path, args = [] }: LoginItemOptions): SystemLoginItem {
  // Looked up by the program alone: so an entry counts whatever arguments an earlier version has written, and one that
  // was switched off in the Task Manager does not count.
  const isOn = () => app.getLoginItemSettings({ path }).executableWillLaunchAtLogin;
  return {
    isOn: async () => isOn(),
    async set(on, { hidden }) {
      const all = [...args, ...(hidden ? ['--hidden'] : [])].map(quoteForWindows);
      orNotApplied(() => app.setLoginItemSettings({ openAtLogin: on, enabled: on, path, args: all }));
      if (isOn() !== on)
        throw notApplied(
          'Windows did not take it over',
          'Look in the Settings of Windows under Apps, Startup; a rule of your organisation may forbid it.',
        );
    },
  };
}

/** Electron joins the arguments without quoting. No path on Windows contains a quote. */
const quoteForWindows = (argument: string): string => (/\s/.test(argument) ? `"${argument}"` : argument);

function onLinux({ execPath, args = [], home, env }: LoginItemOptions): SystemLoginItem {
  const file = autostartPath(home, env);
  // The path of a program inside an AppImage is in a mount that is gone at the next login.
  const program = env.APPIMAGE || execPath;
  return {
    async isOn() {
      try {
        return isAutostartEntryOn(await readFile(file, 'utf8'));
      } catch {
        // There is no file, or no desktop could read it either.
        return false;
      }
    },
    async set(on, { hidden }) {
      // The specification forbids = in the path, and GLib (2.74) does not find a program whose path contains a doubled %.
      if (on && /[=%]/.test(program))
        throw notApplied(
          `the path ${program} holds a ${program.includes('=') ? '=' : '%'}, which desktops do not take there`,
          'Move the program to another folder.',
        );
      try {
        if (!on) {
          await rm(file, { force: true });
          return;
        }
        await mkdir(dirname(file), { recursive: true });
        const temporary = `${file}.writing`;
        await writeFile(temporary, formatAutostartEntry([program, ...args, ...(hidden ? ['--hidden'] : [])]));
        await rename(temporary, file);
      } catch (error) {
        throw notApplied(`${file} ${reasonOf(error)}`, undefined, error);
      }
    },
  };
}

function reasonOf(error: unknown): string {
  const code = codeOf(error);
  if (code === 'EACCES' || code === 'EPERM') return 'may not be written';
  if (code === 'EROFS') return 'lies on a disk that is read-only';
  if (code === 'ENOSPC' || code === 'EDQUOT') return 'does not fit on the disk, which is full';
  if (code === 'ENOTDIR' || code === 'EEXIST')
    return 'cannot be written: there is a file in place of its folder';
  return `cannot be written: ${describeSystemError(error)}`;
}

function orNotApplied(change: () => void): void {
  try {
    change();
  } catch (error) {
    throw notApplied(describeSystemError(error), undefined, error);
  }
}

function notApplied(reason: string, hint?: string, cause?: unknown): SwitchyardError {
  return new SwitchyardError(
    'preference_not_applied',
    { name: 'Start at login', reason, ...(hint === undefined ? {} : { hint }) },
    { cause },
  );
}
