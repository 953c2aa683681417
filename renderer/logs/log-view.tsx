/** The lines of a log. Only the visible lines are rendered, and the view follows the newest until the reader scrolls up. */

import { Button } from '@mantine/core';
import { ArrowDown } from 'lucide-react';
import { type ReactNode, useRef } from 'react';
import { logsWords } from '../../shared/words/en/logs.ts';
import { words } from '../../shared/words/words.ts';
import { LogRow } from './log-row.tsx';
import { type LogScroller, type LogScrollOptions, useLogScroll } from './use-log-scroll.ts';
import type { LogQuery } from './use-log-search.ts';
import './log-view.css';

const t = words(logsWords);

interface LogViewProps extends LogScrollOptions {
  query: LogQuery;
  /** The number of the line with the current match. */
  current: number | null;
  /** What is shown in the place of lines, where there are none. */
  empty: ReactNode;
}

export function LogView(props: LogViewProps) {
  const { list, wrap, isFollowing, onFollow, empty } = props;
  const element = useRef<HTMLDivElement>(null);
  const scroll = useLogScroll(props, element);
  return (
    <div className="sy-log-frame">
      <div
        ref={element}
        className="sy-log"
        data-wrap={wrap}
        data-following={isFollowing}
        role="log"
        // What programs print runs from left to right, whatever the language of the panel.
        dir="ltr"
        aria-label={t('logLines')}
        // A screen reader must not read each new line, because it would never finish.
        aria-live="off"
        // The arrow keys scroll from the first moment.
        data-autofocus
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
        tabIndex={0}
        onScroll={scroll.onScroll}
        onKeyDown={(event) => {
          if (event.key === 'Home') scroll.goTo(0);
          else if (event.key === 'End') onFollow(true);
          else return;
          event.preventDefault();
        }}
      >
        {list.count === 0 ? empty : null}
        <VisibleLines {...props} scroll={scroll} />
      </div>
      {isFollowing ? null : (
        <Button
          className="sy-log-follow"
          size="xs"
          leftSection={<ArrowDown size={14} aria-hidden />}
          onClick={() => onFollow(true)}
        >
          {t('follow')}
        </Button>
      )}
    </div>
  );
}

function VisibleLines({ lines, list, query, current, scroll }: LogViewProps & { scroll: LogScroller }) {
  const { start, virtualizer } = scroll;
  return (
    <div className="sy-log-lines" style={{ height: virtualizer.getTotalSize() }}>
      {virtualizer.getVirtualItems().map((item) => {
        const seq = list.seqAt(start + item.index);
        if (seq === undefined) return null;
        const entry = lines.get(seq);
        return (
          <div
            key={item.key}
            ref={virtualizer.measureElement}
            data-index={item.index}
            data-stream={entry?.stream ?? 'unread'}
            className="sy-log-row"
            style={{ transform: `translateY(${item.start}px)` }}
          >
            {entry === undefined ? (
              <span className="sy-log-text" aria-hidden>
                …
              </span>
            ) : (
              <LogRow
                entry={entry}
                query={query}
                marks={query.isRegex ? lines.marksOf(seq) : undefined}
                isCurrent={current === seq}
              />
            )}
          </div>
        );
      })}
    </div>
  );
}
