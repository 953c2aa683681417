/**
 * Command lines as people paste them from a shell, a guide or a script into a field that takes a part of them. Nothing is
 * rewritten: a sentence tells what belongs where.
 */
import { adviceWords } from '../words/en/settings/advice.ts';
import { type HostText, type Text, texts } from '../words/phrase.ts';
import { joinSentences } from '../words/sentences.ts';
import { splitArguments } from './arguments.ts';
import { explainBackground, programName } from './background.ts';
import { findExpansion } from './environment.ts';

const say = texts(adviceWords);

interface PastedCommand {
  /** Names of the variables that are set in front of the program. */
  variables: string[];
  /** Of a leading `cd`. */
  folder: string | null;
  program: string;
  args: string[];
  /** Words that only a shell or a terminal needs. */
  superfluous: string[];
}

/** What a terminal shows in front of a command: `$ `, `# `, `> `, `PS C:\> `, `C:\> `, `user@box:~$ `. */
const PROMPT =
  /^(?:[$#>%]|PS [^>\n]{0,200}>|[A-Za-z]:\\[^>\n]{0,200}>|[\w.-]{1,64}@[^\s$#]{1,200}[$#])[ \t]+/;
const ASSIGNMENT = /^([A-Za-z_]\w*)=/;
const POWERSHELL_ASSIGNMENT = /^\$env:([A-Za-z_]\w*)=/i;
const SEPARATORS: ReadonlySet<string> = new Set(['&&', ';', '||', '&']);
/** Programs that start the one that is named after them. */
const WRAPPERS: ReadonlySet<string> = new Set([
  'sudo',
  'doas',
  'nohup',
  'setsid',
  'exec',
  'env',
  'time',
  'start',
]);
/** `>log`, `2>&1`, `&>`, `<file`, with or without what follows. */
const REDIRECTION = /^(?:\d|&)?(?:>>?|<)(?:&\d|.*)$/;

/** The parts of a command line; null where its quotes are not closed or there is no program in it. */
function readCommandLine(text: string): PastedCommand | null {
  const trimmed = text.trim();
  const prompt = PROMPT.exec(trimmed)?.[0] ?? '';
  // Where a field of one line has swallowed the line breaks, what continued a line is left between spaces.
  const split = splitArguments(trimmed.slice(prompt.length).replace(/(?<=[ \t])[\\^`](?=[ \t]|$)/g, ' '));
  if (!split.ok) return null;
  const words = split.args;
  const superfluous = prompt === '' ? [] : [prompt.trim()];
  const variables: string[] = [];
  let folder: string | null = null;
  let index = 0;
  for (; index < words.length; index++) {
    const word = words[index] ?? '';
    const variable = (ASSIGNMENT.exec(word) ?? POWERSHELL_ASSIGNMENT.exec(word))?.[1];
    if (variable !== undefined) variables.push(variable);
    else if (word === 'cd') folder = (words[++index] ?? '').replace(/;$/, '');
    else if (word === 'source' || word === '.') superfluous.push(`${word} ${words[++index] ?? ''}`.trim());
    else if (WRAPPERS.has(word) && index + 1 < words.length) {
      superfluous.push(word);
      while (words[index + 1]?.startsWith('-')) index++;
    } else if (!SEPARATORS.has(word) && word !== 'export' && word !== 'set') break;
  }
  const first = words[index++];
  if (first === undefined) return null;
  const rest = words.slice(index);
  // The folders of a path may have spaces in their names. The words are joined at the end: to append them one by one would take
  // quadratic time.
  const end = hasFolder(first) ? rest.findIndex((word) => !continuesPath(word)) : 0;
  const pathWords = end < 0 ? rest.length : end;
  const program = [first, ...rest.slice(0, pathWords)].join(' ');
  const args = rest.slice(pathWords).filter((word) => {
    const isOfShell = word === '&' || REDIRECTION.test(word);
    if (isOfShell) superfluous.push(word);
    return !isOfShell;
  });
  return { variables, folder, program, args, superfluous };
}

const continuesPath = (word: string): boolean => /^[^-/\\][^\s]*[/\\]/.test(word) && !/^[A-Za-z]:/.test(word);

const hasFolder = (program: string): boolean => /[/\\]/.test(program);

/**
 * What is wrong with the text of a field for a program; null where it may be one. A path may have spaces in it, so a text
 * with spaces is taken for a command line only where it looks like one.
 * @param isMissing whether it is known that there is no such file
 */
export function explainProgram(text: string, { isMissing = false } = {}): HostText | null {
  const command = readCommandLine(text);
  if (command === null) return null;
  const { variables, folder, program, args, superfluous } = command;
  const [first] = args;
  const hasArguments =
    first !== undefined &&
    (isMissing || !hasFolder(program) || first.startsWith('-') || args.some((arg) => arg.includes('{PORT}')));
  const isCommandLine = hasArguments || variables.length > 0 || folder !== null || superfluous.length > 0;
  if (!isCommandLine) return explainPath(text);
  return joinSentences(
    [
      say('programOnly', { program }),
      first === undefined ? null : say('toArguments', { first }),
      variables.length === 0 ? null : say('toVariables', { variables }),
      folder === null ? null : say('toWorkingFolder', { folder }),
      superfluous.length === 0 ? null : say('noShell', { words: superfluous.join(' ') }),
      explainBackground(program, args),
    ].filter((sentence) => sentence !== null),
  );
}

/** What is wrong with a path; null where nothing is. `~` for the own home folder is understood. */
export function explainPath(text: string): Text | null {
  const path = text.trim();
  const expansion = findExpansion(path);
  // A folder may have a dollar sign in its name.
  if (expansion !== null && expansion !== '~' && (path.startsWith('$') || expansion.startsWith('%')))
    return say('notExpanded', { text: expansion });
  return /^~\w/.test(path) ? say('otherHome') : null;
}

const SHELL_WORDS: ReadonlySet<string> = new Set(['&&', '||', '|', ';', '&']);

/**
 * What of a text of arguments is meant for a shell, or is no argument; null where nothing is.
 * @param program what the settings name as the program; empty where that is not known
 */
export function explainArguments(text: string, program = ''): HostText | null {
  const split = splitArguments(text);
  if (!split.ok || split.args.length === 0) return null;
  return (
    explainHead(text, split.args, program) ??
    explainWords(split.args) ??
    (program === '' ? null : explainBackground(program, split.args))
  );
}

/** Words in front of the arguments, up to the program. */
function explainHead(text: string, args: readonly string[], program: string): HostText | null {
  const [first = '', second] = args;
  const explain = (what: Text) => joinSentences([say('argumentsOnly'), what]);
  const name = programName(program);
  if (name !== '' && (first === program.trim() || programName(first) === name) && !first.startsWith('-'))
    return explain(say('isProgram', { word: first }));
  if (second === undefined) return null;
  const command = readCommandLine(text);
  if (!command) return null;
  const { variables, folder, superfluous } = command;
  if (/^[A-Z_][A-Z0-9_]*=/.test(first) || first === 'export')
    return explain(say('toVariables', { variables }));
  if (first === 'cd' && args.some((word) => SEPARATORS.has(word)))
    return explain(say('toWorkingFolder', { folder: folder ?? '' }));
  if (PROMPT.test(text.trim()) || first === 'sudo' || first === 'nohup')
    return explain(say('noShell', { words: superfluous.join(' ') }));
  return null;
}

function explainWords(args: readonly string[]): Text | null {
  for (const [index, word] of args.entries()) {
    if (SHELL_WORDS.has(word) || (/[<>]/.test(word[0] ?? '') && word.length <= 2) || /^(\d|&)>/.test(word))
      return say(word === '&' && index === args.length - 1 ? 'shellBackground' : 'shellWord', { word });
    const expansion = findExpansion(word);
    if (expansion !== null) return say('notExpanded', { text: expansion });
    if (/^[\u2013\u2014\u2212]/.test(word)) return say('longDash', { word });
    if (/^[\u201c\u201d\u201e\u2018\u2019]/.test(word)) return say('typographicQuote', { word });
  }
  return null;
}
