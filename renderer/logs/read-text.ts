/** The text of a log as a file or the clipboard gets it. */
import type { LogLine } from '../../shared/events.ts';
import { plainText } from '../../shared/log-text.ts';
import type { Client } from '../../shared/transport.ts';
import type { LineList } from './model/line-list.ts';
import { missingEntry } from './model/log-entry.ts';
import type { LogLines } from './model/log-lines.ts';

/** Lines that are copied: more is nothing for a clipboard. */
export const MAX_COPIED_LINES = 5000;
const PAGE = 5000;

export const formatLine = ({ at, stream, text }: LogLine, withTimes: boolean): string =>
  withTimes ? `${at} ${stream} ${plainText(text)}` : plainText(text);

/** The newest of the lines that are shown, without colours. */
export async function readShownText(
  { client, backendId, list }: { client: Pick<Client, 'ReadLog'>; backendId: number; list: LineList },
  lines: LogLines,
  withTimes: boolean,
): Promise<string> {
  const first = Math.max(0, list.count - MAX_COPIED_LINES);
  const texts: string[] = [];
  let known = new Map<number, LogLine>();
  for (let position = first; position < list.count; position += 1) {
    const seq = list.seqAt(position);
    if (seq === undefined) break;
    const loaded = lines.get(seq);
    if (loaded === undefined && !known.has(seq)) {
      const page = await client.ReadLog({ backend_id: backendId, from: seq, count: PAGE });
      known = new Map(page.lines.map((line) => [line.seq, line]));
    }
    const { at, raw, stream } = loaded ?? missingEntry(seq);
    const line = known.get(seq) ?? { seq, at, stream: stream === 'gap' ? 'host' : stream, text: raw };
    texts.push(formatLine(line, withTimes));
  }
  return texts.join('\n');
}

/** All lines from one number to another, with their times, as a file. */
export async function readAsFile(
  client: Pick<Client, 'ReadLog'>,
  backendId: number,
  { first, last }: { first: number; last: number },
): Promise<Blob> {
  const parts: string[] = [];
  for (let from = first; from <= last; ) {
    const { lines } = await client.ReadLog({ backend_id: backendId, from, count: PAGE });
    const newest = lines.at(-1);
    if (newest === undefined) break;
    parts.push(
      lines
        .filter(({ seq }) => seq <= last)
        .map(({ at, stream, text }) => `${at} ${stream} ${text}\n`)
        .join(''),
    );
    from = newest.seq + 1;
  }
  return new Blob(parts, { type: 'text/plain' });
}
