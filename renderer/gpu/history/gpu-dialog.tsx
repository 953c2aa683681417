/** One graphics card over time, and who holds its memory now. */
import { Text } from '@mantine/core';
import { useMemo } from 'react';
import { useShallow } from 'zustand/react/shallow';
import type { Gpu } from '../../../shared/resources.ts';
import { AfterPaint } from '../../controls/after-paint.tsx';
import { Dialog } from '../../controls/dialog.tsx';
import { useBackendNames } from '../../format/use-display-names.ts';
import { usePanelState } from '../../panel-context.tsx';
import { backendColour } from '../backend-colour.ts';
import { gpuTitle } from '../gpu-names.ts';
import type { ResourcesState } from '../resources-store.ts';
import { GpuUsers } from '../strip/gpu-users.tsx';
import { useGpu, useResources } from '../use-resources.ts';
import { Chart, type ChartLine } from './chart.tsx';
import { HistoryFrame } from './history-frame.tsx';

export function GpuDialog({ id, onClose }: { id: number; onClose: () => void }) {
  const gpu = useGpu(id);
  return (
    <Dialog title={gpu === undefined ? `GPU ${id}` : gpuTitle(gpu)} onClose={onClose} size={860}>
      <AfterPaint>
        {gpu === undefined ? (
          <Text size="sm">This graphics card is not found.</Text>
        ) : (
          <GpuHistory gpu={gpu} />
        )}
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
      { column: `gpu/${uuid}/used_memory`, label: 'All of it', colour: '--sy-whole' },
      ...alone.map((id, index) => ({
        column: `backend/${id}/vram_bytes` as const,
        label: names[index] ?? `Backend ${id}`,
        colour: backendColour(id),
      })),
    ],
    [uuid, alone, names],
  );
  const subjects = useMemo(() => ({ gpus: [uuid], backends: [...alone] }), [uuid, alone]);
  const busy = useMemo(
    (): ChartLine[] => [{ column: `gpu/${uuid}/utilization_gpu`, label: 'Busy', colour: '--sy-whole' }],
    [uuid],
  );
  return (
    <>
      <HistoryFrame subjects={subjects}>
        {(shown) => (
          <>
            <Chart
              {...shown}
              caption="Memory"
              subject={`Memory of GPU ${gpu.id}`}
              lines={memory}
              measure="bytes"
              top={gpu.total_memory}
            />
            <Chart
              {...shown}
              caption="How busy it is"
              subject={`How busy GPU ${gpu.id} was`}
              lines={busy}
              measure="percent"
              top={100}
            />
          </>
        )}
      </HistoryFrame>
      {sharedNames.length === 0 ? null : (
        <Text size="xs" c="dimmed" mb="sm">
          {sharedNames.length === 1
            ? `${sharedNames[0]} runs on several graphics cards: what it took of this one before now is not kept.`
            : `${sharedNames.join(', ')} run on several graphics cards: what they took of this one before now is not kept.`}
        </Text>
      )}
      <AfterPaint>
        <GpuUsers gpu={gpu} />
      </AfterPaint>
    </>
  );
}

/**
 * The backends on a card. The history knows what a backend held on all cards together, so that only those that are on
 * this one alone can be drawn beside it.
 */
function useBackendsOn({ id, uuid }: Gpu): { alone: readonly number[]; onSeveral: readonly number[] } {
  const holders = useResources(useShallow((resources) => holdersOf(resources, id)));
  const elsewhere = useResources(useShallow((resources) => holdersElsewhere(resources, id)));
  // One that has just let go of everything is still of interest for what it held before.
  const placed = usePanelState(
    useShallow(({ backends }) =>
      [...backends.values()].flatMap((backend) => {
        const cards = backend.gpu ?? [];
        return cards.length === 1 && (cards[0] === String(id) || cards[0] === uuid) ? [backend.id] : [];
      }),
    ),
  );
  return useMemo(() => {
    const isElsewhere = new Set(elsewhere);
    const all = [...new Set([...holders, ...placed])].sort((a, b) => a - b);
    return {
      alone: all.filter((one) => !isElsewhere.has(one)),
      onSeveral: all.filter((one) => isElsewhere.has(one)),
    };
  }, [holders, elsewhere, placed]);
}

const holdersOf = ({ gpus }: ResourcesState, id: number): number[] =>
  (gpus.get(id)?.backends ?? []).filter(({ vram_bytes }) => vram_bytes > 0).map((share) => share.id);

const holdersElsewhere = (resources: ResourcesState, id: number): number[] =>
  [...resources.gpus.keys()].filter((other) => other !== id).flatMap((other) => holdersOf(resources, other));
