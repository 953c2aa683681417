/**
 * Scrolls through a list of any length. A browser cannot lay out a million lines, nor can their heights be known, for long lines
 * wrap. So a window of some lines is laid out exactly, and empty space stands for the lines before and after it: the window
 * moves along while somebody scrolls, and jumps where somebody drags the scroll bar.
 */
import { useVirtualizer, type Virtualizer } from '@tanstack/react-virtual';
import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { LineList } from './model/line-list.ts';
import type { LogLines } from './model/log-lines.ts';
import type { ViewTarget } from './use-log-search.ts';

const LINE_HEIGHT = 19;
/** Lines that are laid out exactly. */
const WINDOW_LINES = 1000;
/** Lines of the window while the newest are followed: each batch of them is laid out anew. */
const FOLLOWED_LINES = 200;
/** The window moves when fewer of its lines are left in the direction of scrolling. */
const MARGIN_LINES = 200;
/** Pixels that stand for all lines together, at most: browsers cannot scroll much further. */
const MAX_HEIGHT = 10_000_000;
/** Pixels from the end that count as the end, because a trackpad seldom stops at the very last pixel. */
const END_TOLERANCE = 24;

export interface LogScroller {
  /** Position of the first line of the window. */
  start: number;
  /** Of the lines of the window. */
  virtualizer: Virtualizer<HTMLDivElement, Element>;
  onScroll: () => void;
  /** Shows the line in a position of the list, at the top. */
  goTo: (position: number) => void;
}

/** The line that stays where it is, and how many pixels of it are above the visible part. */
interface Anchor {
  seq: number;
  offset: number;
}

export interface LogScrollOptions {
  lines: LogLines;
  /** Another one with each change of the lines. */
  version: number;
  /** The lines that are shown. */
  list: LineList;
  target: ViewTarget | null;
  wrap: boolean;
  isFollowing: boolean;
  onFollow: (isFollowing: boolean) => void;
}

export function useLogScroll(
  { lines, list, version, target, wrap, isFollowing, onFollow }: LogScrollOptions,
  element: RefObject<HTMLDivElement | null>,
): LogScroller {
  const { count } = list;
  const latestStart = Math.max(0, count - FOLLOWED_LINES);
  const [chosenStart, setChosenStart] = useState(0);
  const start = isFollowing ? latestStart : Math.min(chosenStart, latestStart);
  const end = Math.min(count, start + WINDOW_LINES);
  const perLine = Math.min(LINE_HEIGHT, MAX_HEIGHT / Math.max(1, count));
  const anchor = useRef<Anchor | null>(null);
  const lastTop = useRef(0);

  const virtualizer = useVirtualizer({
    count: end - start,
    getScrollElement: () => element.current,
    estimateSize: () => LINE_HEIGHT,
    getItemKey: (index) => list.seqAt(start + index) ?? `after ${index}`,
    overscan: 10,
    // Each batch of lines scrolls, and would be drawn a second time at once.
    useFlushSync: !isFollowing,
    paddingStart: start * perLine,
    paddingEnd: (count - end) * perLine,
  });
  const size = virtualizer.getTotalSize();

  const windowAround = (position: number) =>
    Math.max(0, Math.min(latestStart, Math.floor(position - WINDOW_LINES / 2)));

  const goTo = (position: number, offset = 0) => {
    const seq = list.seqAt(Math.max(0, Math.min(position, count - 1)));
    if (seq === undefined) return;
    anchor.current = { seq, offset };
    // A window of its own for this place, so that the layout effect comes even where it is there already.
    setChosenStart(windowAround(position));
    setPlaced((before) => before + 1);
    onFollow(false);
  };
  const [placed, setPlaced] = useState(0);

  // After each batch of lines, and when lines turn out to be higher than estimated.
  // biome-ignore lint/correctness/useExhaustiveDependencies: a change of size, lines or wrap moves the end
  useLayoutEffect(() => {
    if (isFollowing && element.current !== null) {
      element.current.scrollTop = element.current.scrollHeight;
      lastTop.current = element.current.scrollTop;
    }
  }, [isFollowing, list, version, size, wrap]);

  // The line that is read stays in its place when the window moves, and when lines come or go before it.
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was measured meanwhile moves nothing, for the virtualizer does
  useLayoutEffect(() => {
    const { current: kept } = anchor;
    const scroller = element.current;
    if (isFollowing || kept === null || scroller === null || count === 0) return;
    const position = Math.min(list.positionOf(kept.seq), count - 1);
    if (position < start || position >= end) {
      setChosenStart(windowAround(position));
      return;
    }
    const top = (virtualizer.measurementsCache[position - start]?.start ?? 0) + kept.offset;
    if (Math.abs(scroller.scrollTop - top) > 1) scroller.scrollTop = top;
    lastTop.current = scroller.scrollTop;
  }, [start, list, placed]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: only another target moves the view
  useLayoutEffect(() => {
    if (target !== null) goTo(list.positionOf(target.seq), -(element.current?.clientHeight ?? 0) / 3);
  }, [target?.count]);

  const items = virtualizer.getVirtualItems();
  const firstShown = items[0]?.index ?? 0;
  const lastShown = items.at(-1)?.index ?? -1;
  useEffect(() => {
    const wanted: number[] = [];
    for (let index = firstShown; index <= lastShown; index += 1) {
      const seq = list.seqAt(start + index);
      if (seq !== undefined) wanted.push(seq);
    }
    lines.want(wanted);
  }, [lines, list, start, firstShown, lastShown]);

  const onScroll = () => {
    const scroller = element.current;
    if (scroller === null) return;
    const { clientHeight, scrollHeight, scrollTop } = scroller;
    const distanceFromEnd = scrollHeight - clientHeight - scrollTop;
    const hasMovedUp = scrollTop < lastTop.current - 1;
    lastTop.current = scrollTop;
    // New lines move the end away without any scrolling. Only a movement upwards comes from the reader.
    const stops = isFollowing && hasMovedUp && distanceFromEnd > END_TOLERANCE;
    if (stops) {
      setChosenStart(start);
      onFollow(false);
    } else if (!isFollowing && distanceFromEnd <= END_TOLERANCE && end === count) {
      onFollow(true);
      return;
    }
    if (isFollowing && !stops) return;
    const windowTop = start * perLine;
    const windowBottom = size - (count - end) * perLine;
    const isBefore = start > 0 && scrollTop + clientHeight < windowTop;
    const isAfter = end < count && scrollTop > windowBottom;
    if (isBefore || isAfter) {
      goTo(Math.floor(isBefore ? scrollTop / perLine : end + (scrollTop - windowBottom) / perLine));
      return;
    }
    const item = virtualizer.getVirtualItemForOffset(scrollTop);
    const seq = item && list.seqAt(start + item.index);
    if (item === undefined || seq === undefined) return;
    anchor.current = { seq, offset: scrollTop - item.start };
    const isNearStart = item.index < MARGIN_LINES && start > 0;
    const isNearEnd = item.index > end - start - MARGIN_LINES && end < count;
    if (isNearStart || isNearEnd) setChosenStart(windowAround(start + item.index));
  };

  return { start, virtualizer, onScroll, goTo };
}
