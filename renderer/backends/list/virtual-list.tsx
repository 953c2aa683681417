/** A list of which only what is near the window is rendered: for hundreds of backends. */
import { useElementSize } from '@mantine/hooks';
import {
  defaultRangeExtractor,
  type Range,
  useWindowVirtualizer,
  type VirtualItem,
} from '@tanstack/react-virtual';
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { useList } from '../../panel-context.tsx';
import type { LineDensity } from '../../state/list-state.ts';
import { WideRow } from '../table/table-row.tsx';
import { BackendLine, classOfLines, PassingLine } from './backend-line.tsx';
import { GroupHeading } from './group-heading.tsx';
import type { Section } from './list-order.ts';
import { listenForReveal } from './reveal-card.ts';

/** As in backend-list.css. */
const MIN_CARD_WIDTH = 330;
const CARD_GAP = 12;

const GAPS: Record<LineDensity, number> = { cards: CARD_GAP, rows: 4, table: 0 };

/** What is rendered beside each other. */
interface Line {
  key: string;
  /** The heading of its group. */
  section: string;
  kind: 'heading' | 'backends';
  /** Of the whole group for a heading. */
  ids: readonly number[];
}

export function VirtualList({ sections, density }: { sections: readonly Section[]; density: LineDensity }) {
  const { ref, width } = useElementSize<HTMLDivElement>();
  const foldedGroups = useList((state) => state.foldedGroups);
  const isRows = density !== 'cards';
  const perLine = isRows ? 1 : Math.max(1, Math.floor((width + CARD_GAP) / (MIN_CARD_WIDTH + CARD_GAP)));
  const lines = useMemo(
    () => linesOf(sections, { foldedGroups, perLine }),
    [sections, foldedGroups, perLine],
  );
  const scrollMargin = usePageOffset();
  const virtualizer = useWindowVirtualizer({
    count: lines.length,
    estimateSize: (index) => (lines[index]?.kind === 'heading' ? 30 : isRows ? 38 : 236),
    getItemKey: (index) => lines[index]?.key ?? index,
    gap: GAPS[density],
    overscan: 8,
    rangeExtractor: rangeWithFocus,
    scrollMargin,
  });
  const items = virtualizer.getVirtualItems();
  const isComplete = useComplete(items, virtualizer.isScrolling);
  useEffect(
    () =>
      listenForReveal((id) => {
        const index = lines.findIndex(({ kind, ids }) => kind === 'backends' && ids.includes(id));
        if (index >= 0) virtualizer.scrollToIndex(index, { align: 'center' });
      }),
    [lines, virtualizer],
  );
  return (
    <div ref={ref} className="sy-virtual" style={{ height: virtualizer.getTotalSize() }}>
      {items.map(({ key, index, start }) => {
        const line = lines[index];
        if (line === undefined) return null;
        return (
          <div
            key={key}
            ref={virtualizer.measureElement}
            data-index={index}
            className="sy-virtual-line"
            style={{ transform: `translateY(${start - scrollMargin}px)` }}
          >
            {line.kind === 'heading' ? (
              <VirtualHeading line={line} density={density} />
            ) : (
              <LineOfBackends
                ids={line.ids}
                section={line.section}
                perLine={perLine}
                density={density}
                isComplete={isComplete(key)}
              />
            )}
          </div>
        );
      })}
    </div>
  );
}

function VirtualHeading({ line, density }: { line: Line; density: LineDensity }) {
  const heading = <GroupHeading heading={line.section} ids={line.ids} />;
  return density === 'table' ? <WideRow>{heading}</WideRow> : heading;
}

function LineOfBackends({
  ids,
  section,
  perLine,
  density,
  isComplete,
}: {
  ids: readonly number[];
  section: string;
  perLine: number;
  density: LineDensity;
  isComplete: boolean;
}) {
  return (
    <div
      data-section={section}
      className={classOfLines[density]}
      {...(density !== 'cards'
        ? {}
        : { style: { gridTemplateColumns: `repeat(${perLine}, minmax(0, 1fr))` } })}
    >
      {ids.map((id) =>
        isComplete ? (
          <BackendLine key={id} id={id} density={density} />
        ) : (
          <PassingLine key={id} id={id} density={density} />
        ),
      )}
    </div>
  );
}

function linesOf(
  sections: readonly Section[],
  { foldedGroups, perLine }: { foldedGroups: ReadonlySet<string>; perLine: number },
): Line[] {
  return sections.flatMap(({ heading, ids }) => {
    const section = heading ?? '';
    const lines: Line[] =
      heading === null ? [] : [{ key: `heading:${section}`, section, kind: 'heading', ids }];
    if (heading !== null && foldedGroups.has(section)) return lines;
    for (let first = 0; first < ids.length; first += perLine)
      lines.push({
        // Of several beside each other, one that leaves moves all that follow: their lines stay, and render little.
        key: perLine === 1 ? `backend:${ids[first]}` : `line:${section}:${first}`,
        section,
        kind: 'backends',
        ids: ids.slice(first, first + perLine),
      });
    return lines;
  });
}

/** What has the focus stays rendered, however far it is scrolled away: the focus would go to another backend. */
function rangeWithFocus(range: Range): number[] {
  const line = document.activeElement?.closest<HTMLElement>('.sy-virtual-line');
  const focused = line ? Number(line.dataset.index) : Number.NaN;
  const indexes = defaultRangeExtractor(range);
  if (!(focused < range.count) || indexes.includes(focused)) return indexes;
  return [...indexes, focused].sort((a, b) => a - b);
}

/**
 * What comes into view while somebody scrolls is rendered without its controls, which take most of the time, until the
 * scrolling pauses. What was complete stays so.
 */
function useComplete(
  items: readonly VirtualItem[],
  isScrolling: boolean,
): (key: VirtualItem['key']) => boolean {
  const complete = useRef<ReadonlySet<VirtualItem['key']>>(new Set());
  const now = new Set(items.map(({ key }) => key).filter((key) => !isScrolling || complete.current.has(key)));
  useEffect(() => {
    complete.current = now;
  });
  return (key) => now.has(key);
}

/** Pixels from the top of the page to the list. */
function usePageOffset(): number {
  const [offset, setOffset] = useState(0);
  useLayoutEffect(() => {
    const element = document.querySelector('.sy-virtual');
    if (element === null) return;
    const measure = () => setOffset(Math.round(element.getBoundingClientRect().top + window.scrollY));
    measure();
    // What is above the list may grow: messages, graphics cards.
    const observer = new ResizeObserver(measure);
    observer.observe(document.body);
    return () => observer.disconnect();
  }, []);
  return offset;
}
