import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { autostartPath, formatAutostartEntry, isAutostartEntryOn } from './autostart-entry.ts';

/** Reads the value of a key as the specification says, and resolves the escapes of the file. */
function readValue(entry: string, key: string): string {
  const line = entry.split('\n').find((candidate) => candidate.startsWith(`${key}=`)) ?? '';
  const plain: Record<string, string> = { s: ' ', n: '\n', t: '\t', r: '\r', '\\': '\\' };
  return line
    .slice(key.length + 1)
    .replace(/\\(.)/g, (_, letter: string) => plain[letter] ?? `bad escape ${letter}`);
}

/** Reads the arguments of Exec as the specification says: first the quotes, then the field codes. */
function readCommand(entry: string): string[] {
  const quoted = [...readValue(entry, 'Exec').matchAll(/"((?:[^"\\]|\\.)*)"(?: |$)/gs)];
  return quoted.map(([, argument = '']) =>
    argument
      .replace(/\\(.)/gs, '$1')
      .replace(/%(.)/gs, (_, code: string) => (code === '%' ? '%' : `<code ${code}>`)),
  );
}

describe('the entry', () => {
  it('starts the program with its arguments', () => {
    expect(formatAutostartEntry(['/opt/Switchyard/switchyard', '--hidden'])).toBe(
      [
        '[Desktop Entry]',
        'Type=Application',
        'Name=Switchyard',
        'Comment=Starts your backends and waits in the tray',
        'Exec="/opt/Switchyard/switchyard" "--hidden"',
        'TryExec=/opt/Switchyard/switchyard',
        'Icon=switchyard',
        'Terminal=false',
        'StartupNotify=false',
        'X-GNOME-Autostart-enabled=true',
        '',
      ].join('\n'),
    );
  });

  it('quotes special characters as both layers of the specification demand', () => {
    const path = '/home/a b/$HOME `x` "q" 100% \\n/switchyard';
    expect(formatAutostartEntry([path])).toContain(
      'Exec="/home/a b/\\\\$HOME \\\\`x\\\\` \\\\"q\\\\" 100%% \\\\\\\\n/switchyard"\n',
    );
  });

  it('any path can be read back unchanged, and stays on one line', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme', minLength: 1 }), { minLength: 1 }), (names) => {
        const command = names.map((name) => `/${name}\n"$\\%`);
        const entry = formatAutostartEntry(command);
        expect(readCommand(entry)).toEqual(command);
        expect(readValue(entry, 'TryExec')).toBe(command[0]);
        expect(entry.split('\n')).toHaveLength(11);
      }),
    );
  });

  it('is on until a desktop switches it off in the file', () => {
    const entry = formatAutostartEntry(['/switchyard']);
    expect(isAutostartEntryOn(entry)).toBe(true);
    expect(isAutostartEntryOn(`${entry}Hidden=true\n`)).toBe(false);
    expect(isAutostartEntryOn(entry.replace('enabled=true', 'enabled=false'))).toBe(false);
    expect(isAutostartEntryOn(`${entry}\n[Desktop Action x]\nHidden=true\n`)).toBe(true);
    expect(isAutostartEntryOn('')).toBe(false);
    expect(isAutostartEntryOn('[Desktop Entry]\nExec=\n')).toBe(false);
  });
});

it('the file is where desktops look for it', () => {
  const usual = '/home/ada/.config/autostart/switchyard.desktop';
  expect(autostartPath('/home/ada', {})).toBe(usual);
  expect(autostartPath('/home/ada', { XDG_CONFIG_HOME: '' })).toBe(usual);
  expect(autostartPath('/home/ada', { XDG_CONFIG_HOME: 'config' })).toBe(usual);
  expect(autostartPath('/home/ada', { XDG_CONFIG_HOME: '/etc/ada' })).toBe(
    '/etc/ada/autostart/switchyard.desktop',
  );
});
