/** Under which heading of the list a backend stands, and how headings follow each other. */
import type { BackendTypeInfo } from '../../../shared/backend.ts';
import { groupOf } from '../../format/status-text.ts';
import { chosenGpuTokens } from '../../gpu/chosen-gpus.ts';
import { findGpu, formatGpus } from '../../gpu/gpu-names.ts';
import type { GpuInfo } from '../../gpu/resources-store.ts';
import type { ShownBackend } from '../../state/panel-store.ts';
import type { Group, Grouping } from '../../state/view-state.ts';
import { machineOf, THIS_COMPUTER } from '../fleet/machine-of.ts';

const stateHeadings: Record<Group, string> = {
  attention: 'Needs attention',
  working: 'Busy',
  ready: 'Ready',
  off: 'Off',
};
const stateOrder: readonly string[] = Object.values(stateHeadings);

const ANY_GPU = 'Any graphics card';
const NO_GPU = 'No graphics card to choose';
const NO_TAG = 'No tag';
/** They come last, in this order. */
const restOrder: readonly string[] = [ANY_GPU, NO_GPU, NO_TAG];

interface GroupingFacts {
  type: BackendTypeInfo | undefined;
  gpus: readonly GpuInfo[];
}

/** By the GPUs that its settings choose and not by those in use, so that one that is switched off stays where it was. */
function gpuHeadingOf(backend: ShownBackend, { type, gpus }: GroupingFacts): string {
  const chosen = chosenGpuTokens(backend, type);
  if (chosen === null) return NO_GPU;
  if (chosen.length === 0) return ANY_GPU;
  return formatGpus(chosen.map((token) => String(findGpu(gpus, token)?.id ?? token)).sort(byName), gpus);
}

/** The heading of a backend in the list. A backend with several tags stands under its first tag only. */
export function headingOf(backend: ShownBackend, grouping: Grouping, facts: GroupingFacts): string {
  switch (grouping) {
    case 'gpu':
      return gpuHeadingOf(backend, facts);
    case 'tag':
      return backend.tags?.[0] ?? NO_TAG;
    case 'state':
      return stateHeadings[groupOf(backend)];
    case 'type':
      return facts.type?.name ?? backend.type;
    case 'machine':
      return machineOf(backend, facts.type);
    case 'none':
      return '';
  }
}

const byName = (a: string, b: string) => a.localeCompare(b, undefined, { numeric: true });

export function byHeading(grouping: Grouping): (a: string, b: string) => number {
  if (grouping === 'state') return (a, b) => stateOrder.indexOf(a) - stateOrder.indexOf(b);
  return (a, b) =>
    restOrder.indexOf(a) - restOrder.indexOf(b) ||
    Number(b === THIS_COMPUTER) - Number(a === THIS_COMPUTER) ||
    byName(a, b);
}
