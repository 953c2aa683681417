/** What would have to go for which backend: asked of the host, which decides by the same plan when one is started. */
import { useEffect, useState } from 'react';
import { MAX_PREVIEWED_STARTS } from '../../../shared/limits.ts';
import type { OperationOutput } from '../../../shared/operations.ts';
import { useMay, usePanelServices, usePanelState } from '../../panel-context.tsx';
import type { PanelServices } from '../../panel-services.ts';
import { isEqualJson } from '../../state/is-equal-json.ts';
import type { PanelState } from '../../state/panel-store.ts';

export type StartPreview = OperationOutput<'PreviewStarts'>['list'][number];
type Previews = ReadonlyMap<number, StartPreview>;

/** Bytes of free memory that make no difference to what is said. */
const MEMORY_STEP = 64 * 1024 ** 2;

/** By id, of those that are off or asleep and would not fit now. @param ids those that are rendered */
export function useStartPreviews(ids: readonly number[]): Previews {
  const services = usePanelServices();
  const may = useMay('PreviewStarts');
  const [previews, setPreviews] = useState<Previews>(new Map());
  // A text, so that another one means that others are to be asked about.
  const asking = usePanelState((state) => (may ? ids.filter((id) => isAsking(state, id)) : []).join(','));
  useEffect(() => {
    const backends = asking === '' ? [] : asking.split(',').map(Number).slice(0, MAX_PREVIEWED_STARTS);
    if (backends.length === 0) {
      setPreviews(new Map());
      return undefined;
    }
    return followPreviews(services, backends, (next) =>
      setPreviews((before) => new Map(next.map((one) => [one.id, keepEqual(before.get(one.id), one)]))),
    );
  }, [asking, services]);
  return previews;
}

function isAsking({ backends }: PanelState, id: number): boolean {
  const backend = backends.get(id);
  if (backend === undefined || !['disabled', 'sleeping', 'errored'].includes(backend.phase)) return false;
  const { VramNeedGB: need, ExclusiveGroup: group } = backend.settings;
  return (typeof need === 'number' && need > 0) || (typeof group === 'string' && group.trim() !== '');
}

const keepEqual = (before: StartPreview | undefined, now: StartPreview): StartPreview =>
  before !== undefined && isEqualJson(before, now) ? before : now;

/** Asks again when a sample shows that something is different. @returns the function that ends it */
function followPreviews(
  { client, resources, store }: PanelServices,
  backends: number[],
  onPreviews: (list: readonly StartPreview[]) => void,
): () => void {
  let isOver = false;
  let isPending = false;
  let known = '';
  const refresh = async () => {
    const present = describeMemory(store.getState(), resources);
    if (isOver || isPending || present === known) return;
    isPending = true;
    try {
      const { list } = await client.PreviewStarts({ backends });
      known = present;
      if (!isOver) onPreviews(list);
    } catch {
      // What was known stays, and the next sample asks again.
    }
    isPending = false;
  };
  void refresh();
  const unsubscribe = resources.onSample(() => void refresh());
  return () => {
    isOver = true;
    unsubscribe();
  };
}

/** What a preview depends on: who is up, and how much is free on each GPU. */
function describeMemory({ backends }: PanelState, { latestSample }: PanelServices['resources']): string {
  const up = [...backends.values()].filter(({ phase }) => phase === 'running' || phase === 'loading');
  const free = (latestSample()?.gpus ?? []).map(({ free_memory = -1 }) =>
    Math.round(free_memory / MEMORY_STEP),
  );
  return JSON.stringify([up.map(({ id, phase, modcount }) => [id, phase, modcount]), free]);
}
