/**
 * The file by which Linux desktops start a program at login, `switchyard.desktop` (freedesktop.org, Desktop Application
 * Autostart Specification 0.5 and Desktop Entry Specification 1.5), as text.
 */
import { isAbsolute, join } from 'node:path';

/** Where the file lies; a relative XDG_CONFIG_HOME counts as none, says the specification. */
export function autostartPath(home: string, env: NodeJS.ProcessEnv): string {
  const chosen = env.XDG_CONFIG_HOME;
  const config = chosen !== undefined && isAbsolute(chosen) ? chosen : join(home, '.config');
  return join(config, 'autostart', 'switchyard.desktop');
}

/** @param command the program, by its full path, and its arguments */
export function autostartEntry(command: readonly string[]): string {
  const [program = ''] = command;
  return [
    '[Desktop Entry]',
    'Type=Application',
    'Name=Switchyard',
    'Comment=Starts your backends and waits in the tray',
    `Exec=${escapeString(command.map(quoteArgument).join(' '))}`,
    // Where the program was removed, nothing is started and nobody sees an error at every login.
    `TryExec=${escapeString(program)}`,
    'Icon=switchyard',
    'Terminal=false',
    'StartupNotify=false',
    // Written by older GNOME tools to switch an entry off; said here, so that it is on whatever they remember.
    'X-GNOME-Autostart-enabled=true',
    '',
  ].join('\n');
}

/** Whether an entry is in force: desktops switch one off by a line in it rather than by removing it. */
export function isAutostartEntryOn(text: string): boolean {
  let group = '';
  let isOn = false;
  for (const line of text.split(/\r?\n/)) {
    const header = /^\s*\[(.*)\]\s*$/.exec(line);
    if (header) group = header[1] ?? '';
    if (group !== 'Desktop Entry') continue;
    const [, key, value] = /^\s*([A-Za-z0-9-]+)\s*=\s*(.*?)\s*$/.exec(line) ?? [];
    if (key === 'Hidden' && value === 'true') return false;
    if (key === 'X-GNOME-Autostart-enabled' && value === 'false') return false;
    if (key === 'Exec' && value !== '') isOn = true;
  }
  return isOn;
}

/** As an argument of Exec: always in quotes, with what is special in them behind a backslash, and % doubled. */
const quoteArgument = (argument: string): string =>
  `"${argument.replace(/["`$\\]/g, '\\$&').replaceAll('%', '%%')}"`;

/** As a value of the file: the second layer, laid over the first. */
const escapeString = (value: string): string =>
  value.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('\t', '\\t').replaceAll('\r', '\\r');
