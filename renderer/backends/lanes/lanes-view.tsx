/** The computer as lanes: one for each GPU, with its memory and its backends. */

import { useEffect, useMemo, useState } from 'react';
import { lanesWords } from '../../../shared/words/en/gpus/lanes.ts';
import { words } from '../../../shared/words/words.ts';
import { useGpus, useResources } from '../../gpu/use-resources.ts';
import { useList, usePanelServices } from '../../panel-context.tsx';
import { withValues } from '../../state/list-state.ts';
import { listenForReveal } from '../list/reveal-card.ts';
import { useArranged } from '../list/use-list-rows.ts';
import { LaneSection } from './lane-section.tsx';
import { laneRows, lanesOf } from './lanes.ts';
import { useStartPreviews } from './use-start-previews.ts';
import './lanes.css';

const t = words(lanesWords);

/** Backends of a lane that are rendered at first, and with each further press: a lane may have a thousand. */
const LANE_STEP = 40;

/** @param ids those that the filter shows, in the order of the list */
export function LanesView({ ids }: { ids: readonly number[] }) {
  const { selection, list } = usePanelServices();
  const gpus = useGpus();
  const isMeasured = useResources(({ machine }) => machine !== null);
  const rows = useArranged((state) => laneRows(ids, state, gpus));
  const lanes = useMemo(() => lanesOf(rows), [rows]);
  const foldedGroups = useList((state) => state.foldedGroups);
  const [limits, setLimits] = useState<Readonly<Record<string, number>>>({});
  const rendered = lanes.flatMap(({ key, ids: own }) =>
    foldedGroups.has(key) ? [] : own.slice(0, limits[key] ?? LANE_STEP),
  );
  const previews = useStartPreviews(rendered);
  useEffect(() => selection.setShown(lanes.flatMap((lane) => lane.ids)), [lanes, selection]);
  // A backend that somebody is led to must be rendered, and not in a folded lane.
  useEffect(
    () =>
      listenForReveal((id) => {
        const lane = lanes.find((one) => one.ids.includes(id));
        if (lane === undefined) return;
        list.setState((state) => ({ foldedGroups: withValues(state.foldedGroups, [lane.key], false) }));
        const needed = lane.ids.indexOf(id) + 1;
        setLimits((now) => ({ ...now, [lane.key]: Math.max(now[lane.key] ?? LANE_STEP, needed) }));
      }),
    [lanes, list],
  );
  return (
    <>
      {gpus.length > 0 ? null : <WithoutGpus isMeasured={isMeasured} />}
      <div className="sy-lanes">
        {lanes.map((lane) => (
          <LaneSection
            key={lane.key}
            lane={lane}
            previews={previews}
            isFolded={foldedGroups.has(lane.key)}
            limit={limits[lane.key] ?? LANE_STEP}
            onMore={() =>
              setLimits((now) => ({ ...now, [lane.key]: (now[lane.key] ?? LANE_STEP) + LANE_STEP }))
            }
          />
        ))}
      </div>
    </>
  );
}

/** Above the list stands why nothing is known of the GPUs, where that is so. */
function WithoutGpus({ isMeasured }: { isMeasured: boolean }) {
  const hasError = useResources(({ gpuError }) => gpuError !== null);
  return (
    <p className="sy-lanes-none" role="status">
      {!isMeasured ? t('reading') : hasError ? t('gpusUnknown') : t('noGpu')}
    </p>
  );
}
