/** The RAM and the CPU of the machine. */
import { VisuallyHidden } from '@mantine/core';
import { formatBytePair } from '../../format/amounts.ts';
import type { Machine } from '../resources-store.ts';
import { BarLabels, MemoryBar } from './memory-bar.tsx';

/** `cpu.usage` is from 0 to 1. */
export const formatCpu = ({ cpu }: Machine): string => `CPU ${Math.round(cpu.usage * 100)} %`;

export function MachineTile({ machine }: { machine: Machine }) {
  const { total, used, free } = machine.system_ram;
  const parts = [{ key: 'used', label: 'in use', bytes: used, colour: '--sy-machine' as const }];
  return (
    <li className="sy-gpu-tile" data-testid="machine">
      <div className="sy-gpu-head">
        <span className="sy-gpu-name sy-clip">This machine</span>
      </div>
      {total > 0 ? <MemoryBar parts={parts} total={total} /> : null}
      <div className="sy-gpu-figures">
        <strong>RAM {formatBytePair(used, 'of', total)}</strong>
        <span className="sy-small">
          {formatCpu(machine)} of {machine.cpu.cores} {machine.cpu.cores === 1 ? 'core' : 'cores'}
        </span>
      </div>
      <VisuallyHidden>
        <BarLabels parts={parts} free={free} />
      </VisuallyHidden>
    </li>
  );
}
