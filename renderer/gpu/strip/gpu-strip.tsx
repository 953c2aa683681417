/** The GPUs and the machine with what is used of them, above the backends. It takes no space until that is known. */
import { Button } from '@mantine/core';
import { ChevronDown, ChevronUp, TriangleAlert } from 'lucide-react';
import { useWindowSize } from '../../controls/use-window-size.ts';
import { formatBytePair } from '../../format/amounts.ts';
import { useIsStale, useList, usePanelServices, useView } from '../../panel-context.tsx';
import { storeChoice } from '../../state/stored-choice.ts';
import { GPU_STRIP_KEY } from '../../state/view-state.ts';
import type { Machine, ResourcesState } from '../resources-store.ts';
import { useGpus, useResources } from '../use-resources.ts';
import { GpuTile } from './gpu-tile.tsx';
import { formatCpu, MachineTile } from './machine-tile.tsx';
import '../../controls/messages/message.css';
import './gpu-strip.css';
import { gpuStripWords } from '../../../shared/words/en/gpus/strip.ts';
import { translateField } from '../../../shared/words/wire-phrases.ts';
import { words } from '../../../shared/words/words.ts';

const t = words(gpuStripWords);

/** With fewer GPUs there is little to hide. */
const MIN_HIDEABLE_GPUS = 3;

export function GpuStrip() {
  const machine = useResources((resources) => resources.machine);
  const stale = useIsStale();
  const gpus = useGpus();
  const isHideable = gpus.length >= MIN_HIDEABLE_GPUS;
  const size = useWindowSize();
  const choice = useView(({ gpuStrip }) => gpuStrip);
  const isHidden = isHideable && (choice === 'hidden' || (choice === 'automatic' && size === 'small'));
  const hasError = useResources(({ gpuError }) => gpuError !== null);
  const areLanesShown = useList(({ densities }) => densities[size] === 'lanes');
  if (machine === null) return null;
  // The lanes show the same, with the backends. Only what is wrong with the GPUs stands here still.
  if (areLanesShown)
    return hasError ? (
      <section className="sy-gpu-strip" aria-label={t('title')}>
        <GpuErrorMessage />
      </section>
    ) : null;
  return (
    <section className="sy-gpu-strip" aria-label={t('title')} data-stale={stale}>
      <GpuErrorMessage />
      {isHidden ? (
        <>
          <Summary machine={machine} />
          <HideToggle isHidden />
        </>
      ) : (
        <ul className="sy-gpu-tiles">
          {gpus.map(({ id }) => (
            <GpuTile key={id} id={id} />
          ))}
          <MachineTile machine={machine} />
          {gpus.length === 0 ? <NoGpus /> : null}
          {isHideable ? (
            <li className="sy-gpu-toggle">
              <HideToggle isHidden={false} />
            </li>
          ) : null}
        </ul>
      )}
    </section>
  );
}

/** Nothing is shown if the error above says already why there are no GPUs. */
function NoGpus() {
  const hasError = useResources(({ gpuError }) => gpuError !== null);
  return hasError ? null : <li className="sy-gpu-none">{t('noGpu')}</li>;
}

function GpuErrorMessage() {
  const error = useResources(({ gpuError }) => gpuError);
  if (error === null) return null;
  return (
    <div className="sy-note" data-tone="warning">
      <TriangleAlert size={15} aria-hidden className="sy-note-icon" />
      <div className="sy-note-body">{translateField(error, 'gpu_trouble')}</div>
    </div>
  );
}

function HideToggle({ isHidden }: { isHidden: boolean }) {
  const { view } = usePanelServices();
  const Icon = isHidden ? ChevronDown : ChevronUp;
  return (
    <Button
      size="compact-xs"
      variant="subtle"
      className="sy-quiet-button"
      leftSection={<Icon size={13} aria-hidden />}
      onClick={() => {
        const gpuStrip = isHidden ? 'shown' : 'hidden';
        storeChoice(GPU_STRIP_KEY, gpuStrip);
        view.setState({ gpuStrip });
      }}
    >
      {t(isHidden ? 'show' : 'hide')}
    </Button>
  );
}

/** All GPUs in one line, for who has hidden the others. */
function Summary({ machine }: { machine: Machine }) {
  const gpuTotals = useResources(formatGpuTotals);
  const { used, total } = machine.system_ram;
  return (
    <div className="sy-gpu-summary">
      {[gpuTotals, t('ram', { bytes: formatBytePair(used, 'of', total) }), formatCpu(machine)].join(' · ')}
    </div>
  );
}

function formatGpuTotals({ gpus }: ResourcesState): string {
  const all = [...gpus.values()];
  const sum = (key: 'used_memory' | 'total_memory') => all.reduce((bytes, gpu) => bytes + (gpu[key] ?? 0), 0);
  const count = all.length;
  const isKnown = all.every(
    ({ used_memory, total_memory }) => used_memory !== undefined && total_memory !== undefined,
  );
  return isKnown
    ? t('countWithMemory', { count, bytes: formatBytePair(sum('used_memory'), 'of', sum('total_memory')) })
    : t('count', { count });
}
