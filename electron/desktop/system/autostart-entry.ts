/**
 * The file by which Linux desktops start a program at login, `switchyard.desktop` (freedesktop.org, Desktop Application
 * Autostart Specification 0.5 and Desktop Entry Specification 1.5), as text.
 */
import { isAbsolute, join } from 'node:path';
import { desktopWords } from '../../../shared/words/en/desktop.ts';
import { words } from '../../../shared/words/words.ts';

const t = words(desktopWords);

/** Path of the file. A relative XDG_CONFIG_HOME is ignored, as the specification says. */
export function autostartPath(home: string, env: NodeJS.ProcessEnv): string {
  const chosen = env.XDG_CONFIG_HOME;
  const config = chosen !== undefined && isAbsolute(chosen) ? chosen : join(home, '.config');
  return join(config, 'autostart', 'switchyard.desktop');
}

/** @param command the full path of the program, followed by its arguments */
export function formatAutostartEntry(command: readonly string[]): string {
  const [program = ''] = command;
  return [
    '[Desktop Entry]',
    'Type=Application',
    'Name=Switchyard',
    `Comment=${escapeString(t('loginEntry'))}`,
    `Exec=${escapeString(command.map(quoteArgument).join(' '))}`,
    // If the program was removed, nothing is started, instead of an error at every login.
    `TryExec=${escapeString(program)}`,
    'Icon=switchyard',
    'Terminal=false',
    'StartupNotify=false',
    // Older GNOME tools write this key to switch an entry off; true overrides what they wrote before.
    'X-GNOME-Autostart-enabled=true',
    '',
  ].join('\n');
}

/** Whether the entry is switched on: desktops switch one off by a line in it rather than by removing the file. */
export function isAutostartEntryOn(text: string): boolean {
  let group = '';
  let isOn = false;
  for (const line of text.split(/\r?\n/)) {
    const header = /^\[(.*)\]$/.exec(line.trim());
    if (header) group = header[1] ?? '';
    if (group !== 'Desktop Entry') continue;
    const separator = line.indexOf('=');
    const key = line.slice(0, Math.max(0, separator)).trim();
    const value = line.slice(separator + 1).trim();
    if (key === 'Hidden' && value === 'true') return false;
    if (key === 'X-GNOME-Autostart-enabled' && value === 'false') return false;
    if (key === 'Exec' && value !== '') isOn = true;
  }
  return isOn;
}

/** Formats an argument of Exec: always in quotes, with special characters escaped by a backslash, and % doubled. */
const quoteArgument = (argument: string): string =>
  `"${argument.replace(/["`$\\]/g, '\\$&').replaceAll('%', '%%')}"`;

/** Escapes a value of the file. For Exec this comes on top of the quoting of its arguments. */
const escapeString = (value: string): string =>
  value.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('\t', '\\t').replaceAll('\r', '\\r');
