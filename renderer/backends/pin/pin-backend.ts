/** Pins a backend to one GPU, or lets it use all of them: its setting is changed. */
import { lanesWords } from '../../../shared/words/en/gpus/lanes.ts';
import { words } from '../../../shared/words/words.ts';
import { showUndo } from '../../controls/messages/undo-toast.tsx';
import { backendName } from '../../format/status-text.ts';
import { chosenGpuTokens, gpuSettingOf } from '../../gpu/chosen-gpus.ts';
import { findGpu } from '../../gpu/gpu-names.ts';
import type { GpuInfo } from '../../gpu/resources-store.ts';
import type { PanelServices } from '../../panel-services.ts';
import type { ShownBackend } from '../../state/panel-store.ts';
import { blockedReason } from '../../state/permissions.ts';
import { revealCard } from '../list/reveal-card.ts';

const t = words(lanesWords);

export interface PinTarget {
  /** The number of the GPU; null: all of them. */
  gpu: number | null;
  /** What a menu calls it: `Pin to GPU 1`. */
  label: string;
}

/** To where a backend can be pinned: to each GPU that workers may have, and to all. It does not matter where it is now. */
export const pinTargets = (gpus: readonly GpuInfo[]): PinTarget[] => [
  ...gpus.filter(({ excluded }) => !excluded).map(({ id }) => ({ gpu: id, label: formatPin(id) })),
  { gpu: null, label: formatPin(null) },
];

const formatPin = (gpu: number | null): string => (gpu === null ? t('unpin') : t('pinTo', { gpu }));

/** Whether its settings choose exactly that. */
export function isPinnedTo(
  backend: Pick<ShownBackend, 'settings' | 'type'>,
  gpu: number | null,
  {
    types,
    gpus,
  }: { types: ReturnType<PanelServices['store']['getState']>['types']; gpus: readonly GpuInfo[] },
): boolean {
  const chosen = chosenGpuTokens(backend, types?.get(backend.type)) ?? [];
  if (gpu === null) return chosen.length === 0;
  const [only, ...more] = chosen;
  return only !== undefined && more.length === 0 && (findGpu(gpus, only)?.id ?? Number(only)) === gpu;
}

/** Whether the change would end a worker, so that a person is asked first. One that has failed loses nothing. */
export const mayLoseWork = ({ phase }: ShownBackend): boolean => phase !== 'disabled' && phase !== 'errored';

/** Pins it at once, or after the question whether it may be restarted. */
export function askPin(services: PanelServices, id: number, gpu: number | null): void {
  const { store, view, resources, open } = services;
  const state = store.getState();
  const backend = state.backends.get(id);
  const type = state.types?.get(backend?.type ?? '');
  const setting = gpuSettingOf(type);
  if (backend === undefined) return;
  const name = backendName(backend, type?.name);
  const announce = (announcement: string) => view.setState({ announcement });
  const blocked = blockedReason(state, 'EditBackend');
  if (setting === undefined) announce(t('noSettingOf', { name }));
  else if (blocked !== null) announce(blocked);
  else if (isPinnedTo(backend, gpu, { types: state.types, gpus: resources.state.getState().gpuInfos }))
    announce(gpu === null ? t('unpinnedAlready', { name }) : t('pinnedAlready', { name, gpu }));
  else if (setting.requires_restart && mayLoseWork(backend)) open({ kind: 'pin', id, gpu });
  else void pin(services, id, gpu);
}

/** Pins it, and offers to take that back. */
export async function pin(services: PanelServices, id: number, gpu: number | null): Promise<void> {
  const { store, actions, client } = services;
  const { backends, types } = store.getState();
  const backend = backends.get(id);
  const type = types?.get(backend?.type ?? '');
  const setting = gpuSettingOf(type)?.name;
  if (backend === undefined || setting === undefined) return;
  const before = backend.settings[setting] ?? '';
  if (!(await actions.pin(id, setting, gpu === null ? '' : String(gpu)))) return;
  const name = backendName(backend, type?.name);
  revealCard(id);
  showUndo({
    toastId: `pin-${id}`,
    backendId: id,
    text: gpu === null ? t('unpinned', { name }) : t('pinned', { name, gpu }),
    undo: () => client.EditBackend({ backend_id: id, settings: { [setting]: before } }),
    undoAction: t('undoFailed'),
  });
}
