/**
 * The parser for settings with arguments. It takes linear time and expands nothing.
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
