/** The two texts that Windows gives to a new process: its command line and its environment. */

/** Characters of a command line, its end included. */
const MAX_COMMAND_LINE = 32_767;

/**
 * The command line from which a program reads these arguments, where it reads them as Microsoft's C library does. Nearly all
 * programs do, Python and Node among them; cmd.exe does not.
 * @throws Error in words, for a NUL or a line that is too long
 */
export function toCommandLine(command: string, args: readonly string[]): string {
  const line = [quoteProgram(command), ...args.map(quoteArgument)].join(' ');
  if (line.includes('\0')) throw new Error('an argument holds a NUL character');
  if (line.length >= MAX_COMMAND_LINE)
    throw new Error(
      `its arguments are too long for Windows: ${line.length} characters of ${MAX_COMMAND_LINE - 1}`,
    );
  return line;
}

/** In the name of the program, nothing is escaped; it cannot hold a quote. */
const quoteProgram = (command: string): string => `"${command.replaceAll('"', '')}"`;

/** Backslashes are ordinary characters but before a quote, where each is doubled. */
export function quoteArgument(argument: string): string {
  if (argument !== '' && !/[\s"]/.test(argument)) return argument;
  return `"${argument.replace(/(\\*)("|$)/g, (_, slashes: string, quote: string) => `${slashes}${slashes}${quote === '' ? '' : '\\"'}`)}"`;
}

/** Without these many programs, Windows' own among them, do not start or find no network. libuv adds the same. */
const REQUIRED = [
  'HOMEDRIVE',
  'HOMEPATH',
  'LOGONSERVER',
  'PATH',
  'SYSTEMDRIVE',
  'SYSTEMROOT',
  'TEMP',
  'USERDOMAIN',
  'USERNAME',
  'USERPROFILE',
  'WINDIR',
];

/**
 * The environment as CreateProcessW reads it, in UTF-16: sorted without regard to case, as the system wants it.
 * @param inherited where what {@link REQUIRED} names is taken from if `environment` lacks it
 * @throws Error in words, for a NUL
 */
export function toEnvironmentBlock(
  environment: Readonly<Record<string, string>>,
  inherited: NodeJS.ProcessEnv,
): Buffer {
  const byName = new Map<string, string>();
  const add = (name: string, value: string | undefined) => {
    // A name with = at its start is one of cmd.exe's own, which holds the folder of a drive.
    if (value !== undefined && name !== '' && !name.slice(1).includes('='))
      byName.set(name.toUpperCase(), `${name}=${value}`);
  };
  for (const name of REQUIRED) {
    const found = Object.keys(inherited).find((each) => each.toUpperCase() === name);
    if (found !== undefined) add(found, inherited[found]);
  }
  for (const [name, value] of Object.entries(environment)) add(name, value);
  const entries = [...byName].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).map(([, entry]) => entry);
  if (entries.some((entry) => entry.includes('\0')))
    throw new Error('a variable of its environment holds a NUL character');
  return Buffer.from(`${entries.join('\0')}\0\0`, 'utf16le');
}
