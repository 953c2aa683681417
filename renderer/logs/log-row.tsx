/** One line of a log. */

import { memo } from 'react';
import { logsWords } from '../../shared/words/en/logs.ts';
import { words } from '../../shared/words/words.ts';
import { findText, markSpans } from './log-marks.ts';
import { type LogSpan, logSpans, MAX_SHOWN_LENGTH } from './log-text.ts';
import type { LogEntry, TextRange } from './model/log-entry.ts';
import type { LogQuery } from './use-log-search.ts';

const t = words(logsWords);

const pad = (value: number) => String(value).padStart(2, '0');

/** `14:03:59`, with the date before it where the line is of another day than today: a log goes back for weeks. */
export function formatLineTime(at: string, now = new Date()): string {
  const date = new Date(at);
  if (Number.isNaN(date.getTime())) return '';
  const time = `${pad(date.getHours())}:${pad(date.getMinutes())}:${pad(date.getSeconds())}`;
  if (date.toDateString() === now.toDateString()) return time;
  const day = `${pad(date.getMonth() + 1)}-${pad(date.getDate())}`;
  return date.getFullYear() === now.getFullYear() ? `${day} ${time}` : `${date.getFullYear()}-${day} ${time}`;
}

/** The classes of a span. A colour without a name is a CSS variable, which the theme adjusts. */
function styleOf({ colour, rgb, background, bold, dim, italic, underline }: LogSpan) {
  const classes = [
    colour === undefined ? '' : `sy-ansi-${colour}`,
    rgb === undefined ? '' : 'sy-ansi-rgb',
    background === undefined ? '' : `sy-ansi-ground sy-ansi-ground-${background}`,
    bold ? 'sy-ansi-bold' : '',
    dim ? 'sy-ansi-dim' : '',
    italic ? 'sy-ansi-italic' : '',
    underline ? 'sy-ansi-underline' : '',
  ].filter(Boolean);
  return {
    ...(classes.length === 0 ? {} : { className: classes.join(' ') }),
    ...(rgb === undefined ? {} : { style: { '--sy-ansi': `rgb(${rgb})` } as React.CSSProperties }),
  };
}

export const LogRow = memo(function LogRow({
  entry,
  query,
  marks,
  isCurrent,
}: {
  entry: LogEntry;
  query: LogQuery;
  /** What the host has found in it by a regular expression. */
  marks: readonly TextRange[] | undefined;
  isCurrent: boolean;
}) {
  const pieces = markSpans(logSpans(entry.raw), rangesOf(entry, marks, query));
  const hiddenCount = entry.plain.length - MAX_SHOWN_LENGTH;
  return (
    <>
      <time className="sy-log-time" title={entry.at} dateTime={entry.at}>
        {formatLineTime(entry.at)}
      </time>
      <span className="sy-log-text">
        {pieces.map(({ span, text, start, isMarked }) =>
          isMarked ? (
            <mark key={start} data-current={isCurrent}>
              {text}
            </mark>
          ) : (
            <span key={start} {...styleOf(span)}>
              {text}
            </span>
          ),
        )}
        {hiddenCount > 0 ? <em> {t('hiddenCharacters', { count: hiddenCount })}</em> : null}
      </span>
    </>
  );
});

function rangesOf(
  { plain, stream }: LogEntry,
  marks: readonly TextRange[] | undefined,
  { isRegex, matchCase, text }: LogQuery,
): readonly TextRange[] {
  if (text === '' || stream === 'gap') return [];
  return isRegex ? (marks ?? []) : findText(plain, text, matchCase);
}
