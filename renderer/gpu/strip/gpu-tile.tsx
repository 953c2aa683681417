/** One GPU: which backends use its VRAM, its load and its temperature. Its title opens its history. */
import { UnstyledButton, VisuallyHidden } from '@mantine/core';
import { memo } from 'react';
import type { Gpu } from '../../../shared/resources.ts';
import { useTooltip } from '../../controls/use-tooltip.tsx';
import { formatBytePair, formatBytes } from '../../format/amounts.ts';
import { usePanelServices } from '../../panel-context.tsx';
import { formatGpuTitle } from '../gpu-names.ts';
import { type GpuShares, sharesOf } from '../gpu-shares.ts';
import { useGpu } from '../use-resources.ts';
import { BarLabels, MemoryBar } from './memory-bar.tsx';
import { useMemoryParts } from './memory-parts.ts';

export const GpuTile = memo(function GpuTile({ id }: { id: number }) {
  const gpu = useGpu(id);
  return gpu === undefined ? null : <Tile gpu={gpu} />;
});

function Tile({ gpu }: { gpu: Gpu }) {
  const { open } = usePanelServices();
  const shares = sharesOf(gpu);
  const parts = useMemoryParts(shares);
  const labels = <BarLabels parts={parts} free={shares.free} />;
  const { targetProps, tooltip } = useTooltip(labels);
  const title = formatGpuTitle(gpu);
  return (
    <li className="sy-gpu-tile" data-gpu={gpu.id} data-excluded={gpu.excluded ?? false}>
      <div className="sy-gpu-head">
        <UnstyledButton
          {...targetProps}
          className="sy-gpu-name sy-clip"
          aria-label={`${title}: history, and who uses it`}
          onClick={() => open({ kind: 'gpu', gpu: gpu.id })}
        >
          {title}
        </UnstyledButton>
        {gpu.excluded ? <span className="sy-gpu-badge">Excluded</span> : null}
      </div>
      {tooltip}
      {shares.total === null ? null : <MemoryBar parts={parts} total={shares.total} />}
      <div className="sy-gpu-figures">
        <strong>{formatMemory(gpu, shares)}</strong>
        <Metrics gpu={gpu} />
      </div>
      <VisuallyHidden>{labels}</VisuallyHidden>
    </li>
  );
}

/** The values of the driver. The bar may show more than the GPU has, but the text must not. */
function formatMemory({ total_memory: total }: Gpu, { used }: GpuShares): string {
  if (used !== null && total !== undefined) return formatBytePair(used, 'of', total);
  if (used !== null) return `${formatBytes(used)} in use`;
  return total === undefined ? 'Its memory is not known' : formatBytes(total);
}

function Metrics({ gpu }: { gpu: Gpu }) {
  const metrics = [
    { value: gpu.utilization_gpu, prefix: '', unit: '% busy' },
    { value: gpu.temperature, prefix: '', unit: '°C' },
    { value: gpu.power_watts, prefix: '', unit: 'W' },
    { value: gpu.fan_percent, prefix: 'fan ', unit: '%' },
  ];
  return (
    <span className="sy-gpu-values sy-small">
      {metrics
        .filter(({ value }) => value !== undefined)
        .map(({ value, prefix, unit }) => (
          <span key={unit}>
            {prefix}
            {Math.round(value ?? 0)} {unit}
          </span>
        ))}
    </span>
  );
}
