/** A backend as one line of the list. Its title unfolds it to its card. */
import { memo } from 'react';
import { ErrorMessage } from '../../controls/error-message.tsx';
import { ResultMessage } from '../../controls/result-message.tsx';
import { StatusLine } from '../../controls/status-line.tsx';
import { backendName, groupOf } from '../../format/status-text.ts';
import {
  Allowed,
  useBackend,
  useBackendType,
  useCallState,
  useList,
  usePanelServices,
  usePanelState,
} from '../../panel-context.tsx';
import type { ShownBackend } from '../../state/panel-store.ts';
import { BackendCard } from '../card/backend-card.tsx';
import { CardHandle } from '../card/card-handle.tsx';
import { CardMenu } from '../card/card-menu.tsx';
import { moveByKey } from '../card/move-by-key.ts';
import { SelectBox } from '../card/select-box.tsx';
import { CardSwitch } from '../card/switch/card-switch.tsx';
import { LastUse, RowUsage } from './row-facts.tsx';
import { UnfoldButton } from './unfold-button.tsx';
import './backend-row.css';

export const BackendRow = memo(function BackendRow({ id }: { id: number }) {
  const isUnfolded = useList(({ unfolded }) => unfolded.has(id));
  return isUnfolded ? <BackendCard id={id} isFoldable /> : <Row id={id} />;
});

function Row({ id }: { id: number }) {
  const { actions, arranging } = usePanelServices();
  const backend = useBackend(id);
  const type = useBackendType(backend?.type ?? '');
  const stale = usePanelState(({ freshness }) => freshness === 'stale');
  const { pending, failure, result } = useCallState(id);
  // The backend was deleted, and the list will remove its row with the next render.
  if (backend === undefined) return null;
  const name = backendName(backend, type?.name);
  const deleting = pending.includes('delete');
  const why = whyOf(backend);
  const typeName = backend.title.trim() === '' ? '' : (type?.name ?? backend.type);
  const detail = why ?? (backend.current_model || typeName);
  return (
    <article
      className="sy-row"
      aria-label={`Backend ${id}: ${name}`}
      aria-busy={deleting}
      tabIndex={-1}
      onKeyDown={(event) => moveByKey(event, (move) => arranging.move(id, move))}
      data-backend-id={id}
      data-status={backend.status}
      data-phase={backend.phase}
      data-group={groupOf(backend)}
      data-stale={stale}
      data-deleting={deleting}
    >
      <div className="sy-row-line">
        <SelectBox id={id} name={name} />
        <Allowed operation="ArrangeBackends">
          <CardHandle />
        </Allowed>
        <span className="sy-row-status">
          <StatusLine backend={backend} pending={pending} stale={stale} isShort />
        </span>
        <UnfoldButton backend={backend}>
          <span className="sy-row-detail sy-clip" title={detail} data-why={why !== null}>
            {detail}
          </span>
        </UnfoldButton>
        <RowUsage id={id} gpus={backend.gpu} />
        <LastUse at={backend.last_used_at} />
        <CardSwitch backend={backend} pending={pending} />
        <CardMenu id={id} />
      </div>
      {failure ? <ErrorMessage failure={failure} onClose={() => actions.clear(id)} /> : null}
      {result ? <ResultMessage result={result} onClose={() => actions.clear(id)} /> : null}
    </article>
  );
}

/** Why it does not run, or crashes; null where nothing of this kind is known. */
function whyOf({ error, diagnosis, next_step: next }: ShownBackend): string | null {
  if (next?.kind === 'make_room') return next.message;
  return diagnosis?.title ?? error?.message ?? (next?.kind === 'retry' ? next.reason.message : null);
}
