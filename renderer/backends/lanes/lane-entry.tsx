/** A backend in a lane: two lines, and its card where somebody unfolds it. */

import { type KeyboardEvent, memo } from 'react';
import { lanesWords } from '../../../shared/words/en/gpus/lanes.ts';
import { joinValues } from '../../../shared/words/join-texts.ts';
import { words } from '../../../shared/words/words.ts';
import { inlineStep } from '../../controls/focus/inline-step.ts';
import { CallMessages } from '../../controls/messages/call-messages.tsx';
import { StatusLine } from '../../controls/status-line.tsx';
import { formatBytes } from '../../format/amounts.ts';
import { backendName } from '../../format/status-text.ts';
import { backendColour } from '../../gpu/backend-colour.ts';
import { chosenGpuTokens } from '../../gpu/chosen-gpus.ts';
import { findGpu } from '../../gpu/gpu-names.ts';
import { Swatch } from '../../gpu/swatch.tsx';
import { useGpus, useResources } from '../../gpu/use-resources.ts';
import {
  useBackend,
  useBackendType,
  useCallState,
  useIsStale,
  useList,
  useMay,
  usePanelServices,
} from '../../panel-context.tsx';
import type { ShownBackend } from '../../state/panel-store.ts';
import { backendAttributes } from '../card/backend-attributes.ts';
import { BackendCard } from '../card/backend-card.tsx';
import { CardMenu } from '../card/card-menu.tsx';
import { SelectBox } from '../card/select-box.tsx';
import { CardSwitch } from '../card/switch/card-switch.tsx';
import { askPin, pinTargets } from '../pin/pin-backend.ts';
import { UnfoldButton } from '../row/unfold-button.tsx';
import { whyOf } from '../row/why-of.ts';
import { LaneHandle } from './lane-handle.tsx';
import { LaneShortage } from './lane-shortage.tsx';
import type { StartPreview } from './use-start-previews.ts';

const t = words(lanesWords);

interface LaneEntryProps {
  id: number;
  /** The number of the lane's GPU; null in other lanes. */
  gpu: number | null;
  /** What would have to go for it; null where it fits, or is up. */
  preview: StartPreview | null;
}

export const LaneEntry = memo(function LaneEntry(props: LaneEntryProps) {
  const isUnfolded = useList(({ unfolded }) => unfolded.has(props.id));
  return isUnfolded ? <BackendCard id={props.id} isFoldable /> : <Entry {...props} />;
});

function Entry({ id, gpu, preview }: LaneEntryProps) {
  const backend = useBackend(id);
  const type = useBackendType(backend?.type ?? '');
  const isStale = useIsStale();
  const { pending } = useCallState(id);
  const mayPin = useMay('EditBackend');
  const pinByKey = usePinByKey(backend);
  // The backend was deleted, and the list will remove its entry with the next render.
  if (backend === undefined) return null;
  const name = backendName(backend, type?.name);
  const shortage = preview ?? (backend.next_step?.kind === 'make_room' ? backend.next_step : null);
  const why = shortage === null ? whyOf(backend) : null;
  const typeName = backend.title.trim() === '' ? '' : (type?.name ?? backend.type);
  const detail = why ?? (backend.current_model || typeName);
  return (
    <article
      className="sy-lane-entry"
      tabIndex={-1}
      {...backendAttributes({ backend, name, pending, isStale, move: null })}
      onKeyDown={pinByKey}
    >
      <div className="sy-lane-line">
        <SelectBox id={id} name={name} />
        {mayPin ? <LaneHandle backend={backend} /> : null}
        <UnfoldButton backend={backend} />
        <CardSwitch backend={backend} pending={pending} />
        <CardMenu id={id} />
      </div>
      <div className="sy-lane-facts">
        <StatusLine backend={backend} pending={pending} stale={isStale} isShort />
        <Holds id={id} gpu={gpu} />
        <span className="sy-row-detail sy-clip" dir="auto" title={detail} data-why={why !== null}>
          {detail}
        </span>
      </div>
      <LaneShortage shortage={shortage} />
      <CallMessages at={id} />
    </article>
  );
}

/** What it holds of this GPU; in other lanes, which GPUs it uses now, and how much of each. */
function Holds({ id, gpu }: Pick<LaneEntryProps, 'id' | 'gpu'>) {
  // A text, so that a sample that changes nothing renders nothing.
  const text = useResources(({ gpus }) =>
    joinValues(
      [...gpus.values()]
        .filter((card) => gpu === null || card.id === gpu)
        .flatMap((card) => {
          const bytes = card.backends.find((share) => share.id === id)?.vram_bytes ?? 0;
          if (bytes === 0) return [];
          return gpu === null
            ? t('holdsOn', { gpu: card.id, bytes: formatBytes(bytes) })
            : formatBytes(bytes);
        }),
    ),
  );
  if (text === '') return null;
  return (
    <span className="sy-lane-holds">
      <Swatch colour={backendColour(id)} />
      {text}
    </span>
  );
}

/** Alt with the arrow to the left or right pins it to the GPU before or after the present one. */
function usePinByKey(backend: ShownBackend | undefined): (event: KeyboardEvent<Element>) => void {
  const services = usePanelServices();
  const type = useBackendType(backend?.type ?? '');
  const gpus = useGpus();
  return (event) => {
    if (backend === undefined || !event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const step = inlineStep(event.key, event.currentTarget);
    if (step === undefined) return;
    // Elsewhere the browser goes back with it.
    event.preventDefault();
    const [first] = chosenGpuTokens(backend, type) ?? [];
    const now = first === undefined ? null : (findGpu(gpus, first)?.id ?? null);
    const targets = pinTargets(gpus);
    const index = targets.findIndex(({ gpu }) => gpu === now);
    const next = targets[index + step];
    if (next !== undefined) askPin(services, backend.id, next.gpu);
  };
}
