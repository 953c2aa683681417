/** How full a card is, and who holds what of it. It changes with every sample; the backends below do not render for that. */
import type { Gpu } from '../../../shared/resources.ts';
import { formatBytePair, formatBytes } from '../../format/amounts.ts';
import { sharesOf } from '../../gpu/gpu-shares.ts';
import { BarLabels, MemoryBar } from '../../gpu/strip/memory-bar.tsx';
import { mergeSmallParts, useMemoryParts } from '../../gpu/strip/memory-parts.ts';
import { useResources } from '../../gpu/use-resources.ts';
import { usePanelServices } from '../../panel-context.tsx';

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
            ? 'Its free memory is not known'
            : gpu.total_memory === undefined
              ? `${formatBytes(free)} free`
              : `${formatBytePair(free, 'of', gpu.total_memory)} free`}
        </strong>
        {gpu.utilization_gpu === undefined ? null : (
          <span className="sy-small">{Math.round(gpu.utilization_gpu)} % busy</span>
        )}
        <button type="button" className="sy-lane-history" onClick={() => open({ kind: 'gpu', gpu: gpu.id })}>
          History
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
  const parts = [{ key: 'used', label: 'in use', bytes: ram.used, colour: '--sy-machine' as const }];
  return (
    <div className="sy-lane-memory">
      <div className="sy-lane-figures">
        <strong>RAM: {formatBytePair(ram.free, 'of', ram.total)} free</strong>
      </div>
      <MemoryBar parts={parts} total={ram.total} />
    </div>
  );
}
