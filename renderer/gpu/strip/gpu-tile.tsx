/** One graphics card at a glance: who holds its memory, how busy and how warm it is. Pressing it opens its history. */
import { UnstyledButton, VisuallyHidden } from '@mantine/core';
import { memo } from 'react';
import type { Gpu } from '../../../shared/resources.ts';
import { useTooltip } from '../../controls/use-tooltip.tsx';
import { formatBytePair, formatBytes } from '../../format/amounts.ts';
import { useBackendNames } from '../../format/use-display-names.ts';
import { usePanelServices } from '../../panel-context.tsx';
import { backendColour } from '../backend-colour.ts';
import { gpuTitle } from '../gpu-names.ts';
import { type GpuShares, sharesOf } from '../gpu-shares.ts';
import { useGpu } from '../use-resources.ts';
import { BarLabels, type BarPart, MemoryBar } from './memory-bar.tsx';

export const GpuTile = memo(function GpuTile({ id }: { id: number }) {
  const gpu = useGpu(id);
  return gpu === undefined ? null : <Tile gpu={gpu} />;
});

function Tile({ gpu }: { gpu: Gpu }) {
  const { open } = usePanelServices();
  const shares = sharesOf(gpu);
  const parts = useBarParts(shares);
  const words = <BarLabels parts={parts} free={shares.free} />;
  const { targetProps, tooltip } = useTooltip(words);
  const title = gpuTitle(gpu);
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
      <VisuallyHidden>{words}</VisuallyHidden>
    </li>
  );
}

/** The parts of a card's memory with the names and colours of the backends. */
function useBarParts({ backends, others }: GpuShares): BarPart[] {
  const names = useBackendNames(backends.map(({ id }) => id));
  const parts: BarPart[] = backends.map(({ id, bytes, byEngine }, index) => ({
    key: String(id),
    label: names[index] ?? `Backend ${id}`,
    bytes,
    colour: backendColour(id),
    ...(byEngine ? { note: 'told by the engine itself' } : {}),
  }));
  return others === null || others === 0
    ? parts
    : [...parts, { key: 'others', label: 'others', bytes: others, colour: null }];
}

/** As the card tells them: a bar may be drawn larger than the card, its words may not. */
function formatMemory({ total_memory: total }: Gpu, { used }: GpuShares): string {
  if (used !== null && total !== undefined) return formatBytePair(used, 'of', total);
  if (used !== null) return `${formatBytes(used)} in use`;
  return total === undefined ? 'Its memory is not known' : formatBytes(total);
}

function Metrics({ gpu }: { gpu: Gpu }) {
  const figures = [
    { value: gpu.utilization_gpu, before: '', unit: '% busy' },
    { value: gpu.temperature, before: '', unit: '°C' },
    { value: gpu.power_watts, before: '', unit: 'W' },
    { value: gpu.fan_percent, before: 'fan ', unit: '%' },
  ];
  return (
    <span className="sy-gpu-values sy-small">
      {figures
        .filter(({ value }) => value !== undefined)
        .map(({ value, before, unit }) => (
          <span key={unit}>
            {before}
            {Math.round(value ?? 0)} {unit}
          </span>
        ))}
    </span>
  );
}
