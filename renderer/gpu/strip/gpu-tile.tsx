/** One GPU: which backends use its VRAM, its load and its temperature. Its title opens its history. */
import { UnstyledButton, VisuallyHidden } from '@mantine/core';
import { memo } from 'react';
import type { Gpu } from '../../../shared/resources.ts';
import { gpuStripWords } from '../../../shared/words/en/gpus/strip.ts';
import { words } from '../../../shared/words/words.ts';
import { useTooltip } from '../../controls/use-tooltip.tsx';
import { formatBytePair, formatBytes } from '../../format/amounts.ts';
import { usePanelServices } from '../../panel-context.tsx';
import { formatGpuTitle } from '../gpu-names.ts';
import { type GpuShares, sharesOf } from '../gpu-shares.ts';
import { useGpu } from '../use-resources.ts';
import { BarLabels, MemoryBar } from './memory-bar.tsx';
import { useMemoryParts } from './memory-parts.ts';

const t = words(gpuStripWords);

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
          dir="auto"
          aria-label={t('history', { gpu: title })}
          onClick={() => open({ kind: 'gpu', gpu: gpu.id })}
        >
          {title}
        </UnstyledButton>
        {gpu.excluded ? <span className="sy-gpu-badge">{t('excluded')}</span> : null}
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
  if (used !== null) return t('inUse', { bytes: formatBytes(used) });
  return total === undefined ? t('memoryUnknown') : formatBytes(total);
}

function Metrics({ gpu }: { gpu: Gpu }) {
  const { utilization_gpu: load, temperature, power_watts: power, fan_percent: fan } = gpu;
  const metrics = {
    load: load === undefined ? null : t('load', { percent: Math.round(load) }),
    temperature: temperature === undefined ? null : t('temperature', { degrees: Math.round(temperature) }),
    power: power === undefined ? null : t('power', { watts: Math.round(power) }),
    fan: fan === undefined ? null : t('fan', { percent: Math.round(fan) }),
  };
  return (
    <span className="sy-gpu-values sy-small">
      {Object.entries(metrics).map(([key, text]) => (text === null ? null : <span key={key}>{text}</span>))}
    </span>
  );
}
