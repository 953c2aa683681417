/** The card of one backend: its status, its facts, and what can be done with it. */
import { ChevronDown } from 'lucide-react';
import { memo } from 'react';
import { titleElementId } from '../../controls/backend-element.ts';
import { CallMessages } from '../../controls/messages/call-messages.tsx';
import { StatusLine } from '../../controls/status-line.tsx';
import { restartChoice } from '../../format/blocked-reasons.ts';
import { backendName } from '../../format/status-text.ts';
import {
  Allowed,
  useBackend,
  useBackendType,
  useCallState,
  useIsStale,
  usePanelServices,
  useView,
} from '../../panel-context.tsx';
import { modesOf } from '../../try-it/purpose.ts';
import { addressFromHere } from '../shown-address.ts';
import { backendAttributes } from './backend-attributes.ts';
import { CardActions } from './card-actions.tsx';
import { CardHandle } from './card-handle.tsx';
import { CardMenu } from './card-menu.tsx';
import { CardNotice } from './card-notice.tsx';
import { CardProgress } from './card-progress.tsx';
import { CardTags } from './card-tags.tsx';
import { CardChildren } from './children/card-children.tsx';
import { CardFacts } from './facts/card-facts.tsx';
import { CardError } from './failure/card-error.tsx';
import { CardShortage } from './failure/card-shortage.tsx';
import { isRestartOffered } from './failure/failure-help.ts';
import { unfold } from './fold.ts';
import { RenameField } from './rename-field.tsx';
import { CardScale } from './scale/card-scale.tsx';
import { SelectBox } from './select-box.tsx';
import { CardSchedule } from './switch/card-schedule.tsx';
import { CardSwitch } from './switch/card-switch.tsx';
import './backend-card.css';
import { backendCardWords } from '../../../shared/words/en/backends/card.ts';
import { words } from '../../../shared/words/words.ts';

const t = words(backendCardWords);

interface BackendCardProps {
  id: number;
  /** Whether it stands among rows, and becomes one by the press of a button. */
  isFoldable?: boolean;
}

export const BackendCard = memo(function BackendCard({ id, isFoldable = false }: BackendCardProps) {
  const services = usePanelServices();
  const backend = useBackend(id);
  const type = useBackendType(backend?.type ?? '');
  const isStale = useIsStale();
  const { pending } = useCallState(id);
  const isRenaming = useView(({ renaming }) => renaming === id);
  // In a grouped list the title stands below the heading of the group.
  const Title = useView(({ grouping }) => (grouping === 'none' ? 'h2' : 'h3'));
  // The backend was deleted, and the list will remove its card with the next render.
  if (backend === undefined) return null;
  const name = backendName(backend, type?.name);

  return (
    <article
      className="sy-card"
      tabIndex={-1}
      {...backendAttributes({ backend, name, pending, isStale, move: services.arranging.move })}
    >
      <div className="sy-card-head">
        {isFoldable ? <FoldButton id={id} /> : null}
        <Allowed operation="ArrangeBackends">
          <CardHandle />
        </Allowed>
        <div className="sy-card-names">
          {isRenaming ? (
            <RenameField id={id} title={backend.title} />
          ) : (
            <Title id={titleElementId(id)} className="sy-card-title" dir="auto" title={name}>
              {name}
            </Title>
          )}
          <div className="sy-card-kind sy-clip">
            <span className="sy-card-id">#{id}</span>{' '}
            {backend.title.trim() === '' ? '' : (type?.name ?? backend.type)}
          </div>
        </div>
        <CardSwitch backend={backend} pending={pending} />
        <CardMenu id={id} />
      </div>
      <div className="sy-card-status">
        <StatusLine backend={backend} pending={pending} stale={isStale} />
        <SelectBox id={id} name={name} />
      </div>
      <CardProgress backend={backend} />
      <CallMessages at={id} />
      <CardError backend={backend} pending={pending} />
      <CardShortage backend={backend} pending={pending} />
      <CardNotice backend={backend} />
      <CardScale scale={backend.scale} />
      <CardFacts backend={backend} />
      <CardSchedule next={backend.schedule_next} isEnabled={backend.enabled} />
      <CardTags tags={backend.tags} />
      <CardChildren childBackends={backend.children ?? []} />
      <CardActions
        id={id}
        name={name}
        phase={backend.phase}
        {...restartChoice(backend)}
        pending={pending}
        tryMode={modesOf(backend)[0] ?? null}
        isRestartOffered={isRestartOffered(backend, type?.settings ?? [])}
        canFreeMemory={backend.can_free_memory !== false}
        hasPage={backend.has_page ?? false}
        pageAddress={addressFromHere(backend, services)}
      />
    </article>
  );
});

function FoldButton({ id }: { id: number }) {
  const services = usePanelServices();
  return (
    <button
      type="button"
      className="sy-fold sy-fold-button"
      aria-expanded
      aria-label={t('showAsRow')}
      title={t('showAsRow')}
      onClick={() => unfold(services, id, false)}
    >
      <ChevronDown size={15} aria-hidden />
    </button>
  );
}
