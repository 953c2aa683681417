/** Start at login, by the means of each system. Nothing is stored here: the system alone knows whether it is on. */
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { App } from 'electron';
import { codeOf, SwitchyardError } from '../../../shared/errors.ts';
import { programWords } from '../../../shared/words/en/program.ts';
import { type HostText, type Text, texts } from '../../../shared/words/phrase.ts';
import { settingText } from '../../../shared/words/setting-text.ts';
import { describeSystemError } from '../../core/system-errors.ts';
import { autostartPath, formatAutostartEntry, isAutostartEntryOn } from './autostart-entry.ts';

const say = texts(programWords);

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
      if (!isPackaged) throw notApplied(say('loginNotInstalled'), say('loginNotInstalled_hint'));
      if (isOn() === on) return;
      orNotApplied(() => app.setLoginItemSettings({ openAtLogin: on }));
      const { status } = app.getLoginItemSettings();
      if (on && status === 'requires-approval')
        throw notApplied(say('loginNotAllowed'), say('loginNotAllowed_hint'));
      if (isOn() !== on) throw refusedBy('mac');
    },
  };
}

function onWindows({ app, execPath: path, args = [] }: LoginItemOptions): SystemLoginItem {
  // Looked up by the program alone: so an entry counts whatever arguments an earlier version has written, and one that
  // was switched off in the Task Manager does not count.
  const isOn = () => app.getLoginItemSettings({ path }).executableWillLaunchAtLogin;
  return {
    isOn: async () => isOn(),
    async set(on, { hidden }) {
      const all = [...args, ...(hidden ? ['--hidden'] : [])].map(quoteForWindows);
      orNotApplied(() => app.setLoginItemSettings({ openAtLogin: on, enabled: on, path, args: all }));
      if (isOn() !== on) throw refusedBy('windows');
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
          say('loginPathRefused', { program, character: program.includes('=') ? '=' : '%' }),
          say('loginPathRefused_hint'),
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
        throw notApplied(reasonOf(file, error), undefined, error);
      }
    },
  };
}

const WHY_NOT_WRITTEN: ReadonlyMap<string, string> = new Map([
  ['EACCES', 'denied'],
  ['EPERM', 'denied'],
  ['EROFS', 'readOnly'],
  ['ENOSPC', 'full'],
  ['EDQUOT', 'full'],
  ['ENOTDIR', 'folder'],
  ['EEXIST', 'folder'],
]);

const reasonOf = (file: string, error: unknown): Text =>
  say('loginFile', {
    why: WHY_NOT_WRITTEN.get(codeOf(error)) ?? 'other',
    file,
    reason: describeSystemError(error),
  });

const refusedBy = (system: 'mac' | 'windows') =>
  notApplied(say('loginRefused', { system }), say('loginRefused_hint', { system }));

function orNotApplied(change: () => void): void {
  try {
    change();
  } catch (error) {
    throw notApplied(describeSystemError(error), undefined, error);
  }
}

function notApplied(reason: HostText, hint?: Text, cause?: unknown): SwitchyardError {
  return new SwitchyardError(
    'preference_not_applied',
    { name: settingText('preferences_StartAtLogin'), reason, ...(hint === undefined ? {} : { hint }) },
    { cause },
  );
}
