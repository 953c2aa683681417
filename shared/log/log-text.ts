/** The text of a log line as a person reads it: what is searched is what is shown. */
import { showControlCharacters } from '../text/control-characters.ts';

// Without line feeds, so that they can be taken out of several lines at once.
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to be removed
const OSC = /\u001b[\]PX^_][^\u0007\u001b\n]*(?:\u0007|\u001b\\)?/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to be removed
const CSI_OTHER = /\u001b\[[0-9:;<=>?]*[ -/]*[@-ln-~]/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to be removed
const ESC_OTHER = /\u001b(?!\[)[ -/]*[0-~]?/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: the colour escapes themselves
const SGR = /\u001b\[[0-9:;]*m/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: an escape that was cut off
const STRAY_ESC = /\u001b(?!\[[0-9;]*m)/g;
const ESC_SIGN = '⟨U+001B⟩';

/** The last text of a line that a progress bar has overwritten, as a terminal shows it. */
function removeOverwritten(raw: string): string {
  let end = raw.length;
  while (end > 0 && raw[end - 1] === '\r') end--;
  return raw.slice(raw.lastIndexOf('\r', end - 1) + 1, end);
}

/** Replaces the form of colours with colons, such as `38:2::255:0:0`, by the older form, which Anser reads. */
const withSemicolons = (sequence: string) =>
  sequence.replace(/([34]8):2:\d*:(\d+):(\d+):(\d+)/g, '$1;2;$2;$3;$4').replaceAll(':', ';');

/** The line with no escape sequences but those of colours. */
export function removeEscapes(raw: string): string {
  const text = removeOverwritten(raw)
    .replace(OSC, '')
    .replace(CSI_OTHER, '')
    .replace(ESC_OTHER, '')
    .replace(SGR, withSemicolons)
    .replace(STRAY_ESC, ESC_SIGN);
  return showControlCharacters(text, '\t\u001b').replace(/\t/g, '    ');
}

/** The line as plain text, without colours. */
export const plainText = (raw: string): string => removeEscapes(raw).replace(SGR, '');

/** Several lines, roughly as {@link plainText} makes them: enough to find those that may match. */
export const roughlyPlainText = (lines: string): string =>
  (lines.includes('\u001b')
    ? lines.replace(OSC, '').replace(SGR, '').replace(CSI_OTHER, '').replace(ESC_OTHER, '')
    : lines
  ).replaceAll('\t', '    ');

export const logLevels = ['error', 'warning'] as const;
export type LogLevel = (typeof logLevels)[number];

/** What lines of any program hold that tell of a failure or warn of one. Without `^`, so that several lines can be searched at once. */
const LEVEL_SOURCES: Record<LogLevel, string> = {
  error:
    '\\b(?:errors?|fatal|critical|panic|exceptions?|traceback|failed|failure|aborted|segmentation fault|core dumped|out of memory)\\b|[a-z](?:Error|Exception)\\b|\\[E\\]',
  warning: '\\bwarn(?:ings?|ed)?\\b|\\bdeprecat|[a-z]Warning\\b|\\[W\\]',
};
/** What has the words of an error and tells of none. */
const NO_ERROR =
  /\b(?:no|0|without|zero) (?:errors?|failures?|failed|warnings?|exceptions?)\b|\b(?:errors?|failed|failures?)[=:] ?0\b/i;

export const levelPattern = (level: LogLevel, flags: string): RegExp =>
  new RegExp(LEVEL_SOURCES[level], flags);

const ERROR = levelPattern('error', 'i');
const WARNING = levelPattern('warning', 'i');

/** What a line tells of by its words; null where that is nothing unusual. @param text plain */
export function levelOf(text: string): LogLevel | null {
  const level = ERROR.test(text) ? 'error' : WARNING.test(text) ? 'warning' : null;
  return level !== null && NO_ERROR.test(text) ? null : level;
}
