/** Under which heading of the list a backend stands, and how headings follow each other. */
import type { BackendTypeInfo } from '../../../shared/backend.ts';
import { backendListWords } from '../../../shared/words/en/backends/list.ts';
import { words } from '../../../shared/words/words.ts';
import { groupOf } from '../../format/status-text.ts';
import { chosenGpuTokens } from '../../gpu/chosen-gpus.ts';
import { findGpu, formatGpus } from '../../gpu/gpu-names.ts';
import type { GpuInfo } from '../../gpu/resources-store.ts';
import type { ShownBackend } from '../../state/panel-store.ts';
import { type Group, type Grouping, groups } from '../../state/view-state.ts';
import { machineOf, thisComputer } from '../fleet/machine-of.ts';

const t = words(backendListWords);

const stateHeading = (group: Group): string => t(`state_${group}`);

interface GroupingFacts {
  type: BackendTypeInfo | undefined;
  gpus: readonly GpuInfo[];
}

/** By the GPUs that its settings choose and not by those in use, so that one that is switched off stays where it was. */
function gpuHeadingOf(backend: ShownBackend, { type, gpus }: GroupingFacts): string {
  const chosen = chosenGpuTokens(backend, type);
  if (chosen === null) return t('noGpu');
  if (chosen.length === 0) return t('anyGpu');
  return formatGpus(chosen.map((token) => String(findGpu(gpus, token)?.id ?? token)).sort(byName), gpus);
}

/** The heading of a backend in the list. A backend with several tags stands under its first tag only. */
export function headingOf(backend: ShownBackend, grouping: Grouping, facts: GroupingFacts): string {
  switch (grouping) {
    case 'gpu':
      return gpuHeadingOf(backend, facts);
    case 'tag':
      return backend.tags?.[0] ?? t('noTag');
    case 'state':
      return stateHeading(groupOf(backend));
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
  if (grouping === 'state') {
    const order = groups.map(stateHeading);
    return (a, b) => order.indexOf(a) - order.indexOf(b);
  }
  /** They come last, in this order. */
  const rest = [t('anyGpu'), t('noGpu'), t('noTag')];
  const here = thisComputer();
  return (a, b) =>
    rest.indexOf(a) - rest.indexOf(b) || Number(b === here) - Number(a === here) || byName(a, b);
}
