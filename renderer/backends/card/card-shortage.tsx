/** A backend that waits because its memory does not fit: what it lacks, what would make room, and the say in it. */
import { MemoryStick } from 'lucide-react';
import type { NextStep } from '../../../shared/backend.ts';
import { ActionButton } from '../../controls/action-button.tsx';
import { useBlockedReason, usePanelServices } from '../../panel-context.tsx';
import type { CallKind } from '../../state/activity.ts';
import '../../controls/message.css';
import { formatBytes } from '../../format/amounts.ts';
import { useBackendNames } from '../../format/use-display-names.ts';
import type { ShownBackend } from '../../state/panel-store.ts';

type Shortage = Extract<NextStep, { kind: 'make_room' }>;
type Step = Shortage['steps'][number];

export function CardShortage({ backend, pending }: { backend: ShownBackend; pending: readonly CallKind[] }) {
  const { phase, next_step: next } = backend;
  if (phase !== 'waiting' || next?.kind !== 'make_room') return null;
  return <ShortageMessage id={backend.id} room={next} pending={pending} />;
}

function ShortageMessage({
  id,
  room,
  pending,
}: {
  id: number;
  room: Shortage;
  pending: readonly CallKind[];
}) {
  const { actions } = usePanelServices();
  const names = useBackendNames(room.steps.map((step) => step.id));
  const blocked = useBlockedReason('MakeRoom');
  const canMakeRoom = room.asks && room.steps.length > 0;
  const isPending = pending.includes('make-room') || pending.includes('start-anyway');
  return (
    <div className="sy-note" data-tone={room.asks ? 'warning' : 'info'}>
      <MemoryStick size={15} aria-hidden className="sy-note-icon" />
      <div className="sy-note-body">
        <div>{room.message}</div>
        {room.steps.length === 0 ? null : (
          <>
            <div>{room.asks ? 'To make room:' : `Waits until ${formatSubject(names)} done. Then:`}</div>
            <ul className="sy-note-list">
              {room.steps.map((step, index) => (
                <li key={step.id}>{formatStep(step, names[index] ?? `Backend ${step.id}`)}</li>
              ))}
            </ul>
          </>
        )}
        {Shortfall(room)}
        <div className="sy-note-actions">
          {canMakeRoom ? (
            <ActionButton
              size="compact-sm"
              variant="filled"
              blocked={blocked ?? (pending.includes('start-anyway') ? 'It is being started anyway.' : null)}
              pending={pending.includes('make-room')}
              onClick={() => void actions.makeRoom(id)}
            >
              Make room and start
            </ActionButton>
          ) : null}
          <ActionButton
            size="compact-sm"
            variant="default"
            blocked={blocked ?? (isPending ? 'Room is being made for it.' : null)}
            pending={pending.includes('start-anyway')}
            onClick={() => void actions.startAnyway(id)}
          >
            Start anyway
          </ActionButton>
        </div>
      </div>
    </div>
  );
}

/** `Unload SDXL (9.8 GiB)`, `Switch off Flux`. */
function formatStep({ how, vram_bytes: held }: Step, name: string): string {
  const verb = how === 'unload' ? 'Unload' : 'Switch off';
  return `${verb} ${name}${held === undefined ? '' : ` (${formatBytes(held)})`}`;
}

/** What is to be expected where it will not do. */
function Shortfall({ steps, enough }: Shortage) {
  if (steps.length === 0) return <div>Nothing can be freed for it, so it may not fit.</div>;
  return enough ? null : <div>That will not be enough: it may not fit even then.</div>;
}

/** `SDXL is`, `SDXL and Flux are`. */
function formatSubject(names: readonly string[]): string {
  return names.length < 2 ? `${names[0]} is` : `${names.slice(0, -1).join(', ')} and ${names.at(-1)} are`;
}
