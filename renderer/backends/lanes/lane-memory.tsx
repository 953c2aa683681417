/** How full a GPU is, and who holds what of it. It changes with every sample; the backends below do not render for that. */

import type { Gpu } from '../../../shared/resources.ts';
import { lanesWords } from '../../../shared/words/en/gpus/lanes.ts';
import { words } from '../../../shared/words/words.ts';
import { formatBytePair, formatBytes } from '../../format/amounts.ts';
import { sharesOf } from '../../gpu/gpu-shares.ts';
import { BarLabels, MemoryBar } from '../../gpu/strip/memory-bar.tsx';
import { mergeSmallParts, useMemoryParts } from '../../gpu/strip/memory-parts.ts';
import { useResources } from '../../gpu/use-resources.ts';
import { usePanelServices } from '../../panel-context.tsx';

const t = words(lanesWords);

/** Backends that are named. Of more, the smallest are told together. */
const MAX_NAMED = 6;

export function LaneMemory({ gpu }: { gpu: Gpu }) {
  const { open } = usePanelServices();
  const shares = sharesOf(gpu);
  const parts = mergeSmallParts(useMemoryParts(shares), MAX_NAMED);
  const { free, total } = shares;
  return (
    <div className="sy-lane-memory">
      <div className="sy-lane-figures">
        <strong>
          {free === null
            ? t('freeUnknown')
            : gpu.total_memory === undefined
              ? t('free', { bytes: formatBytes(free) })
              : t('free', { bytes: formatBytePair(free, 'of', gpu.total_memory) })}
        </strong>
        {gpu.utilization_gpu === undefined ? null : (
          <span className="sy-small">{t('load', { percent: Math.round(gpu.utilization_gpu) })}</span>
        )}
        <button type="button" className="sy-lane-history" onClick={() => open({ kind: 'gpu', gpu: gpu.id })}>
          {t('history')}
        </button>
      </div>
      {total === null ? null : <MemoryBar parts={parts} total={total} />}
      <BarLabels parts={parts} free={free} />
    </div>
  );
}

/** The memory of the machine itself, where what uses no card runs. */
export function MachineMemory() {
  const ram = useResources(({ machine }) => machine?.system_ram ?? null);
  if (ram === null || ram.total === 0) return null;
  const parts = [{ key: 'used', label: t('inUse'), bytes: ram.used, colour: '--sy-machine' as const }];
  return (
    <div className="sy-lane-memory">
      <div className="sy-lane-figures">
        <strong>{t('ram', { bytes: formatBytePair(ram.free, 'of', ram.total) })}</strong>
      </div>
      <MemoryBar parts={parts} total={ram.total} />
    </div>
  );
}
