/** Under which heading of the list a backend stands, and how headings follow each other. */
import type { BackendTypeInfo } from '../../../shared/backend.ts';
import { groupOf } from '../../format/status-text.ts';
import { findGpu, formatGpus } from '../../gpu/gpu-names.ts';
import type { GpuInfo } from '../../gpu/resources-store.ts';
import type { ShownBackend } from '../../state/panel-store.ts';
import type { Group, Grouping } from '../../state/view-state.ts';

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
const THIS_COMPUTER = 'This computer';
/** They come last, in this order. */
const restOrder: readonly string[] = [ANY_GPU, NO_GPU, NO_TAG];

const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\]|0\.0\.0\.0)$/;

interface GroupingFacts {
  type: BackendTypeInfo | undefined;
  gpus: readonly GpuInfo[];
}

/**
 * The numbers or UUIDs of the GPUs that its settings name; empty where it may see all of them, null where it has no such
 * setting. They are those of the settings and not those in use, so that one that is switched off stays where it was.
 */
export function chosenGpus(
  { settings }: Pick<ShownBackend, 'settings'>,
  { type, gpus }: GroupingFacts,
): readonly string[] | null {
  const setting = type?.settings.find(({ format }) => format === 'gpu-list');
  if (setting === undefined) return null;
  return String(settings[setting.name] ?? '')
    .split(',')
    .map((token) => token.trim())
    .filter((token) => token !== '')
    .map((token) => String(findGpu(gpus, token)?.id ?? token));
}

/** The machine on which it runs: that of its address where it is asked there and not started here. */
function machineOf(
  { settings, pid }: Pick<ShownBackend, 'settings' | 'pid'>,
  type: BackendTypeInfo | undefined,
) {
  const setting = type?.settings.find(({ format, required }) => format === 'url' && required);
  const address = setting === undefined ? '' : String(settings[setting.name] ?? '');
  if (pid !== undefined || !URL.canParse(address)) return THIS_COMPUTER;
  const { hostname } = new URL(address);
  return hostname === '' || LOOPBACK.test(hostname) ? THIS_COMPUTER : hostname;
}

/** The heading of a backend in the list. A backend with several tags stands under its first tag only. */
export function headingOf(backend: ShownBackend, grouping: Grouping, facts: GroupingFacts): string {
  switch (grouping) {
    case 'gpu': {
      const chosen = chosenGpus(backend, facts);
      if (chosen === null) return NO_GPU;
      return chosen.length === 0 ? ANY_GPU : formatGpus([...chosen].sort(byName), facts.gpus);
    }
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
