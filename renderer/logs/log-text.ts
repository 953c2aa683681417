/**
 * Turns a raw log line into text that is safe and legible to show: colours become spans, whatever else a terminal would
 * obey is dropped, and what could deceive the eye (control and bidi characters) is shown as a visible sign.
 */
import Anser from 'anser';
import { showControlCharacters } from '../../shared/control-characters.ts';

export interface LogSpan {
  text: string;
  /** One of the sixteen named colours, such as `red` or `bright-blue`; the theme decides what it looks like. */
  colour?: string;
  /** `r, g, b` of a colour beyond the sixteen. */
  rgb?: string;
  ground?: string;
  bold?: boolean;
  dim?: boolean;
  italic?: boolean;
  underline?: boolean;
}

/** Longer lines are cut for display: nobody reads them, and laying them out would stall the page. */
export const MAX_SHOWN = 4_000;

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what has to be taken out
const OSC = /\u001b[\]PX^_][^\u0007\u001b]*(?:\u0007|\u001b\\)?/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what has to be taken out
const CSI_OTHER = /\u001b\[[0-9:;<=>?]*[ -/]*[@-ln-~]/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what has to be taken out
const ESC_OTHER = /\u001b(?!\[)[ -/]*[0-~]?/g;

/** What a terminal would show of a line that a progress bar has written over and over. */
function lastWritten(raw: string): string {
  const trimmed = raw.replace(/\r+$/, '');
  return trimmed.slice(trimmed.lastIndexOf('\r') + 1);
}

/** Colours written with colons, as `38:2::255:0:0`, in the older form that everybody reads. */
const withSemicolons = (sequence: string) =>
  sequence.replace(/([34]8):2:\d*:(\d+):(\d+):(\d+)/g, '$1;2;$2;$3;$4').replaceAll(':', ';');

// biome-ignore lint/suspicious/noControlCharactersInRegex: the colour escapes themselves
const SGR = /\u001b\[[0-9:;]*m/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: an escape that was cut off
const STRAY_ESC = /\u001b(?!\[[0-9;]*m)/g;
const ESC_SIGN = '⟨U+001B⟩';

/** The line with nothing left in it but text and colour escapes. */
function harmless(raw: string): string {
  const text = lastWritten(raw)
    .replace(OSC, '')
    .replace(CSI_OTHER, '')
    .replace(ESC_OTHER, '')
    .replace(SGR, withSemicolons)
    .replace(STRAY_ESC, ESC_SIGN);
  return showControlCharacters(text, '\t\u001b').replace(/\t/g, '    ');
}

/** The line as plain text, without colours. */
export function plainText(raw: string): string {
  return harmless(raw).replace(SGR, '');
}

/** `ansi-bright-red` → `bright-red`; anything else has its own red, green and blue. */
function namedColour(name: string | null | undefined): string | undefined {
  const match = /^ansi-((?:bright-)?(?:black|red|green|yellow|blue|magenta|cyan|white))$/.exec(name ?? '');
  return match?.[1];
}

/** The 256-colour palette beyond its first sixteen: a cube of 6×6×6, then greys. */
function paletteColour(name: string | null | undefined): string | undefined {
  const match = /^ansi-palette-(\d+)$/.exec(name ?? '');
  if (!match) return undefined;
  const index = Number(match[1]);
  if (index >= 232) {
    const grey = 8 + (index - 232) * 10;
    return `${grey}, ${grey}, ${grey}`;
  }
  const channel = (step: number) => (step === 0 ? 0 : 55 + step * 40);
  const cube = index - 16;
  return [Math.floor(cube / 36), Math.floor(cube / 6) % 6, cube % 6].map(channel).join(', ');
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: a colour escape that was cut in two
const CUT_ESCAPE = /\u001b\[[0-9;]*$/;

/** The line as spans. Their texts put together are {@link plainText}, cut at {@link MAX_SHOWN}. */
export function logSpans(raw: string): LogSpan[] {
  const text = harmless(raw);
  if (!text.includes('\u001b')) return [{ text: text.slice(0, MAX_SHOWN) }];
  const spans: LogSpan[] = [];
  let left = MAX_SHOWN;
  // Cut before parsing too: escapes make a line longer than what is seen of it, but not without bound.
  const start = text.slice(0, MAX_SHOWN * 4).replace(CUT_ESCAPE, '');
  for (const part of Anser.ansiToJson(start, {
    use_classes: true,
    remove_empty: true,
  })) {
    const content = part.content.slice(0, left);
    if (content === '') continue;
    left -= content.length;
    const span: LogSpan = { text: content };
    const colour = namedColour(part.fg);
    const rgb = part.fg_truecolor || paletteColour(part.fg);
    const ground = namedColour(part.bg);
    if (colour !== undefined) span.colour = colour;
    else if (rgb) span.rgb = rgb;
    if (ground !== undefined) span.ground = ground;
    if (part.decorations.includes('bold')) span.bold = true;
    if (part.decorations.includes('dim')) span.dim = true;
    if (part.decorations.includes('italic')) span.italic = true;
    if (part.decorations.includes('underline')) span.underline = true;
    spans.push(span);
  }
  return spans;
}
