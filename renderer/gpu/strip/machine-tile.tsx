/** The RAM and the CPU of the machine. */
import { VisuallyHidden } from '@mantine/core';
import { gpuStripWords } from '../../../shared/words/en/gpus/strip.ts';
import { words } from '../../../shared/words/words.ts';
import { formatBytePair } from '../../format/amounts.ts';
import type { Machine } from '../resources-store.ts';
import { BarLabels, MemoryBar } from './memory-bar.tsx';

const t = words(gpuStripWords);

/** `cpu.usage` is from 0 to 1. */
export const formatCpu = ({ cpu: { cores, usage } }: Machine): string =>
  t('cpu', { percent: Math.round(usage * 100), cores });

export function MachineTile({ machine }: { machine: Machine }) {
  const { total, used, free } = machine.system_ram;
  const parts = [{ key: 'used', label: t('used'), bytes: used, colour: '--sy-machine' as const }];
  return (
    <li className="sy-gpu-tile" data-testid="machine">
      <div className="sy-gpu-head">
        <span className="sy-gpu-name sy-clip">{t('thisComputer')}</span>
      </div>
      {total > 0 ? <MemoryBar parts={parts} total={total} /> : null}
      <div className="sy-gpu-figures">
        <strong>{t('ram', { bytes: formatBytePair(used, 'of', total) })}</strong>
        <span className="sy-small">{formatCpu(machine)}</span>
      </div>
      <VisuallyHidden>
        <BarLabels parts={parts} free={free} />
      </VisuallyHidden>
    </li>
  );
}
