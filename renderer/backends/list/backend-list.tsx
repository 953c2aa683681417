/** All backends, ordered, grouped and filtered, as cards or rows. Renders again only when the listed ids change. */
import { useEffect, useRef, useState } from 'react';
import { useShallow } from 'zustand/react/shallow';
import { useWindowSize } from '../../controls/use-window-size.ts';
import { useGpus } from '../../gpu/use-resources.ts';
import { useList, usePanelServices, usePanelState, useView } from '../../panel-context.tsx';
import { densityOf, withValue } from '../../state/list-state.ts';
import { BulkBar } from '../bulk/bulk-bar.tsx';
import { BackendCard } from '../card/backend-card.tsx';
import { BackendRow } from '../row/backend-row.tsx';
import { GroupHeading } from './group-heading.tsx';
import { ListBar } from './list-bar.tsx';
import { listRows, type Section, sectionsOf } from './list-order.ts';
import { REVEAL_EVENT } from './reveal-card.ts';
import { VirtualList } from './virtual-list.tsx';
import './backend-list.css';

/** Backends up to which all are rendered, so that the browser's own search finds each. */
const MAX_RENDERED = 100;

export function BackendList() {
  const { store } = usePanelServices();
  const filterText = useView((state) => state.filterText);
  const filterGroup = useView((state) => state.filterGroup);
  const grouping = useView((state) => state.grouping);
  const requestedOrder = useView((state) => state.requestedOrder);
  const gpus = useGpus();
  const size = useWindowSize();
  const [firstCount] = useState(() => store.getState().ids.length);
  const density = useList((state) => densityOf(state, size, firstCount));
  const rows = usePanelState(
    useShallow((state) => listRows(state, { filterText, filterGroup, grouping, requestedOrder }, gpus)),
  );
  const sections = sectionsOf(rows);
  const shownIds = sections.flatMap(({ ids }) => ids);
  const isGrouped = grouping !== 'none';
  const isSelecting = useList(({ selected }) => selected.size > 0);
  useUnfoldedOnReveal(sections);
  const top = useScrollToTopOn(filterGroup);
  return (
    <div ref={top} className="sy-backends" data-density={density} data-selecting={isSelecting}>
      <ListBar size={size} density={density} shownIds={shownIds} />
      {shownIds.length > MAX_RENDERED ? (
        <VirtualList sections={sections} density={density} isGrouped={isGrouped} />
      ) : (
        sections.map((section) => (
          <ListSection key={section.heading ?? ''} {...section} isRows={density !== 'cards'} />
        ))
      )}
      <BulkBar shownIds={shownIds} />
    </div>
  );
}

function ListSection({ heading, ids, isRows }: Section & { isRows: boolean }) {
  const isFolded = useList(({ foldedGroups }) => foldedGroups.has(heading ?? ''));
  const backends = (
    <div className={isRows ? 'sy-rows' : 'sy-grid'} data-section={heading ?? ''}>
      {ids.map((id) => (isRows ? <BackendRow key={id} id={id} /> : <BackendCard key={id} id={id} />))}
    </div>
  );
  if (heading === null) return backends;
  return (
    <section className="sy-group" aria-label={heading}>
      <GroupHeading heading={heading} ids={ids} />
      {isFolded ? null : backends}
    </section>
  );
}

/** A backend that somebody is led to must not be in a folded group. */
function useUnfoldedOnReveal(sections: readonly Section[]): void {
  const { list } = usePanelServices();
  useEffect(() => {
    const unfold = (event: Event) => {
      const id = event instanceof CustomEvent ? event.detail : null;
      const section = sections.find(({ ids }) => ids.includes(id));
      if (section?.heading)
        list.setState(({ foldedGroups }) => ({
          foldedGroups: withValue(foldedGroups, section.heading ?? '', false),
        }));
    };
    document.addEventListener(REVEAL_EVENT, unfold);
    return () => document.removeEventListener(REVEAL_EVENT, unfold);
  }, [sections, list]);
}

/** Whoever presses a number in the summary sees the backends that it counts, and not the graphics cards above them. */
function useScrollToTopOn(filterGroup: string | null) {
  const ref = useRef<HTMLDivElement>(null);
  const [before, setBefore] = useState(filterGroup);
  useEffect(() => {
    if (filterGroup === before) return;
    setBefore(filterGroup);
    const top = ref.current?.getBoundingClientRect().top ?? 0;
    if (filterGroup !== null && (top < 0 || top > window.innerHeight / 3)) ref.current?.scrollIntoView();
  }, [filterGroup, before]);
  return ref;
}
