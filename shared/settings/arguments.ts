import { expectedWords } from '../words/en/settings/expected.ts';
import { type Text, texts } from '../words/phrase.ts';

const say = texts(expectedWords);
/**
 * The parser for settings with arguments. It takes linear time and expands nothing.
 *
 * Arguments are separated by white space. In single quotes every character stands for itself. In double quotes a backslash
 * escapes `"` and `\`. Outside quotes it escapes white space, quotes and itself; before anything else it stays, so that
 * Windows paths can be written without quotes.
 *
 * What makes a command line readable in a guide or a script is left out: the end of a line that goes on (`\`, in cmd `^`, in
 * PowerShell a backtick), and comments, which are lines that begin with `#` and what follows a `#` between spaces.
 */

/** `problem` completes the sentence "it must be …". */
export type ArgumentsResult = { ok: true; args: string[] } | { ok: false; problem: Text };

export function splitArguments(line: string): ArgumentsResult {
  const args: string[] = [];
  let current: string[] = [];
  let inArgument = false;
  /** Whether only white space has come since the last line break. */
  let isLineStart = true;
  let quote: '"' | "'" | null = null;
  for (let i = 0; i < line.length; i++) {
    const char = line[i] as string;
    if (char === '\0') return { ok: false, problem: say('withoutNul') };
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
    const resumesAt = endOfContinuedLine(line, i, inArgument);
    if (resumesAt !== null) {
      i = resumesAt;
      isLineStart = true;
      continue;
    }
    if (char === '#' && !inArgument && (isLineStart || next === undefined || /\s/.test(next))) {
      const end = line.indexOf('\n', i);
      i = end < 0 ? line.length : end;
      isLineStart = true;
      continue;
    }
    if (/\s/.test(char)) {
      isLineStart ||= char === '\n';
      if (inArgument) args.push(current.join(''));
      current = [];
      inArgument = false;
      continue;
    }
    inArgument = true;
    isLineStart = false;
    if (char === '"' || char === "'") quote = char;
    else if (char === '\\' && next !== undefined && /[\s"'\\]/.test(next)) {
      current.push(next);
      i++;
    } else current.push(char);
  }
  if (quote !== null) return { ok: false, problem: say('closedQuote', { quote }) };
  if (inArgument) args.push(current.join(''));
  return { ok: true, args };
}

/**
 * Where a character that continues a line stands at its end: the position of the line break, or of the end of the text.
 * There may be white space in between, which nobody sees. Otherwise null.
 */
function endOfContinuedLine(line: string, at: number, inArgument: boolean): number | null {
  if (!CONTINUATIONS.has(line[at] ?? '')) return null;
  let end = at + 1;
  while (line[end] === ' ' || line[end] === '\t' || line[end] === '\r') end++;
  if (line[end] === '\n') return end;
  // At the end of the text, a path of Windows may end so.
  return end >= line.length && !inArgument ? end : null;
}

const CONTINUATIONS: ReadonlySet<string> = new Set(['\\', '^', '`']);

/** The inverse of {@link splitArguments}, for showing a command line. */
export function joinArguments(args: readonly string[]): string {
  return args
    .map((arg) => (/^[\w@%+=:,./{}-]+$/.test(arg) ? arg : `"${arg.replace(/(["\\])/g, '\\$1')}"`))
    .join(' ');
}
