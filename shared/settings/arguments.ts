/**
 * The parsers for settings with arguments and with environment variables. Both take linear time and expand nothing.
 *
 * Arguments are separated by white space. In single quotes every character stands for itself. In double quotes a backslash
 * escapes `"` and `\`. Outside quotes it escapes white space, quotes and itself; before anything else it stays, so that
 * Windows paths can be written without quotes.
 */

/** `problem` completes the sentence "it must be …". */
export type ArgumentsResult = { ok: true; args: string[] } | { ok: false; problem: string };

export function splitArguments(line: string): ArgumentsResult {
  const args: string[] = [];
  let current: string[] = [];
  let inArgument = false;
  let quote: '"' | "'" | null = null;
  for (let i = 0; i < line.length; i++) {
    const char = line[i] as string;
    if (char === '\0') return { ok: false, problem: 'free of NUL characters' };
    if (quote === "'") {
      if (char === "'") quote = null;
      else current.push(char);
      continue;
    }
    const next = line[i + 1];
    if (quote === '"') {
      if (char === '"') quote = null;
      else if (char === '\\' && (next === '"' || next === '\\')) {
        current.push(next);
        i++;
      } else current.push(char);
      continue;
    }
    if (/\s/.test(char)) {
      if (inArgument) args.push(current.join(''));
      current = [];
      inArgument = false;
      continue;
    }
    inArgument = true;
    if (char === '"' || char === "'") quote = char;
    else if (char === '\\' && next !== undefined && /[\s"'\\]/.test(next)) {
      current.push(next);
      i++;
    } else current.push(char);
  }
  if (quote !== null) return { ok: false, problem: `a complete command line (a ${quote} is never closed)` };
  if (inArgument) args.push(current.join(''));
  return { ok: true, args };
}

/** The inverse of {@link splitArguments}, for showing a command line. */
export function joinArguments(args: readonly string[]): string {
  return args
    .map((arg) => (/^[\w@%+=:,./{}-]+$/.test(arg) ? arg : `"${arg.replace(/(["\\])/g, '\\$1')}"`))
    .join(' ');
}

/** `problem` completes the sentence "it must be …". */
export type EnvironmentResult = { ok: true; env: Record<string, string> } | { ok: false; problem: string };

/** Reads one `NAME=value` from each line, with the value as it is. Empty lines and lines that start with `#` are skipped. */
export function parseEnvironment(text: string): EnvironmentResult {
  const env = new Map<string, string>();
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (line.trim() === '' || line.trimStart().startsWith('#')) continue;
    const match = /^\s*([A-Za-z_][A-Za-z0-9_()]*)=(.*)$/s.exec(line);
    if (!match || line.includes('\0'))
      return { ok: false, problem: `lines of the form NAME=value (line ${index + 1} is not)` };
    env.set(match[1] as string, match[2] as string);
  }
  return { ok: true, env: Object.fromEntries(env) };
}
