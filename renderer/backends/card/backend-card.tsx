/** One backend: what it is, how it is, what it uses, and what can be done with it. */
import { type KeyboardEvent, memo } from 'react';
import { ErrorMessage } from '../../controls/error-message.tsx';
import { ResultMessage } from '../../controls/result-message.tsx';
import { StatusLine } from '../../controls/status-line.tsx';
import { backendName } from '../../format/status-text.ts';
import {
  useActivity,
  useBackend,
  useBackendType,
  usePanelServices,
  usePanelState,
  useView,
} from '../../panel-context.tsx';
import { CardActions } from './card-actions.tsx';
import { CardChildren } from './card-children.tsx';
import { CardError } from './card-error.tsx';
import { CardFacts } from './card-facts.tsx';
import { CardHandle } from './card-handle.tsx';
import { CardMenu } from './card-menu.tsx';
import { CardNotice } from './card-notice.tsx';
import { CardSchedule } from './card-schedule.tsx';
import { CardShortage } from './card-shortage.tsx';
import { CardTags } from './card-tags.tsx';
import { CardToggle } from './card-toggle.tsx';
import './backend-card.css';

export const BackendCard = memo(function BackendCard({ id }: { id: number }) {
  const { actions, arranging } = usePanelServices();
  const backend = useBackend(id);
  const type = useBackendType(backend?.type ?? '');
  const stale = usePanelState(({ freshness }) => freshness === 'stale');
  const { pending, failure, result } = useActivity(id);
  // Below the heading of its group, where there is one.
  const Title = useView(({ grouping }) => (grouping === 'none' ? 'h2' : 'h3'));
  // The list drops it with the next render; until then there is nothing to show.
  if (backend === undefined) return null;
  const name = backendName(backend, type?.name);
  const deleting = pending.includes('delete');

  const moveByKey = (event: KeyboardEvent<HTMLElement>) => {
    if (!event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return;
    event.preventDefault();
    const card = event.currentTarget;
    const focused = document.activeElement;
    arranging.move(id, event.key === 'ArrowUp' ? 'up' : 'down');
    // A browser takes the focus from what is put elsewhere on the page.
    requestAnimationFrame(() => {
      if (focused instanceof HTMLElement && card.contains(focused)) focused.focus({ preventScroll: true });
      card.scrollIntoView({ block: 'nearest' });
    });
  };

  return (
    <article
      className="sy-card"
      aria-label={`Backend ${id}: ${name}`}
      aria-busy={deleting}
      tabIndex={-1}
      onKeyDown={moveByKey}
      data-backend-id={id}
      data-status={backend.status}
      data-phase={backend.phase}
      data-stale={stale}
      data-deleting={deleting}
    >
      <div className="sy-card-head">
        <CardHandle />
        <div className="sy-card-names">
          <Title className="sy-card-title" title={name}>
            {name}
          </Title>
          <div className="sy-card-kind sy-clip">
            <span className="sy-card-id">#{id}</span>{' '}
            {backend.title.trim() === '' ? '' : (type?.name ?? backend.type)}
          </div>
        </div>
        <CardToggle id={id} enabled={backend.enabled} pending={pending} />
        <CardMenu id={id} name={name} deleting={deleting} />
      </div>
      <StatusLine backend={backend} pending={pending} stale={stale} />
      {failure ? <ErrorMessage failure={failure} onClose={() => actions.clear(id)} /> : null}
      {result ? <ResultMessage result={result} onClose={() => actions.clear(id)} /> : null}
      <CardError backend={backend} pending={pending} />
      <CardShortage backend={backend} pending={pending} />
      <CardNotice backend={backend} />
      <CardFacts backend={backend} />
      <CardSchedule next={backend.schedule_next} />
      <CardTags tags={backend.tags} />
      <CardChildren childBackends={backend.children ?? []} />
      <CardActions id={id} phase={backend.phase} pending={pending} />
    </article>
  );
});
