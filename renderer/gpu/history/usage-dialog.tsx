/** What one backend used over time. */
import { useMemo } from 'react';
import { AfterPaint } from '../../controls/after-paint.tsx';
import { Dialog } from '../../controls/dialog.tsx';
import { useBackendName } from '../../format/use-display-names.ts';
import { backendColour } from '../backend-colour.ts';
import { Chart, type ChartLine } from './chart.tsx';
import { HistoryFrame } from './history-frame.tsx';

const charts = [
  { key: 'vram_bytes', caption: 'Graphics memory (VRAM)', measure: 'bytes' },
  { key: 'ram_bytes', caption: 'Main memory (RAM)', measure: 'bytes' },
  { key: 'cpu_percent', caption: 'CPU (100 % is one core busy)', measure: 'percent' },
] as const;

const subjects = { vram_bytes: 'VRAM', ram_bytes: 'RAM', cpu_percent: 'CPU' } as const;

export function UsageDialog({ id, onClose }: { id: number; onClose: () => void }) {
  const name = useBackendName(id);
  const lines = useMemo(
    () =>
      charts.map(({ key }): ChartLine[] => [
        { column: `backend/${id}/${key}`, label: subjects[key], colour: backendColour(id) },
      ]),
    [id],
  );
  const subjectsOfHistory = useMemo(() => ({ backends: [id] }), [id]);
  return (
    <Dialog title={`Usage of ${name}`} onClose={onClose} size={760}>
      <AfterPaint>
        <HistoryFrame subjects={subjectsOfHistory}>
          {(shown) =>
            charts.map(({ key, caption, measure }, index) => (
              <Chart
                key={key}
                {...shown}
                caption={caption}
                subject={`${subjects[key]} of ${name}`}
                lines={lines[index] ?? []}
                measure={measure}
              />
            ))
          }
        </HistoryFrame>
      </AfterPaint>
    </Dialog>
  );
}
