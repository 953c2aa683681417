/** The lines of a log, drawn only where they are in sight, following the newest until the reader scrolls up. */
import { Button } from '@mantine/core';
import { useVirtualizer } from '@tanstack/react-virtual';
import { ArrowDown } from 'lucide-react';
import { type ReactNode, useEffect, useLayoutEffect, useRef } from 'react';
import type { LogEntry } from './log-buffer.ts';
import { LogRow } from './log-row.tsx';
import type { Match } from './log-search.ts';
import './log-view.css';

const LINE_HEIGHT = 19;
/** Closer to the end than this counts as being at the end: a trackpad seldom stops at the very last pixel. */
const END_TOLERANCE = 24;

export function LogView({
  entries,
  query,
  current,
  wrap,
  following,
  onFollow,
  head,
  empty,
}: {
  entries: readonly LogEntry[];
  query: string;
  current: Match | null;
  wrap: boolean;
  following: boolean;
  onFollow: (following: boolean) => void;
  /** What stands above the first line. */
  head: ReactNode;
  empty: ReactNode;
}) {
  const scroller = useRef<HTMLDivElement>(null);
  const lastTop = useRef(0);
  const virtualizer = useVirtualizer({
    count: entries.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => LINE_HEIGHT,
    getItemKey: (index) => entries[index]?.seq ?? index,
    overscan: 20,
  });

  // After each batch of lines, and whenever lines turn out to be higher than estimated.
  const size = virtualizer.getTotalSize();
  // biome-ignore lint/correctness/useExhaustiveDependencies: size and entries say when there is something to follow
  useLayoutEffect(() => {
    const element = scroller.current;
    if (following && element !== null) {
      element.scrollTop = element.scrollHeight;
      lastTop.current = element.scrollTop;
    }
  }, [following, entries, size, wrap]);

  // Older lines come in above: what is being read stays where it is.
  const firstSeq = entries[0]?.seq;
  const anchor = useRef<{ seq: number | undefined; count: number }>({ seq: firstSeq, count: entries.length });
  useLayoutEffect(() => {
    const before = anchor.current;
    anchor.current = { seq: firstSeq, count: entries.length };
    if (following || before.seq === undefined || firstSeq === undefined || firstSeq >= before.seq) return;
    const added = entries.findIndex(({ seq }) => seq === before.seq);
    if (added > 0) virtualizer.scrollToIndex(added, { align: 'start' });
  }, [entries, firstSeq, following, virtualizer]);

  const currentIndex = current === null ? -1 : entries.findIndex(({ seq }) => seq === current.seq);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only another match moves the view, not another index of it
  useEffect(() => {
    if (currentIndex !== -1) virtualizer.scrollToIndex(currentIndex, { align: 'center' });
  }, [current?.seq, current?.start]);

  const onScroll = () => {
    const element = scroller.current;
    if (element === null) return;
    const fromEnd = element.scrollHeight - element.clientHeight - element.scrollTop;
    const movedUp = element.scrollTop < lastTop.current - 1;
    lastTop.current = element.scrollTop;
    // New lines push the end away without anybody scrolling: only a movement upwards means "let me read".
    if (following && movedUp && fromEnd > END_TOLERANCE) onFollow(false);
    else if (!following && fromEnd <= END_TOLERANCE) onFollow(true);
  };

  return (
    <div className="sy-log-frame">
      <div
        ref={scroller}
        className="sy-log"
        data-wrap={wrap}
        data-following={following}
        role="log"
        aria-label="Log lines"
        // New lines are not read out one by one: a log would never let anybody else speak.
        aria-live="off"
        // The arrow keys scroll from the first moment on.
        data-autofocus
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by keyboard
        tabIndex={0}
        onScroll={onScroll}
      >
        {head}
        {entries.length === 0 ? empty : null}
        <div className="sy-log-lines" style={{ height: size }}>
          {virtualizer.getVirtualItems().map((item) => {
            const entry = entries[item.index];
            return entry === undefined ? null : (
              <div
                key={item.key}
                ref={virtualizer.measureElement}
                data-index={item.index}
                data-stream={entry.stream}
                className="sy-log-row"
                style={{ transform: `translateY(${item.start}px)` }}
              >
                <LogRow
                  entry={entry}
                  query={query}
                  current={current?.seq === entry.seq ? current.start : null}
                />
              </div>
            );
          })}
        </div>
      </div>
      {following ? null : (
        <Button
          className="sy-log-follow"
          size="xs"
          leftSection={<ArrowDown size={14} aria-hidden />}
          onClick={() => onFollow(true)}
        >
          Follow
        </Button>
      )}
    </div>
  );
}
