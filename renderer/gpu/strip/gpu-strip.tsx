/** What the machine has and what is used of it, above the backends. Nothing, and no room for it, until that is known. */
import { Button } from '@mantine/core';
import { ChevronDown, ChevronUp, TriangleAlert } from 'lucide-react';
import { formatBytePair, formatCount } from '../../format/amounts.ts';
import { usePanelServices, usePanelState, useView } from '../../panel-context.tsx';
import { storeChoice } from '../../state/stored-choice.ts';
import { GPU_STRIP_KEY } from '../../state/view-state.ts';
import type { Machine, ResourcesState } from '../resources-store.ts';
import { useGpus, useResources } from '../use-resources.ts';
import { GpuTile } from './gpu-tile.tsx';
import { formatCpu, MachineTile } from './machine-tile.tsx';
import '../../controls/message.css';
import './gpu-strip.css';

/** With fewer cards there is little to hide. */
const HIDEABLE_FROM = 3;

export function GpuStrip() {
  const machine = useResources((resources) => resources.machine);
  const stale = usePanelState(({ freshness }) => freshness === 'stale');
  const cards = useGpus();
  const isHideable = cards.length >= HIDEABLE_FROM;
  const isHidden = useView(({ gpuStrip: graphicsCards }) => graphicsCards === 'hidden') && isHideable;
  if (machine === null) return null;
  return (
    <section className="sy-gpu-strip" aria-label="Graphics cards and memory" data-stale={stale}>
      <GpuErrorMessage />
      {isHidden ? (
        <>
          <Summary machine={machine} />
          <HideToggle isHidden />
        </>
      ) : (
        <ul className="sy-gpu-tiles">
          {cards.map(({ id }) => (
            <GpuTile key={id} id={id} />
          ))}
          <MachineTile machine={machine} />
          {cards.length === 0 ? <NoGpus /> : null}
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

/** Where a host has a word about it, that is the answer to why there are none. */
function NoGpus() {
  const hasTrouble = useResources(({ gpuError: trouble }) => trouble !== null);
  return hasTrouble ? null : <li className="sy-gpu-none">No graphics card found</li>;
}

function GpuErrorMessage() {
  const trouble = useResources((resources) => resources.gpuError);
  if (trouble === null) return null;
  return (
    <div className="sy-note" data-tone="warning">
      <TriangleAlert size={15} aria-hidden className="sy-note-icon" />
      <div className="sy-note-body">{trouble}</div>
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
        const graphicsCards = isHidden ? 'shown' : 'hidden';
        storeChoice(GPU_STRIP_KEY, graphicsCards);
        view.setState({ gpuStrip: graphicsCards });
      }}
    >
      {isHidden ? 'Show graphics cards' : 'Hide graphics cards'}
    </Button>
  );
}

/** All cards in one line, where there is no more room for them. */
function Summary({ machine }: { machine: Machine }) {
  const cards = useResources(formatGpuTotals);
  const { used, total } = machine.system_ram;
  return (
    <div className="sy-gpu-summary">
      {[cards, `RAM ${formatBytePair(used, 'of', total)}`, formatCpu(machine)].join(' · ')}
    </div>
  );
}

function formatGpuTotals({ gpus }: ResourcesState): string {
  const all = [...gpus.values()];
  const sum = (key: 'used_memory' | 'total_memory') => all.reduce((bytes, gpu) => bytes + (gpu[key] ?? 0), 0);
  const count = formatCount(all.length, 'graphics card');
  const isKnown = all.every(
    ({ used_memory, total_memory }) => used_memory !== undefined && total_memory !== undefined,
  );
  return isKnown ? `${count}, ${formatBytePair(sum('used_memory'), 'of', sum('total_memory'))}` : count;
}
