/**
 * Reads how far something has come from one state of a worker's output: the bars of tqdm (transformers, vLLM, huggingface_hub),
 * curl, wget and git, counts of files, shards and bytes, the dots of llama.cpp. What only resembles progress, such as the use
 * of memory in percent, is left alone: no bar is better than a wrong one. What programs really print is in
 * e2e/recordings/progress/.
 */

/** Longer states are no progress, and their beginning is all that is looked at. */
const MAX_LENGTH = 400;
/** llama.cpp prints a dot for each percent of a model that is loaded (llama_model_load, its default callback). */
const DOTS_OF_A_MODEL = 100;
/** Fewer dots are an ellipsis. */
const MIN_DOTS = 4;

/** What goes on while something loads. */
const VERB =
  '(?:load|download|fetch|pull|progress|extract|receiv|resolv|unpack|compil|captur|install|convert|quantiz|warm|build|read|copy|verif|hash|check|transfer|import|initiali|process|merg|sav|writ|updat|count|compress|layer|shard|step)[a-z]*';
/** Percentages of these are no progress, whatever goes on. */
const QUANTITY =
  /\b(?:used|usage|util\w*|free|available|occupied|full|memory|vram|ram|cpu|gpu|cache|battery|confidence|accuracy|probability|threshold|quality|ratio|temperature)\b/i;

const PERCENT = '(\\d{1,3}(?:\\.\\d+)?)\\s?%';
/** `38%|███▊  |`, `65%[====> ]`, `45% ▕██ ▏`, `50% Completed`, `12% (450/1000)`. */
const PERCENT_AND_BAR = new RegExp(
  `(?<![\\d.])${PERCENT}\\s*(?:\\||\\[|▕|[━─█▓░#=>╸]{2}|Completed\\b|complete\\b|done\\b|\\(\\d+/\\d+\\))`,
  'i',
);
/** `[====>   ] 65%`, `━━━━╸ 65%`, `.......... 65%`. */
const BAR_AND_PERCENT = new RegExp(`(?:[\\]|▏]|[━─█▓░#=>╸]{3}|\\.{8})\\s*${PERCENT}`);
/** `Downloading model: 65%`, `progress = 65.2 %`. */
const VERB_AND_PERCENT = new RegExp(`\\b${VERB}\\b([^%]{0,80}?)(?<![\\d.])${PERCENT}`, 'i');
/** The meter of curl: `39  394M   39  156M    0     0   154M      0  0:00:02  0:00:01 …`. */
const CURL_METER =
  /^\s*(\d{1,3})\s+[\d.]+[kMGTP]?\s+\d{1,3}\s+[\d.]+[kMGTP]?\s+\d+\s+\d+\s+\S+\s+\S+\s+(?:--|\d+):/;
const UNIT = '(?:[kKMGTP]i?B|[kKMGTP]|B|bytes)';
const AMOUNT = `(\\d+(?:\\.\\d+)?)(?:\\s?(${UNIT}))?`;
/**
 * `1.2/4.7 GB`, `1.2 GB of 4.7 GB`, `3/8`, `3 of 8`, behind a word that says what goes on, or behind a bar. A date, a version or
 * a path has no place here: `1/2/2026`, `HTTP/1.1`.
 */
const COUNT = new RegExp(
  `(?:\\b${VERB}\\b([^,;=%]{0,60}?)|[━─█╸]{3}\\s*)(?<![\\w./:-])${AMOUNT}\\s?(?:/|of)\\s?${AMOUNT}(?![\\w/:-]|\\.\\w)`,
  'i',
);
/** `[123/456] Building …`. */
const STEP = /^\s*\[(\d{1,6})\/(\d{1,6})\]\s+\S/;
const DOTS = /^\.+$/;

/** How far it has come, from 0 to 1; null where the state tells of no progress. */
export function parseProgress(state: string): number | null {
  const text = state.length > MAX_LENGTH ? state.slice(0, MAX_LENGTH) : state;
  return (
    fromPercent(PERCENT_AND_BAR.exec(text)?.[1]) ??
    fromPercent(BAR_AND_PERCENT.exec(text)?.[1]) ??
    fromVerbAndPercent(text) ??
    fromPercent(CURL_METER.exec(text)?.[1]) ??
    fromStep(text) ??
    fromCount(text) ??
    fromDots(text)
  );
}

function fromPercent(percent: string | undefined): number | null {
  const value = Number(percent ?? Number.NaN);
  return value >= 0 && value <= 100 ? value / 100 : null;
}

function fromVerbAndPercent(text: string): number | null {
  const [, between = '', percent] = VERB_AND_PERCENT.exec(text) ?? [];
  return QUANTITY.test(between) ? null : fromPercent(percent);
}

function fromStep(text: string): number | null {
  const [, done, total] = STEP.exec(text) ?? [];
  return fromParts(Number(done), Number(total));
}

function fromCount(text: string): number | null {
  const [found, between = '', done = '', unit = '', total = '', totalUnit = ''] = COUNT.exec(text) ?? [];
  if (found === undefined || QUANTITY.test(between)) return null;
  // Versions have points as well; amounts with a point have a unit.
  if (`${unit}${totalUnit}` === '' && `${done}${total}`.includes('.')) return null;
  const shared = scaleOf(totalUnit || unit);
  return fromParts(Number(done) * (unit === '' ? shared : scaleOf(unit)), Number(total) * shared);
}

function fromDots(text: string): number | null {
  const dots = DOTS.exec(text.trim())?.[0].length ?? 0;
  return dots < MIN_DOTS ? null : Math.min(1, dots / DOTS_OF_A_MODEL);
}

/** A total of one says nothing on the way. */
function fromParts(done: number, total: number): number | null {
  const fraction = done / total;
  return total > 1 && fraction >= 0 && fraction <= 1 ? fraction : null;
}

const SCALES: Readonly<Record<string, number>> = { k: 1e3, m: 1e6, g: 1e9, t: 1e12, p: 1e15 };

/** Binary and decimal units are not told apart: both amounts of one state have the same. */
const scaleOf = (unit: string): number => SCALES[unit.trim().charAt(0).toLowerCase()] ?? 1;
