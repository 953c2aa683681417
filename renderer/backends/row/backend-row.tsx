/** A backend as one line of the list. Its title unfolds it to its card. */
import { memo } from 'react';
import { CallMessages } from '../../controls/messages/call-messages.tsx';
import { StatusLine } from '../../controls/status-line.tsx';
import { backendName } from '../../format/status-text.ts';
import {
  Allowed,
  useBackend,
  useBackendType,
  useCallState,
  useIsStale,
  useList,
  usePanelServices,
} from '../../panel-context.tsx';
import { backendAttributes } from '../card/backend-attributes.ts';
import { BackendCard } from '../card/backend-card.tsx';
import { CardHandle } from '../card/card-handle.tsx';
import { CardMenu } from '../card/card-menu.tsx';
import { SelectBox } from '../card/select-box.tsx';
import { CardSwitch } from '../card/switch/card-switch.tsx';
import { LastUse, RowUsage } from './row-facts.tsx';
import { UnfoldButton } from './unfold-button.tsx';
import { whyOf } from './why-of.ts';
import './backend-row.css';

export const BackendRow = memo(function BackendRow({ id }: { id: number }) {
  const isUnfolded = useList(({ unfolded }) => unfolded.has(id));
  return isUnfolded ? <BackendCard id={id} isFoldable /> : <Row id={id} />;
});

function Row({ id }: { id: number }) {
  const { arranging } = usePanelServices();
  const backend = useBackend(id);
  const type = useBackendType(backend?.type ?? '');
  const isStale = useIsStale();
  const { pending } = useCallState(id);
  // The backend was deleted, and the list will remove its row with the next render.
  if (backend === undefined) return null;
  const name = backendName(backend, type?.name);
  const why = whyOf(backend);
  const typeName = backend.title.trim() === '' ? '' : (type?.name ?? backend.type);
  const detail = why ?? (backend.current_model || typeName);
  return (
    <article
      className="sy-row"
      tabIndex={-1}
      {...backendAttributes({ backend, name, pending, isStale, move: arranging.move })}
    >
      <div className="sy-row-line">
        <SelectBox id={id} name={name} />
        <Allowed operation="ArrangeBackends">
          <CardHandle />
        </Allowed>
        <span className="sy-row-status">
          <StatusLine backend={backend} pending={pending} stale={isStale} isShort />
        </span>
        <UnfoldButton backend={backend}>
          <span className="sy-row-detail sy-clip" dir="auto" title={detail} data-why={why !== null}>
            {detail}
          </span>
        </UnfoldButton>
        <RowUsage id={id} gpus={backend.gpu} />
        <LastUse at={backend.last_used_at} />
        <CardSwitch backend={backend} pending={pending} />
        <CardMenu id={id} />
      </div>
      <CallMessages at={id} />
    </article>
  );
}
