/**
 * How a line of a log is written in its file: `<time> <stream> <text>`. The files are for people too, so nothing in them has
 * another form. A line with the stream `run` marks where a run begins or ends; its text is the JSON of a {@link RunMarker}.
 */
import type { LogLine } from '../../../shared/events.ts';

/** Bytes before the stream of a line: `2026-11-24T05:31:54.123Z `. */
export const TIME_LENGTH = 25;
/** Bytes of the shortest line, with its line feed. */
export const MIN_LINE_BYTES = TIME_LENGTH + 'out '.length + 1;
/** What follows the time in a line that marks the beginning or end of a run. */
export const MARKER_START = 'run {';

/** What is known of a run when it ends. */
export interface RunEnd {
  /** When it was started, for a log whose beginning is gone; ISO 8601. */
  started: string;
  /** How its process ended, in a sentence; null where it had none. */
  exit: string | null;
  code: number | null;
  signal: string | null;
  /** Whether nobody asked for the end: the start failed, or the worker crashed. */
  failed: boolean;
  /** Title of its diagnosis; null where it was told to end. */
  diagnosis: string | null;
}

export interface RunMarker {
  run: number;
  /** The log message that the line shows. */
  text: string;
  /** Number of the launch, for the run of a launch. */
  launch?: number;
  /** Present at the end of the run. */
  end?: RunEnd;
}

/** What stands before the text of a line. @param at ISO 8601 */
export const linePrefix = (at: string, stream: LogLine['stream'] | 'run') => `${at} ${stream} `;

/** @param texts without line breaks @returns the lines, each with its line feed */
export function formatLines(at: string, stream: LogLine['stream'] | 'run', texts: readonly string[]): string {
  const prefix = linePrefix(at, stream);
  return `${prefix}${texts.join(`\n${prefix}`)}\n`;
}

const LINE = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z) (out|err|host|run) (.*)$/s;

/**
 * A line of another form was cut by a crash or written by somebody else: it is a log message with the time of its neighbour.
 * @param text without the line feed
 */
export function parseLine(text: string, seq: number, neighbourAt = new Date(0).toISOString()): LogLine {
  const [, at = neighbourAt, stream = 'host', rest = text] = LINE.exec(text) ?? [];
  if (stream === 'run') return { seq, at, stream: 'host', text: parseMarker(text)?.marker.text ?? rest };
  return { seq, at, stream: stream as LogLine['stream'], text: rest };
}

/** Null where the line is no marker, or a damaged one. @param text without the line feed */
export function parseMarker(text: string): { at: string; marker: RunMarker } | null {
  const [, at = '', stream, json = ''] = LINE.exec(text) ?? [];
  if (stream !== 'run') return null;
  try {
    const marker = JSON.parse(json) as Partial<RunMarker>;
    if (!Number.isSafeInteger(marker.run) || typeof marker.text !== 'string') return null;
    return { at, marker: marker as RunMarker };
  } catch {
    // A crash has cut it; it is shown as it is.
    return null;
  }
}
