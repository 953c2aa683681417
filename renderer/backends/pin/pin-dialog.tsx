/** Asks to which GPU a backend is pinned, or whether it may be restarted for that. */

import { Button, Radio, Text } from '@mantine/core';
import { useState } from 'react';
import { lanesWords } from '../../../shared/words/en/gpus/lanes.ts';
import { joinTranslated } from '../../../shared/words/join-texts.ts';
import { words } from '../../../shared/words/words.ts';
import { ActionButton } from '../../controls/action-button.tsx';
import { Dialog } from '../../controls/dialog/dialog.tsx';
import { formatBytes } from '../../format/amounts.ts';
import { describeRequests, describeSaving } from '../../format/describe-save.ts';
import { backendNumber } from '../../format/display-name.ts';
import { backendName } from '../../format/status-text.ts';
import { chosenGpuTokens } from '../../gpu/chosen-gpus.ts';
import { formatGpus, formatGpuTitle } from '../../gpu/gpu-names.ts';
import { useGpu, useGpus } from '../../gpu/use-resources.ts';
import { useBackend, useBackendType, useBlockedReason, usePanelServices } from '../../panel-context.tsx';
import { mayLoseWork, pin, pinTargets } from './pin-backend.ts';
import '../dialogs/tags-dialog.css';

const t = words(lanesWords);

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
  const name = backend === undefined ? backendNumber(id) : backendName(backend, type?.name);
  const chosen = backend === undefined ? [] : (chosenGpuTokens(backend, type) ?? []);
  const reason = backend === undefined ? t('gone') : gpu === undefined ? t('chooseFirst') : blocked;
  return (
    <Dialog title={titleOf(name, asked)} onClose={onClose} focusTitle={asked === undefined}>
      {asked === undefined ? <GpuChoice picked={picked} onPick={setPicked} /> : null}
      {backend === undefined ? (
        <Text size="sm">{t('gone')}</Text>
      ) : (
        <>
          <Text size="sm">{joinTranslated([describeSaving(true, backend), describeRequests(backend)])}</Text>
          <Text size="sm" mt="xs" c="dimmed">
            {chosen.length === 0 ? t('settingNowAny') : t('settingNow', { gpus: formatGpus(chosen, gpus) })}{' '}
            {typeof asked === 'number' ? <FreeMemory gpu={asked} /> : null}
          </Text>
        </>
      )}
      <div className="sy-tags-bar">
        <Button variant="default" onClick={onClose}>
          {t('cancel')}
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
          {t(buttonOf(gpu, backend !== undefined && mayLoseWork(backend)))}
        </ActionButton>
      </div>
    </Dialog>
  );
}

function buttonOf(gpu: number | null | undefined, restarts: boolean) {
  if (gpu === null) return restarts ? 'saveAndRestart' : 'save';
  return restarts ? 'pinAndRestart' : 'pin';
}

function titleOf(name: string, asked: number | null | undefined): string {
  if (asked === undefined) return t('pinChoice', { name });
  return asked === null ? t('unpinQuestion', { name }) : t('pinQuestion', { name, gpu: asked });
}

function GpuChoice({
  picked,
  onPick,
}: {
  picked: number | null | undefined;
  onPick: (gpu: number | null) => void;
}) {
  const gpus = useGpus();
  return (
    <Radio.Group
      label={t('gpu')}
      mb="md"
      value={picked === undefined ? null : String(picked)}
      onChange={(value) => onPick(value === 'null' ? null : Number(value))}
    >
      {pinTargets(gpus).map(({ gpu }) => (
        <Radio
          key={gpu}
          mt="xs"
          value={String(gpu)}
          label={gpu === null ? t('anyGpu') : <GpuLabel gpu={gpu} />}
        />
      ))}
    </Radio.Group>
  );
}

function GpuLabel({ gpu }: { gpu: number }) {
  const card = useGpu(gpu);
  if (card === undefined) return t('pinTo', { gpu });
  const title = formatGpuTitle(card);
  return card.free_memory === undefined
    ? title
    : t('gpuWithFree', { gpu: title, bytes: formatBytes(card.free_memory) });
}

function FreeMemory({ gpu }: { gpu: number }) {
  const card = useGpu(gpu);
  if (card?.free_memory === undefined) return null;
  return t('hasFree', { gpu: formatGpuTitle(card), bytes: formatBytes(card.free_memory) });
}
