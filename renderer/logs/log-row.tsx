/** One line of a log. */
import { memo } from 'react';
import type { LogEntry } from './log-buffer.ts';
import { highlight } from './log-search.ts';
import { type LogSpan, logSpans, MAX_SHOWN_LENGTH } from './log-text.ts';

function timeOf(at: string): string {
  const date = new Date(at);
  if (Number.isNaN(date.getTime())) return '';
  return date.toLocaleTimeString('en-GB');
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
  current,
}: {
  entry: LogEntry;
  query: string;
  /** The start of the current match, if that is in this line. */
  current: number | null;
}) {
  const pieces = highlight(logSpans(entry.raw), query);
  const hiddenCount = entry.plain.length - MAX_SHOWN_LENGTH;
  return (
    <>
      <span className="sy-log-time" title={entry.at}>
        {timeOf(entry.at)}
      </span>
      <span className="sy-log-text">
        {pieces.map(({ span, text, start, match }) =>
          match === null ? (
            <span key={start} {...styleOf(span)}>
              {text}
            </span>
          ) : (
            <mark key={start} data-current={match === current}>
              {text}
            </mark>
          ),
        )}
        {hiddenCount > 0 ? <em> … and {hiddenCount.toLocaleString('en')} more characters</em> : null}
      </span>
    </>
  );
});
