/** One lane: its heading, its memory and its backends. A backend is dropped on it to be pinned to its GPU. */

import { Button } from '@mantine/core';
import { ChevronDown, ChevronRight } from 'lucide-react';
import { useId } from 'react';
import { lanesWords } from '../../../shared/words/en/gpus/lanes.ts';
import { words } from '../../../shared/words/words.ts';
import { useBackendName } from '../../format/use-display-names.ts';
import { formatGpuTitle } from '../../gpu/gpu-names.ts';
import { useGpu, useGpus } from '../../gpu/use-resources.ts';
import { usePanelServices, useView } from '../../panel-context.tsx';
import { withValues } from '../../state/list-state.ts';
import { BulkMenu } from '../bulk/bulk-menu.tsx';
import { revealCard } from '../list/reveal-card.ts';
import { SelectAllBox } from '../list/select-all-box.tsx';
import { LaneEntry } from './lane-entry.tsx';
import { LaneMemory, MachineMemory } from './lane-memory.tsx';
import { gpuOfLane, type Lane } from './lanes.ts';
import type { StartPreview } from './use-start-previews.ts';

const t = words(lanesWords);

/** Backends up to which a lane beside those of GPUs is a column; more of them stand side by side below. */
const MAX_IN_COLUMN = 6;

interface LaneSectionProps {
  lane: Lane;
  previews: ReadonlyMap<number, StartPreview>;
  isFolded: boolean;
  /** How many of its backends are rendered. */
  limit: number;
  onMore: () => void;
}

export function LaneSection({ lane, previews, isFolded, limit, onMore }: LaneSectionProps) {
  const { list } = usePanelServices();
  const gpus = useGpus();
  const headingId = useId();
  const target = gpuOfLane(lane, gpus);
  const gpu = useGpu(lane.kind === 'gpu' ? Number(lane.name) : -1);
  const heading = headingOf(lane, gpu);
  const { ids, references } = lane;
  const Icon = isFolded ? ChevronRight : ChevronDown;
  const hidden = ids.length - limit;
  return (
    <section
      className="sy-lane"
      aria-labelledby={headingId}
      data-lane={lane.key}
      data-wide={lane.kind !== 'gpu' && ids.length > MAX_IN_COLUMN}
      data-pins={target === undefined ? undefined : (target ?? 'any')}
    >
      <div className="sy-lane-head">
        <SelectAllBox ids={ids} of={heading} />
        <h2 id={headingId} className="sy-group-heading">
          <button
            type="button"
            className="sy-group-fold"
            aria-expanded={!isFolded}
            onClick={() =>
              list.setState(({ foldedGroups }) => ({
                foldedGroups: withValues(foldedGroups, [lane.key], !isFolded),
              }))
            }
          >
            <Icon size={15} aria-hidden />
            {heading} <span className="sy-group-count">{ids.length + references.length}</span>
          </button>
        </h2>
        {gpu?.excluded ? <span className="sy-gpu-badge">{t('excluded')}</span> : null}
        {ids.length === 0 ? null : <BulkMenu ids={ids} label={t('actions', { lane: heading })} />}
      </div>
      {gpu === undefined ? null : <LaneMemory gpu={gpu} />}
      {lane.kind === 'none' ? <MachineMemory /> : null}
      <LaneNote lane={lane} />
      {isFolded ? null : (
        <>
          {ids.length + references.length === 0 ? <EmptyLane target={target} /> : null}
          <div className="sy-lane-entries" data-section={lane.key}>
            {ids.slice(0, limit).map((id) => (
              <LaneEntry
                key={id}
                id={id}
                gpu={lane.kind === 'gpu' ? Number(lane.name) : null}
                preview={previews.get(id) ?? null}
              />
            ))}
          </div>
          {hidden > 0 ? (
            <Button size="compact-sm" variant="default" className="sy-lane-more" onClick={onMore}>
              {t('showMore', { count: hidden })}
            </Button>
          ) : null}
          {references.length === 0 ? null : (
            <ul className="sy-lane-references" aria-label={t('alsoHere')}>
              {references.slice(0, limit).map((id) => (
                <Reference key={id} id={id} />
              ))}
            </ul>
          )}
        </>
      )}
    </section>
  );
}

function headingOf({ kind, name }: Lane, gpu: Parameters<typeof formatGpuTitle>[0] | undefined): string {
  switch (kind) {
    case 'gpu':
      return gpu === undefined ? `GPU ${name}` : formatGpuTitle(gpu);
    case 'missing':
      return t('gpuMissing', { name });
    case 'any':
      return t('anyGpu');
    case 'none':
      return t('noGpuToChoose');
    case 'machine':
      return name;
  }
}

/** What the backends in it have in common, where the heading does not say it. */
function LaneNote({ lane: { kind } }: { lane: Lane }) {
  const gpus = useGpus();
  const text = {
    gpu: null,
    missing: t(gpus.length === 0 ? 'noteMissingUnknown' : 'noteMissing'),
    any: gpus.length > 1 ? t('noteAny') : null,
    none: t('noteNone'),
    machine: t('noteMachine'),
  }[kind];
  return text === null ? null : <p className="sy-lane-note">{text}</p>;
}

function EmptyLane({ target }: { target: number | null | undefined }) {
  const isFiltered = useView(
    ({ filterText, filterGroup }) => filterText.trim() !== '' || filterGroup !== null,
  );
  if (isFiltered) return <p className="sy-lane-note">{t('emptyFiltered')}</p>;
  return (
    <p className="sy-lane-note">
      {target === undefined
        ? t('emptyExcluded')
        : target === null
          ? t('emptyAny')
          : t('emptyGpu', { gpu: target })}
    </p>
  );
}

/** A backend of several GPUs, which stands in the lane of another one. */
function Reference({ id }: { id: number }) {
  const name = useBackendName(id);
  return (
    <li>
      <button type="button" className="sy-lane-reference" onClick={() => revealCard(id)}>
        {name}
      </button>{' '}
      <span className="sy-small">{t('severalGpus')}</span>
    </li>
  );
}
