/** All backends as a grid of cards: ordered, grouped and filtered. Renders again only when the listed ids change. */
import { Button, Text, VisuallyHidden } from '@mantine/core';
import { useId } from 'react';
import { useShallow } from 'zustand/react/shallow';
import { usePanelServices, usePanelState, useView } from '../../panel-context.tsx';
import { BackendCard } from '../card/backend-card.tsx';
import { listRows, type Section, sectionsOf } from './list-order.ts';
import './backend-list.css';

export function BackendList() {
  const { view } = usePanelServices();
  const filterText = useView((state) => state.filterText);
  const filterGroup = useView((state) => state.filterGroup);
  const total = usePanelState(({ ids }) => ids.length);
  const grouping = useView((state) => state.grouping);
  const requestedOrder = useView((state) => state.requestedOrder);
  const rows = usePanelState(
    useShallow((state) => listRows(state, { filterText, filterGroup, grouping, requestedOrder })),
  );
  const sections = sectionsOf(rows);
  const shown = sections.reduce((count, { ids }) => count + ids.length, 0);
  const isFiltered = filterText.trim() !== '' || filterGroup !== null;
  return (
    <>
      {isFiltered ? (
        <div className="sy-narrowed" role="status">
          <Text size="sm" c="dimmed">
            {shown === 0 ? 'No backend matches' : `Showing ${shown} of ${total}`}
          </Text>
          <Button
            size="compact-xs"
            variant="default"
            onClick={() => view.setState({ filterText: '', filterGroup: null })}
          >
            Show all
          </Button>
        </div>
      ) : null}
      {sections.map((section) => (
        <CardSection key={section.heading ?? ''} {...section} />
      ))}
      <Announcement />
    </>
  );
}

function CardSection({ heading, ids }: Section) {
  const id = useId();
  const cards = ids.map((one) => <BackendCard key={one} id={one} />);
  if (heading === null) return <div className="sy-grid">{cards}</div>;
  return (
    <section className="sy-group" aria-labelledby={id}>
      <h2 id={id} className="sy-group-heading">
        {heading} <span className="sy-group-count">{ids.length}</span>
      </h2>
      <div className="sy-grid">{cards}</div>
    </section>
  );
}

/** Tells a screen reader where a card was moved. */
function Announcement() {
  const text = useView(({ announcement }) => announcement);
  return (
    <VisuallyHidden role="status" aria-live="polite" data-testid="announcement">
      {text}
    </VisuallyHidden>
  );
}
