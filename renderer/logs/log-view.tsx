/** The lines of a log. Only the visible lines are rendered, and the view follows the newest until the reader scrolls up. */
import { Button } from '@mantine/core';
import { useVirtualizer, type Virtualizer } from '@tanstack/react-virtual';
import { ArrowDown } from 'lucide-react';
import { type ReactNode, type RefObject, useEffect, useLayoutEffect, useRef } from 'react';
import type { LogEntry } from './log-buffer.ts';
import { LogRow } from './log-row.tsx';
import type { Match } from './log-search.ts';
import './log-view.css';

const LINE_HEIGHT = 19;
/** Pixels from the end that count as the end, because a trackpad seldom stops at the very last pixel. */
const END_TOLERANCE = 24;

interface LogViewProps {
  entries: readonly LogEntry[];
  query: string;
  current: Match | null;
  wrap: boolean;
  isFollowing: boolean;
  onFollow: (isFollowing: boolean) => void;
  /** What is above the first line. */
  head: ReactNode;
  empty: ReactNode;
}

type LogVirtualizer = Virtualizer<HTMLDivElement, Element>;

export function LogView(props: LogViewProps) {
  const { entries, wrap, isFollowing, onFollow, head, empty } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count: entries.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => LINE_HEIGHT,
    getItemKey: (index) => entries[index]?.seq ?? index,
    overscan: 20,
  });
  const onScroll = useFollow(props, scroller, virtualizer.getTotalSize());
  useKeepPosition(props, virtualizer);
  useShowMatch(props, virtualizer);
  return (
    <div className="sy-log-frame">
      <div
        ref={scroller}
        className="sy-log"
        data-wrap={wrap}
        data-following={isFollowing}
        role="log"
        aria-label="Log lines"
        // A screen reader must not read each new line, because it would never finish.
        aria-live="off"
        // The arrow keys scroll from the first moment.
        data-autofocus
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
        tabIndex={0}
        onScroll={onScroll}
      >
        {head}
        {entries.length === 0 ? empty : null}
        <VisibleLines {...props} virtualizer={virtualizer} />
      </div>
      {isFollowing ? null : (
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

/** Keeps the newest line visible while following. @returns the handler of the scroll event */
function useFollow(
  { entries, wrap, isFollowing, onFollow }: LogViewProps,
  scroller: RefObject<HTMLDivElement | null>,
  size: number,
): () => void {
  const lastTop = useRef(0);

  // After each batch of lines, and when lines turn out to be higher than estimated.
  // biome-ignore lint/correctness/useExhaustiveDependencies: a change of size, entries or wrap moves the end
  useLayoutEffect(() => {
    const element = scroller.current;
    if (isFollowing && element !== null) {
      element.scrollTop = element.scrollHeight;
      lastTop.current = element.scrollTop;
    }
  }, [isFollowing, entries, size, wrap]);

  return () => {
    const element = scroller.current;
    if (element === null) return;
    const distanceFromEnd = element.scrollHeight - element.clientHeight - element.scrollTop;
    const hasMovedUp = element.scrollTop < lastTop.current - 1;
    lastTop.current = element.scrollTop;
    // New lines move the end away without any scrolling. Only a movement upwards comes from the reader.
    if (isFollowing && hasMovedUp && distanceFromEnd > END_TOLERANCE) onFollow(false);
    else if (!isFollowing && distanceFromEnd <= END_TOLERANCE) onFollow(true);
  };
}

/** Keeps the lines that are being read in the view when older lines are inserted above them. */
function useKeepPosition({ entries, isFollowing }: LogViewProps, virtualizer: LogVirtualizer): void {
  const firstSeq = entries[0]?.seq;
  const lastFirstSeq = useRef(firstSeq);
  useLayoutEffect(() => {
    const before = lastFirstSeq.current;
    lastFirstSeq.current = firstSeq;
    if (isFollowing || before === undefined || firstSeq === undefined || firstSeq >= before) return;
    const addedCount = entries.findIndex(({ seq }) => seq === before);
    if (addedCount > 0) virtualizer.scrollToIndex(addedCount, { align: 'start' });
  }, [entries, firstSeq, isFollowing, virtualizer]);
}

function useShowMatch({ entries, current }: LogViewProps, virtualizer: LogVirtualizer): void {
  const index = current === null ? -1 : entries.findIndex(({ seq }) => seq === current.seq);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another match moves the view; another index of it does not
  useEffect(() => {
    if (index !== -1) virtualizer.scrollToIndex(index, { align: 'center' });
  }, [current?.seq, current?.start]);
}

function VisibleLines({
  entries,
  query,
  current,
  virtualizer,
}: LogViewProps & { virtualizer: LogVirtualizer }) {
  return (
    <div className="sy-log-lines" style={{ height: virtualizer.getTotalSize() }}>
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
            <LogRow entry={entry} query={query} current={current?.seq === entry.seq ? current.start : null} />
          </div>
        );
      })}
    </div>
  );
}
