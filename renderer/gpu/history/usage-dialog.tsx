/** The dialog about the usage of one backend over time. */
import { useMemo } from 'react';
import { gpuHistoryWords } from '../../../shared/words/en/gpus/history.ts';
import { words } from '../../../shared/words/words.ts';
import { AfterPaint } from '../../controls/after-paint.tsx';
import { Dialog } from '../../controls/dialog/dialog.tsx';
import { useBackendName } from '../../format/use-display-names.ts';
import { backendColour } from '../backend-colour.ts';
import { Chart } from './chart.tsx';
import type { ChartLine } from './chart-props.ts';
import { HistoryFrame } from './history-frame.tsx';

const t = words(gpuHistoryWords);

const charts = [
  { key: 'vram_bytes', quantity: 'vram', caption: 'vram', unit: 'bytes' },
  { key: 'ram_bytes', quantity: 'ram', caption: 'ram', unit: 'bytes' },
  { key: 'cpu_percent', quantity: 'cpu', caption: 'cpuOfOneCore', unit: 'percent' },
] as const;

export function UsageDialog({ id, onClose }: { id: number; onClose: () => void }) {
  const name = useBackendName(id);
  const lines = useMemo(
    () =>
      charts.map(({ key, quantity }): ChartLine[] => [
        { column: `backend/${id}/${key}`, label: t(quantity), colour: backendColour(id) },
      ]),
    [id],
  );
  const subjects = useMemo(() => ({ backends: [id] }), [id]);
  return (
    <Dialog title={t('usageOf', { name })} onClose={onClose} size={760}>
      <AfterPaint>
        <HistoryFrame subjects={subjects}>
          {(shown) =>
            charts.map(({ key, quantity, caption, unit }, index) => (
              <Chart
                key={key}
                {...shown}
                caption={t(caption)}
                subject={t('of', { quantity: t(quantity), name })}
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
