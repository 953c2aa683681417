/** All backends, ordered, grouped and filtered, as cards or rows. Renders again only when the listed ids change. */
import { useEffect, useRef, useState } from 'react';
import { useWindowSize } from '../../controls/use-window-size.ts';
import { groupOf } from '../../format/status-text.ts';
import { useList, usePanelServices, usePanelState, useView } from '../../panel-context.tsx';
import { densityOf, type LineDensity, withValues } from '../../state/list-state.ts';
import { BulkBar } from '../bulk/bulk-bar.tsx';
import { LanesView } from '../lanes/lanes-view.tsx';
import { BackendTable } from '../table/backend-table.tsx';
import { WideRow } from '../table/table-row.tsx';
import { BackendLine, classOfLines } from './backend-line.tsx';
import { GroupHeading } from './group-heading.tsx';
import { ListBar } from './list-bar.tsx';
import { type Section, sectionsOf } from './list-order.ts';
import { listenForReveal } from './reveal-card.ts';
import { MAX_RENDERED, useListRows } from './use-list-rows.ts';
import { VirtualList } from './virtual-list.tsx';
import './backend-list.css';

export function BackendList() {
  const { store, selection } = usePanelServices();
  const filterGroup = useView((state) => state.filterGroup);
  const size = useWindowSize();
  const [firstCount] = useState(() => store.getState().ids.length);
  const density = useList((state) => densityOf(state, size, firstCount));
  const sort = useList(({ table }) => (density === 'table' ? table.sort : null));
  const sections = sectionsOf(useListRows(sort));
  const shownIds = sections.flatMap(({ ids }) => ids);
  const isSelecting = useList(({ selected }) => selected.size > 0);
  // A range of the selection is what lies between its ends on the page. Lanes have an order of their own.
  useEffect(() => {
    if (density !== 'lanes') selection.setShown(shownIds);
  });
  useUnfoldedOnReveal(sections);
  const top = useScrollToTopOn(filterGroup);
  return (
    <div ref={top} className="sy-backends" data-density={density} data-selecting={isSelecting}>
      <ListBar size={size} density={density} shownIds={shownIds} />
      {density === 'lanes' ? (
        <LanesView ids={shownIds} />
      ) : (
        <Lines sections={sections} count={shownIds.length} density={density} />
      )}
      <BulkBar shownIds={shownIds} />
    </div>
  );
}

function Lines({
  sections,
  count,
  density,
}: {
  sections: readonly Section[];
  count: number;
  density: LineDensity;
}) {
  const list =
    count > MAX_RENDERED ? (
      <VirtualList sections={sections} density={density} />
    ) : (
      sections.map((section) => <ListSection key={section.heading ?? ''} {...section} density={density} />)
    );
  return density === 'table' ? <BackendTable rowCount={count}>{list}</BackendTable> : list;
}

function ListSection({ heading, ids, density: chosen }: Section & { density: LineDensity }) {
  const isFolded = useList(({ foldedGroups }) => foldedGroups.has(heading ?? ''));
  const density = useSectionDensity(ids, chosen);
  const backends = (
    <div className={classOfLines[density]} data-section={heading ?? ''}>
      {ids.map((id) => (
        <BackendLine key={id} id={id} density={density} />
      ))}
    </div>
  );
  if (heading === null) return backends;
  const head = <GroupHeading heading={heading} ids={ids} />;
  if (density === 'table')
    return (
      <>
        <WideRow>{head}</WideRow>
        {isFolded ? null : backends}
      </>
    );
  return (
    <section className="sy-group" aria-label={heading}>
      {head}
      {isFolded ? null : backends}
    </section>
  );
}

/** Cards with an error that one window shows; more of them would hide each other. */
const MAX_ATTENTION_CARDS = 3;

/**
 * Whoever looks at those that need attention sees all of them, with the cause of each: as rows, which unfold to their cards,
 * where they are many. In a list of all backends a card stays one, because a failure must not move the others.
 */
function useSectionDensity(ids: readonly number[], chosen: LineDensity): LineDensity {
  const isAboutAttention = useView(
    ({ filterGroup, filterText, grouping }) =>
      filterGroup === 'attention' || filterText.trim() !== '' || grouping === 'state',
  );
  const allNeedIt = usePanelState(
    ({ backends }) =>
      isAboutAttention &&
      ids.length > MAX_ATTENTION_CARDS &&
      ids.every((id) => {
        const backend = backends.get(id);
        return backend === undefined || groupOf(backend) === 'attention';
      }),
  );
  return chosen === 'cards' && allNeedIt ? 'rows' : chosen;
}

/** A backend that somebody is led to must not be in a folded group. */
function useUnfoldedOnReveal(sections: readonly Section[]): void {
  const { list } = usePanelServices();
  useEffect(
    () =>
      listenForReveal((id) => {
        const heading = sections.find(({ ids }) => ids.includes(id))?.heading;
        if (heading)
          list.setState(({ foldedGroups }) => ({ foldedGroups: withValues(foldedGroups, [heading], false) }));
      }),
    [sections, list],
  );
}

/** Whoever presses a number in the summary sees the backends that it counts, and not the graphics cards above them. */
function useScrollToTopOn(filterGroup: string | null) {
  const ref = useRef<HTMLDivElement>(null);
  const before = useRef(filterGroup);
  useEffect(() => {
    if (filterGroup === before.current) return;
    before.current = filterGroup;
    const top = ref.current?.getBoundingClientRect().top ?? 0;
    if (filterGroup !== null && (top < 0 || top > window.innerHeight / 3)) ref.current?.scrollIntoView();
  }, [filterGroup]);
  return ref;
}
