/** The dialog about the usage of one backend over time. */
import { useMemo } from 'react';
import { AfterPaint } from '../../controls/after-paint.tsx';
import { Dialog } from '../../controls/dialog/dialog.tsx';
import { useBackendName } from '../../format/use-display-names.ts';
import { backendColour } from '../backend-colour.ts';
import { Chart } from './chart.tsx';
import type { ChartLine } from './chart-props.ts';
import { HistoryFrame } from './history-frame.tsx';

const charts = [
  { key: 'vram_bytes', caption: 'Graphics memory (VRAM)', unit: 'bytes' },
  { key: 'ram_bytes', caption: 'Main memory (RAM)', unit: 'bytes' },
  { key: 'cpu_percent', caption: 'CPU (100 % is one core busy)', unit: 'percent' },
] as const;

const quantities = { vram_bytes: 'VRAM', ram_bytes: 'RAM', cpu_percent: 'CPU' } as const;

export function UsageDialog({ id, onClose }: { id: number; onClose: () => void }) {
  const name = useBackendName(id);
  const lines = useMemo(
    () =>
      charts.map(({ key }): ChartLine[] => [
        { column: `backend/${id}/${key}`, label: quantities[key], colour: backendColour(id) },
      ]),
    [id],
  );
  const subjects = useMemo(() => ({ backends: [id] }), [id]);
  return (
    <Dialog title={`Usage of ${name}`} onClose={onClose} size={760}>
      <AfterPaint>
        <HistoryFrame subjects={subjects}>
          {(shown) =>
            charts.map(({ key, caption, unit }, index) => (
              <Chart
                key={key}
                {...shown}
                caption={caption}
                subject={`${quantities[key]} of ${name}`}
                lines={lines[index] ?? []}
                unit={unit}
              />
            ))
          }
        </HistoryFrame>
      </AfterPaint>
    </Dialog>
  );
}
