/** The dialog about one GPU: its history, and which backends use its VRAM now. */
import { Text } from '@mantine/core';
import { useMemo } from 'react';
import { useShallow } from 'zustand/react/shallow';
import type { Gpu } from '../../../shared/resources.ts';
import { gpuHistoryWords } from '../../../shared/words/en/gpus/history.ts';
import { gpuStripWords } from '../../../shared/words/en/gpus/strip.ts';
import { joinWithAnd } from '../../../shared/words/join-texts.ts';
import { words } from '../../../shared/words/words.ts';
import { AfterPaint } from '../../controls/after-paint.tsx';
import { Dialog } from '../../controls/dialog/dialog.tsx';
import { useBackendNames } from '../../format/use-display-names.ts';
import { usePanelState } from '../../panel-context.tsx';
import { backendColour } from '../backend-colour.ts';
import { formatGpuTitle } from '../gpu-names.ts';
import type { ResourcesState } from '../resources-store.ts';
import { GpuUsers } from '../strip/gpu-users.tsx';
import { useGpu, useResources } from '../use-resources.ts';
import { Chart } from './chart.tsx';
import type { ChartLine } from './chart-props.ts';
import { HistoryFrame } from './history-frame.tsx';

const t = words(gpuHistoryWords);
const strip = words(gpuStripWords);

export function GpuDialog({ id, onClose }: { id: number; onClose: () => void }) {
  const gpu = useGpu(id);
  return (
    <Dialog
      title={gpu === undefined ? strip('gpu', { id: String(id) }) : formatGpuTitle(gpu)}
      onClose={onClose}
      size={860}
    >
      <AfterPaint>
        {gpu === undefined ? <Text size="sm">{t('notFound')}</Text> : <GpuHistory gpu={gpu} />}
      </AfterPaint>
    </Dialog>
  );
}

function GpuHistory({ gpu }: { gpu: Gpu }) {
  const { alone, onSeveral } = useBackendsOn(gpu);
  const names = useBackendNames(alone);
  const sharedNames = useBackendNames(onSeveral);
  const { uuid } = gpu;
  const memory = useMemo(
    (): ChartLine[] => [
      { column: `gpu/${uuid}/used_memory`, label: t('inUse'), colour: '--sy-whole' },
      ...alone.map((id, index) => ({
        column: `backend/${id}/vram_bytes` as const,
        label: names[index] ?? '',
        colour: backendColour(id),
      })),
    ],
    [uuid, alone, names],
  );
  const subjects = useMemo(() => ({ gpus: [uuid], backends: [...alone] }), [uuid, alone]);
  const busy = useMemo(
    (): ChartLine[] => [{ column: `gpu/${uuid}/utilization_gpu`, label: t('load'), colour: '--sy-whole' }],
    [uuid],
  );
  return (
    <>
      <HistoryFrame subjects={subjects}>
        {(shown) => (
          <>
            <Chart
              {...shown}
              caption={t('vram')}
              subject={t('vramOf', { gpu: String(gpu.id) })}
              lines={memory}
              unit="bytes"
              top={gpu.total_memory}
            />
            <Chart
              {...shown}
              caption={t('load')}
              subject={t('loadOf', { gpu: String(gpu.id) })}
              lines={busy}
              unit="percent"
              top={100}
            />
          </>
        )}
      </HistoryFrame>
      {sharedNames.length === 0 ? null : (
        <Text size="xs" c="dimmed" mb="sm">
          {t('severalGpus', { count: sharedNames.length, names: joinWithAnd(sharedNames) })}
        </Text>
      )}
      <AfterPaint>
        <GpuUsers gpu={gpu} />
      </AfterPaint>
    </>
  );
}

/**
 * The backends on a GPU. The history has the VRAM of a backend on all GPUs together, so only the backends that use this GPU
 * alone can be drawn in its chart.
 */
function useBackendsOn({ id, uuid }: Gpu): { alone: readonly number[]; onSeveral: readonly number[] } {
  const holders = useResources(useShallow((resources) => holdersOf(resources, id)));
  const elsewhere = useResources(useShallow((resources) => holdersElsewhere(resources, id)));
  // A backend that uses no VRAM at present may have used some before.
  const assigned = usePanelState(
    useShallow(({ backends }) =>
      [...backends.values()].flatMap((backend) => {
        const gpus = backend.gpu ?? [];
        return gpus.length === 1 && (gpus[0] === String(id) || gpus[0] === uuid) ? [backend.id] : [];
      }),
    ),
  );
  return useMemo(() => {
    const isElsewhere = new Set(elsewhere);
    const all = [...new Set([...holders, ...assigned])].sort((a, b) => a - b);
    return {
      alone: all.filter((one) => !isElsewhere.has(one)),
      onSeveral: all.filter((one) => isElsewhere.has(one)),
    };
  }, [holders, elsewhere, assigned]);
}

const holdersOf = ({ gpus }: ResourcesState, id: number): number[] =>
  (gpus.get(id)?.backends ?? []).filter(({ vram_bytes }) => vram_bytes > 0).map((share) => share.id);

const holdersElsewhere = (resources: ResourcesState, id: number): number[] =>
  [...resources.gpus.keys()].filter((other) => other !== id).flatMap((other) => holdersOf(resources, other));
