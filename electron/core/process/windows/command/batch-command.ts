/**
 * How a batch file is started: by cmd.exe, which reads the arguments by rules of its own before the batch file sees them. Within
 * quotes, `&`, `|`, `<`, `>`, `(`, `)` and `^` are text. Of `%`, quotes and line ends nothing makes text that holds in every batch
 * file, so they are refused.
 */
import { win32 } from 'node:path';
import { environmentValue } from '../../spawn/worker-environment.ts';

export const isBatchFile = (path: string): boolean => /\.(bat|cmd)$/i.test(path);

export interface BatchCommand {
  /** Absolute path of cmd.exe. */
  command: string;
  /** The whole command line. It must be passed on as it is. */
  line: string;
}

/**
 * @param path absolute path of the batch file
 * @param environment where the folder of Windows is looked up
 * @throws Error whose message completes a sentence: an argument cannot be handed on unchanged
 */
export function batchCommand(
  path: string,
  args: readonly string[],
  environment: NodeJS.ProcessEnv,
): BatchCommand {
  for (const text of [path, ...args]) {
    const found = /["%\r\n\0]/.exec(text)?.[0];
    if (found !== undefined)
      throw new Error(
        `a batch file cannot be given ${NAMES[found] ?? found} unchanged, as in ${JSON.stringify(text)}: Windows would read it once more. Leave it out, or name the program that the batch file starts`,
      );
  }
  const root = environmentValue(environment, 'SYSTEMROOT', 'win32');
  const command = win32.join(root || 'C:\\Windows', 'System32', 'cmd.exe');
  // No AutoRun from the registry, no expansion of !name!, and with /s only the outermost quotes are removed.
  const inner = [path, ...args].map(quote).join(' ');
  const line = `"${command}" /d /e:on /v:off /s /c "${inner}"`;
  if (line.length > MAX_LINE)
    throw new Error(
      `its arguments are too long for a batch file: ${line.length} characters, of which cmd.exe reads ${MAX_LINE}. Name the program that it starts`,
    );
  return { command, line };
}

/** Characters of a command line that cmd.exe reads. */
const MAX_LINE = 8191;

const NAMES: Record<string, string> = {
  '"': 'a quote',
  '\r': 'a line end',
  '\n': 'a line end',
  '\0': 'a NUL',
};

/** Backslashes at the end are doubled, since the program that gets the text would take the quote behind them as text. */
const quote = (text: string): string => `"${text.replace(/\\+$/, (slashes) => slashes + slashes)}"`;
