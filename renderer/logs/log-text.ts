/**
 * Turns a raw log line into text that can be shown safely. Colours become spans, all other escape sequences are removed, and
 * characters that could deceive a reader (control and bidi characters) are shown as visible signs.
 */
import Anser from 'anser';
import { removeEscapes } from '../../shared/log/log-text.ts';

export interface LogSpan {
  text: string;
  /** One of the sixteen named colours, such as `red` or `bright-blue`. The theme defines them. */
  colour?: string;
  /** `r, g, b` of a colour beyond the sixteen. */
  rgb?: string;
  background?: string;
  bold?: boolean;
  dim?: boolean;
  italic?: boolean;
  underline?: boolean;
}

/** The shown length of a line. A longer line is cut, because its layout would block the page. */
export const MAX_SHOWN_LENGTH = 4_000;

/** `ansi-bright-red` → `bright-red`. Undefined for a colour that has no name. */
function namedColour(name: string | null | undefined): string | undefined {
  const match = /^ansi-((?:bright-)?(?:black|red|green|yellow|blue|magenta|cyan|white))$/.exec(name ?? '');
  return match?.[1];
}

/** The `r, g, b` of a colour of the 256-colour palette after the first sixteen: a cube of 6×6×6, then greys. */
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

/** The line as spans. Their joined texts are {@link plainText}, cut at {@link MAX_SHOWN_LENGTH}. */
export function logSpans(raw: string): LogSpan[] {
  const text = removeEscapes(raw);
  if (!text.includes('\u001b')) return [{ text: text.slice(0, MAX_SHOWN_LENGTH) }];
  const spans: LogSpan[] = [];
  let remaining = MAX_SHOWN_LENGTH;
  // The line is cut before it is parsed as well, with an allowance for its escape sequences.
  const start = text.slice(0, MAX_SHOWN_LENGTH * 4).replace(CUT_ESCAPE, '');
  for (const part of Anser.ansiToJson(start, {
    use_classes: true,
    remove_empty: true,
  })) {
    const content = part.content.slice(0, remaining);
    if (content === '') continue;
    remaining -= content.length;
    const span: LogSpan = { text: content };
    const colour = namedColour(part.fg);
    const rgb = part.fg_truecolor || paletteColour(part.fg);
    const background = namedColour(part.bg);
    if (colour !== undefined) span.colour = colour;
    else if (rgb) span.rgb = rgb;
    if (background !== undefined) span.background = background;
    if (part.decorations.includes('bold')) span.bold = true;
    if (part.decorations.includes('dim')) span.dim = true;
    if (part.decorations.includes('italic')) span.italic = true;
    if (part.decorations.includes('underline')) span.underline = true;
    spans.push(span);
  }
  return spans;
}
