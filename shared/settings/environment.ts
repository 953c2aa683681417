import { adviceWords } from '../words/en/settings/advice.ts';
import { expectedWords } from '../words/en/settings/expected.ts';
import { type Text, texts } from '../words/phrase.ts';

const say = texts(expectedWords);
/**
 * The parser for settings with environment variables. It takes linear time and expands nothing.
 *
 * Each line is `NAME=value`, or the form in which a shell sets a variable: `export NAME=value`, `set NAME=value` of cmd, or
 * `$env:NAME = value` of PowerShell. Quotes around a whole value are removed, and everything else of it is kept.
 */

/** `problem` completes the sentence "it must be …". */
export type EnvironmentResult = { ok: true; env: Record<string, string> } | { ok: false; problem: Text };

/** A later line wins. Empty lines and lines that start with `#` are skipped. */
export function parseEnvironment(text: string): EnvironmentResult {
  const env = new Map<string, string>();
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (line.trim() === '' || line.trimStart().startsWith('#')) continue;
    const variable = line.includes('\0') ? null : readVariable(line);
    if (!variable) return { ok: false, problem: say('variableLines', { line: index + 1 }) };
    env.set(variable.name, variable.value);
  }
  return { ok: true, env: Object.fromEntries(env) };
}

const POSIX = /^\s*(?:export\s+|set\s+)?([A-Za-z_][A-Za-z0-9_()]*)=(.*)$/s;
const POWERSHELL = /^\s*\$env:([A-Za-z_][A-Za-z0-9_()]*)[ \t]*=[ \t]*(.*)$/is;

function readVariable(line: string): { name: string; value: string } | null {
  const [, name, value] = POSIX.exec(line) ?? POWERSHELL.exec(line) ?? [];
  return name === undefined || value === undefined ? null : { name, value: withoutQuotes(value) };
}

/** Removes a pair of quotes around the whole value. Quotes within it belong to it. */
function withoutQuotes(value: string): string {
  const trimmed = value.trim();
  const quote = trimmed[0];
  if (trimmed.length < 2 || (quote !== '"' && quote !== "'") || !trimmed.endsWith(quote)) return value;
  const inner = trimmed.slice(1, -1);
  return inner.includes(quote) ? value : inner;
}

/** A variable, as a shell would replace it: `$HOME`, `${HOME}`, `$env:HOME`, `%USERPROFILE%`. */
const VARIABLE = /\$(?:env:)?[A-Za-z_]\w*|\$\{[A-Za-z_]\w*\}|%[A-Za-z_]\w*%/;

/** What a shell would replace in the text, and we do not: a variable, or `~` for the home folder; null where nothing is. */
export function findExpansion(text: string): string | null {
  return VARIABLE.exec(text)?.[0] ?? /^~(?=$|[/\\])/.exec(text)?.[0] ?? null;
}

/** A sentence about what of a valid text is not as a shell would have it; null where there is nothing to say. */
export function explainEnvironment(text: string): Text | null {
  const parsed = parseEnvironment(text);
  if (!parsed.ok) return null;
  for (const [name, value] of Object.entries(parsed.env)) {
    const expansion = findExpansion(value);
    if (expansion !== null) return texts(adviceWords)('notExpandedIn', { name, text: expansion });
  }
  return null;
}
