/** A backend that waits for its admission: what it lacks, what would be freed for it, and the user's choice. */
import { MemoryStick } from 'lucide-react';
import type { NextStep } from '../../../../shared/backend.ts';
import { translateField } from '../../../../shared/words/wire-phrases.ts';
import { ActionButton } from '../../../controls/action-button.tsx';
import { Allowed, useBlockedReason, usePanelServices } from '../../../panel-context.tsx';
import type { CallKind } from '../../../state/calls.ts';
import '../../../controls/messages/message.css';
import { backendFailureWords } from '../../../../shared/words/en/backends/failure.ts';
import { joinWithAnd } from '../../../../shared/words/join-texts.ts';
import { words } from '../../../../shared/words/words.ts';
import { formatBytes } from '../../../format/amounts.ts';
import { useBackendNames } from '../../../format/use-display-names.ts';
import type { ShownBackend } from '../../../state/panel-store.ts';

const t = words(backendFailureWords);

type Shortage = Extract<NextStep, { kind: 'make_room' }>;
type Step = Shortage['steps'][number];

export function CardShortage({ backend, pending }: { backend: ShownBackend; pending: readonly CallKind[] }) {
  const { phase, next_step: next } = backend;
  if (phase !== 'waiting' || next?.kind !== 'make_room') return null;
  return <ShortageMessage id={backend.id} shortage={next} pending={pending} />;
}

function ShortageMessage({
  id,
  shortage,
  pending,
}: {
  id: number;
  shortage: Shortage;
  pending: readonly CallKind[];
}) {
  const { actions } = usePanelServices();
  const names = useBackendNames(shortage.steps.map((step) => step.id));
  const blocked = useBlockedReason('MakeRoom');
  const canMakeRoom = shortage.asks && shortage.steps.length > 0;
  const isPending = pending.includes('make-room') || pending.includes('start-anyway');
  return (
    <div className="sy-note" data-tone={shortage.asks ? 'warning' : 'info'}>
      <MemoryStick size={15} aria-hidden className="sy-note-icon" />
      <div className="sy-note-body">
        <div>{translateField(shortage, 'message')}</div>
        {shortage.steps.length === 0 ? null : (
          <>
            <div>{shortage.asks ? t('toFree') : t('waitingFor', { names: joinWithAnd(names) })}</div>
            <ul className="sy-note-list">
              {shortage.steps.map((step, index) => (
                <li key={step.id}>{formatStep(step, names[index] ?? '')}</li>
              ))}
            </ul>
          </>
        )}
        <Shortfall shortage={shortage} />
        <Allowed operation="MakeRoom">
          <div className="sy-note-actions">
            {canMakeRoom ? (
              <ActionButton
                size="compact-sm"
                variant="filled"
                blocked={blocked ?? (pending.includes('start-anyway') ? t('startingAnyway') : null)}
                pending={pending.includes('make-room')}
                onClick={() => void actions.makeRoom(id)}
              >
                {t('freeAndStart')}
              </ActionButton>
            ) : null}
            <ActionButton
              size="compact-sm"
              variant="default"
              blocked={blocked ?? (isPending ? t('freeing') : null)}
              pending={pending.includes('start-anyway')}
              onClick={() => void actions.startAnyway(id)}
            >
              {t('startAnyway')}
            </ActionButton>
          </div>
        </Allowed>
      </div>
    </div>
  );
}

/** `Unload SDXL (9.8 GiB)`, `Switch off Flux`. */
function formatStep({ how, vram_bytes: bytes }: Step, name: string): string {
  const values = { name, bytes: bytes === undefined ? 'none' : formatBytes(bytes) };
  return t(how === 'unload' ? 'stepUnload' : 'stepStop', values);
}

/** Says that the steps may not be enough. */
function Shortfall({ shortage: { steps, enough } }: { shortage: Shortage }) {
  if (steps.length === 0) return <div>{t('nothingToFree')}</div>;
  return enough ? null : <div>{t('notEnough')}</div>;
}
