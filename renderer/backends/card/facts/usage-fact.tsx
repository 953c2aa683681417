/** What a backend uses of the machine. It changes with every sample; the rest of the card does not render for that. */
import { VisuallyHidden } from '@mantine/core';
import type { ReactNode } from 'react';
import { backendCardWords } from '../../../../shared/words/en/backends/card.ts';
import { words } from '../../../../shared/words/words.ts';
import { formatBytes } from '../../../format/amounts.ts';
import { backendColour } from '../../../gpu/backend-colour.ts';
import { formatGpus } from '../../../gpu/gpu-names.ts';
import { Swatch } from '../../../gpu/swatch.tsx';
import { useGpus } from '../../../gpu/use-resources.ts';
import { useMeasuredUsage } from '../../../panel-context.tsx';
import type { MeasuredUsage } from '../../../state/panel-store.ts';
import { Fact } from './fact.tsx';

const t = words(backendCardWords);

/** @param pid absent where nothing runs here */
export function UsageFact({
  id,
  gpus,
  pid,
}: {
  id: number;
  gpus: readonly string[];
  pid?: number | undefined;
}) {
  const { vram_bytes, vram_source, ram_bytes, cpu_percent } = useMeasuredUsage(id) ?? {};
  const gpuInfos = useGpus();
  const parts: ReactNode[] = [];
  if (gpus.length > 0) parts.push(formatGpus(gpus, gpuInfos));
  if (vram_bytes !== undefined) parts.push(<Vram id={id} bytes={vram_bytes} source={vram_source} />);
  if (ram_bytes !== undefined) parts.push(t('ram', { bytes: formatBytes(ram_bytes) }));
  if (cpu_percent !== undefined) parts.push(t('cpu', { percent: Math.round(cpu_percent) }));
  // The line is there from the start on: first figures that made the card higher would move a button from below the pointer.
  if (parts.length === 0 && pid !== undefined) parts.push(t('notMeasured'));
  if (parts.length === 0) return null;
  return (
    <Fact name={t('uses')}>
      <div className="sy-fact-parts">
        {parts.map((part, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the order of these parts is fixed
          <span key={index}>{part}</span>
        ))}
      </div>
    </Fact>
  );
}

/** In the colour of the backend's share in the memory bars of the GPUs. */
function Vram({ id, bytes, source }: { id: number; bytes: number; source: MeasuredUsage['vram_source'] }) {
  // Without VRAM there is no share that has the colour.
  if (bytes === 0) return t('noVram');
  const isByEngine = source === 'engine';
  return (
    <span {...(isByEngine ? { title: t('byEngineText') } : {})}>
      <Swatch colour={backendColour(id)} />
      {t('vram', { bytes: formatBytes(bytes) })}
      {isByEngine ? <VisuallyHidden component="span"> {t('byEngine')}</VisuallyHidden> : null}
    </span>
  );
}
