/** One line of a log. */
import { memo } from 'react';
import type { LogEntry } from './log-buffer.ts';
import { highlight } from './log-search.ts';
import { type LogSpan, logSpans, MAX_SHOWN } from './log-text.ts';

function timeOf(at: string): string {
  const date = new Date(at);
  if (Number.isNaN(date.getTime())) return '';
  return date.toLocaleTimeString('en-GB');
}

/** A name for the look of a span, and the colours that have no name as variables that the theme adjusts. */
function looks({ colour, rgb, ground, bold, dim, italic, underline }: LogSpan) {
  const classes = [
    colour === undefined ? '' : `sy-ansi-${colour}`,
    rgb === undefined ? '' : 'sy-ansi-rgb',
    ground === undefined ? '' : `sy-ansi-ground sy-ansi-ground-${ground}`,
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
  current,
}: {
  entry: LogEntry;
  query: string;
  /** Start of the match that next and previous have led to, if it is in this line. */
  current: number | null;
}) {
  const pieces = highlight(logSpans(entry.raw), query);
  const hidden = entry.plain.length - MAX_SHOWN;
  return (
    <>
      <span className="sy-log-time" title={entry.at}>
        {timeOf(entry.at)}
      </span>
      <span className="sy-log-text">
        {pieces.map(({ span, text, start, match }) =>
          match === null ? (
            <span key={start} {...looks(span)}>
              {text}
            </span>
          ) : (
            <mark key={start} data-current={match === current}>
              {text}
            </mark>
          ),
        )}
        {hidden > 0 ? <em> … and {hidden.toLocaleString('en')} more characters</em> : null}
      </span>
    </>
  );
});
