/** The text of a log as a file or the clipboard gets it. */
import type { LogLine } from '../../shared/events.ts';
import { plainText } from '../../shared/log/log-text.ts';
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
  const shown: number[] = [];
  for (let position = Math.max(0, list.count - MAX_COPIED_LINES); position < list.count; position += 1) {
    const seq = list.seqAt(position);
    if (seq !== undefined) shown.push(seq);
  }
  const missing = shown.filter((seq) => lines.get(seq) === undefined);
  const read = new Map<number, LogLine>();
  for (const { first, last } of groupSeqs(missing))
    for await (const page of readPages(client, backendId, { first, last }))
      for (const line of page) read.set(line.seq, line);
  return shown
    .map((seq) => {
      const { at, raw, stream } = lines.get(seq) ?? missingEntry(seq);
      const line = read.get(seq) ?? { seq, at, stream: stream === 'gap' ? 'host' : stream, text: raw };
      return formatLine(line, withTimes);
    })
    .join('\n');
}

/** Lines between two that are wanted, up to which they are read with them: that is faster than to ask again. */
const MAX_GAP = 500;

/** @param seqs in ascending order */
function groupSeqs(seqs: readonly number[]): { first: number; last: number }[] {
  const groups: { first: number; last: number }[] = [];
  for (const seq of seqs) {
    const group = groups.at(-1);
    if (group && seq - group.last <= MAX_GAP) group.last = seq;
    else groups.push({ first: seq, last: seq });
  }
  return groups;
}

/** The lines from one number to another, as far as they are kept. */
async function* readPages(
  client: Pick<Client, 'ReadLog'>,
  backendId: number,
  { first, last }: { first: number; last: number },
): AsyncGenerator<LogLine[]> {
  for (let from = first; from <= last; ) {
    const count = Math.min(PAGE, last - from + 1);
    const { lines } = await client.ReadLog({ backend_id: backendId, from, count });
    const newest = lines.at(-1);
    if (newest === undefined) return;
    yield lines.filter(({ seq }) => seq <= last);
    from = newest.seq + 1;
  }
}

/** All lines from one number to another, with their times, as a file. @param prefix only lines that begin with it */
export async function readAsFile(
  client: Pick<Client, 'ReadLog'>,
  backendId: number,
  range: { first: number; last: number },
  prefix = '',
): Promise<Blob> {
  const parts: string[] = [];
  for await (const page of readPages(client, backendId, range))
    parts.push(
      page
        .filter(({ text }) => text.startsWith(prefix))
        .map(({ at, stream, text }) => `${at} ${stream} ${text}\n`)
        .join(''),
    );
  return new Blob(parts, { type: 'text/plain' });
}
