/** The heading of a group: what its backends do and use together. Pressing it folds the group. */
import { ChevronDown, ChevronRight } from 'lucide-react';
import { useId } from 'react';
import { useShallow } from 'zustand/react/shallow';
import { backendCardWords } from '../../../shared/words/en/backends/card.ts';
import { backendListWords } from '../../../shared/words/en/backends/list.ts';
import { words } from '../../../shared/words/words.ts';
import { formatBytePair, formatBytes } from '../../format/amounts.ts';
import { countGroups, formatGroupCount } from '../../format/group-names.ts';
import { formatMoment } from '../../format/time.ts';
import { formatGpus } from '../../gpu/gpu-names.ts';
import { useResources } from '../../gpu/use-resources.ts';
import { useList, usePanelServices, usePanelState, useTickingText, useView } from '../../panel-context.tsx';
import { withValues } from '../../state/list-state.ts';
import { groups } from '../../state/view-state.ts';
import { BulkMenu } from '../bulk/bulk-menu.tsx';
import { RestartFailed } from '../bulk/restart-failed.tsx';
import { awaySinceOf } from '../fleet/fleet.ts';
import { formatMemory, memoryHere, memoryOf } from '../fleet/machine-memory.ts';
import { machineHeading, thisComputer } from '../fleet/machine-of.ts';
import { SelectAllBox } from './select-all-box.tsx';

const t = words(backendListWords);
const cardText = words(backendCardWords);

export function GroupHeading({ heading, ids }: { heading: string; ids: readonly number[] }) {
  const { list } = usePanelServices();
  const isFolded = useList(({ foldedGroups }) => foldedGroups.has(heading));
  const totalsId = useId();
  const Icon = isFolded ? ChevronRight : ChevronDown;
  return (
    <div className="sy-group-head">
      <SelectAllBox ids={ids} of={heading} />
      <h2 className="sy-group-heading">
        <button
          type="button"
          className="sy-group-fold"
          aria-expanded={!isFolded}
          aria-describedby={totalsId}
          onClick={() =>
            list.setState(({ foldedGroups }) => ({
              foldedGroups: withValues(foldedGroups, [heading], !isFolded),
            }))
          }
        >
          <Icon size={15} aria-hidden />
          {heading} <span className="sy-group-count">{ids.length}</span>
        </button>
      </h2>
      <span id={totalsId} className="sy-group-totals">
        <Totals heading={heading} ids={ids} />
      </span>
      <BulkMenu ids={ids} label={t('actionsFor', { group: heading })} />
      <RestartFailed ids={ids} />
    </div>
  );
}

/** `7 ready · 1 off · 31.2 GiB VRAM`; of a group of one GPU how full that is. */
function Totals({ heading, ids }: { heading: string; ids: readonly number[] }) {
  const grouping = useView((view) => view.grouping);
  const counts = usePanelState(
    useShallow(({ backends }) => countGroups(ids.flatMap((id) => backends.get(id) ?? []))),
  );
  const vram = usePanelState(({ usage }) =>
    ids.reduce((sum, id) => sum + (usage.get(id)?.vram_bytes ?? 0), 0),
  );
  const card = useResources(({ gpus, gpuInfos }) => {
    const info =
      grouping === 'gpu'
        ? gpuInfos.find(({ id }) => formatGpus([String(id)], gpuInfos) === heading)
        : undefined;
    return info && gpus.get(info.id);
  });
  const machine = useMachineFacts(heading);
  const states = groups
    .filter((group) => counts[group] > 0 && grouping !== 'state')
    .map((group) => formatGroupCount(counts[group], group));
  const isCardKnown = card?.used_memory !== undefined && card.total_memory !== undefined;
  return [
    ...states,
    ...(vram > 0 ? [cardText('vram', { bytes: formatBytes(vram) })] : []),
    ...(isCardKnown
      ? [t('inUseOnGpu', { bytes: formatBytePair(card.used_memory ?? 0, 'of', card.total_memory ?? 0) })]
      : []),
    ...machine,
  ].join(' · ');
}

/** Since when it is away, its cards and its memory; nothing where the list is not grouped by machine. */
function useMachineFacts(heading: string): readonly string[] {
  const isGrouped = useView(({ grouping }) => grouping === 'machine');
  const isHere = heading === thisComputer();
  const here = useResources(
    useShallow((state) => (isGrouped && isHere ? formatMemory(memoryHere(state)) : [])),
  );
  const told = usePanelState(
    useShallow(({ backends }) =>
      isGrouped && !isHere
        ? [...backends.values()]
            .flatMap(({ machines = [] }) => machines)
            .filter(({ name }) => machineHeading(name) === heading)
        : [],
    ),
  );
  const awaySince = awaySinceOf(told);
  const away = useTickingText((now) =>
    awaySince === null ? '' : t('noAnswerSince', { time: formatMoment(awaySince, now) }),
  );
  return isHere ? here : [...(away === '' ? [] : [away]), ...formatMemory(memoryOf(told))];
}
