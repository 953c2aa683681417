/** Asks to which GPU a backend is pinned, or whether it may be restarted for that. */
import { Button, Radio, Text } from '@mantine/core';
import { useState } from 'react';
import { ActionButton } from '../../controls/action-button.tsx';
import { Dialog } from '../../controls/dialog.tsx';
import { formatBytes } from '../../format/amounts.ts';
import { describeRequests, describeSaving } from '../../format/describe-save.ts';
import { backendName } from '../../format/status-text.ts';
import { chosenGpuTokens } from '../../gpu/chosen-gpus.ts';
import { formatGpus, formatGpuTitle } from '../../gpu/gpu-names.ts';
import { useGpu, useGpus } from '../../gpu/use-resources.ts';
import { useBackend, useBackendType, useBlockedReason, usePanelServices } from '../../panel-context.tsx';
import { mayLoseWork, pin, pinTargets } from './pin-backend.ts';
import '../dialogs/tags-dialog.css';

interface PinDialogProps {
  id: number;
  /** Left out: it is chosen here. */
  gpu?: number | null | undefined;
  onClose: () => void;
}

export function PinDialog({ id, gpu: asked, onClose }: PinDialogProps) {
  const services = usePanelServices();
  const backend = useBackend(id);
  const type = useBackendType(backend?.type ?? '');
  const gpus = useGpus();
  const blocked = useBlockedReason('EditBackend');
  const [picked, setPicked] = useState<number | null | undefined>(undefined);
  const gpu = asked === undefined ? picked : asked;
  const name = backend === undefined ? `Backend ${id}` : backendName(backend, type?.name);
  const chosen = backend === undefined ? [] : (chosenGpuTokens(backend, type) ?? []);
  const reason =
    backend === undefined ? 'This backend is gone.' : gpu === undefined ? 'Choose a card first.' : blocked;
  return (
    <Dialog title={titleOf(name, asked)} onClose={onClose} focusTitle={asked === undefined}>
      {asked === undefined ? <CardChoice picked={picked} onPick={setPicked} /> : null}
      {backend === undefined ? (
        <Text size="sm">This backend is gone.</Text>
      ) : (
        <>
          <Text size="sm">
            {describeSaving(true, backend)} {describeRequests(backend)}
          </Text>
          <Text size="sm" mt="xs" c="dimmed">
            Its setting is now: {chosen.length === 0 ? 'any card' : formatGpus(chosen, gpus)}.{' '}
            {typeof asked === 'number' ? <FreeMemory gpu={asked} /> : null}
          </Text>
        </>
      )}
      <div className="sy-tags-bar">
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <ActionButton
          size="sm"
          {...(asked === undefined ? {} : { 'data-autofocus': true })}
          blocked={reason}
          onClick={() => {
            onClose();
            if (gpu !== undefined) void pin(services, id, gpu);
          }}
        >
          {`${gpu === null ? 'Save' : 'Pin'}${backend !== undefined && mayLoseWork(backend) ? ' and restart' : ''}`}
        </ActionButton>
      </div>
    </Dialog>
  );
}

function titleOf(name: string, asked: number | null | undefined): string {
  if (asked === undefined) return `Pin ${name} to a graphics card`;
  return asked === null ? `Let ${name} use any card?` : `Pin ${name} to GPU ${asked}?`;
}

function CardChoice({
  picked,
  onPick,
}: {
  picked: number | null | undefined;
  onPick: (gpu: number | null) => void;
}) {
  const gpus = useGpus();
  return (
    <Radio.Group
      label="Graphics card"
      mb="md"
      value={picked === undefined ? null : String(picked)}
      onChange={(value) => onPick(value === 'null' ? null : Number(value))}
    >
      {pinTargets(gpus).map(({ gpu }) => (
        <Radio
          key={gpu}
          mt="xs"
          value={String(gpu)}
          label={gpu === null ? 'Any card' : <CardLabel gpu={gpu} />}
        />
      ))}
    </Radio.Group>
  );
}

function CardLabel({ gpu }: { gpu: number }) {
  const card = useGpu(gpu);
  if (card === undefined) return `GPU ${gpu}`;
  const free = card.free_memory === undefined ? '' : `, ${formatBytes(card.free_memory)} free`;
  return `${formatGpuTitle(card)}${free}`;
}

function FreeMemory({ gpu }: { gpu: number }) {
  const card = useGpu(gpu);
  if (card?.free_memory === undefined) return null;
  return `${formatGpuTitle(card)} has ${formatBytes(card.free_memory)} free.`;
}
