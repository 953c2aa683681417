/** The graphics cards in the tray menu: how full each is, and which backends hold its memory. */
import type { MenuItemConstructorOptions } from 'electron';
import type { FullBackend } from '../../../shared/backend.ts';
import type { Gpu } from '../../../shared/resources.ts';
import { desktopWords } from '../../../shared/words/en/desktop.ts';
import { words } from '../../../shared/words/words.ts';
import type { DesktopActions } from '../actions/desktop-actions.ts';
import { escapeMenuLabel, toPlainLine, truncate } from '../backends/backend-display.ts';

const t = words(desktopWords);

const GIBIBYTE = 1024 ** 3;
const MAX_NAME_LENGTH = 30;

interface GpuItemsOptions {
  /** Of the last sample. */
  gpus: readonly Gpu[];
  nameOf: (backend: FullBackend) => string;
  backends: readonly FullBackend[];
  actions: Pick<DesktopActions, 'show'>;
}

/** @returns nothing where no memory of a card is known */
export function gpuItems({ gpus, backends, nameOf, actions }: GpuItemsOptions): MenuItemConstructorOptions[] {
  const byId = new Map(backends.map((backend) => [backend.id, backend]));
  return gpus.flatMap((gpu): MenuItemConstructorOptions[] => {
    const { id, name, used_memory: used, total_memory: total } = gpu;
    if (used === undefined || total === undefined) return [];
    const holders = gpu.backends.flatMap(({ id: holder, vram_bytes: bytes }) => {
      const backend = byId.get(holder);
      return backend === undefined || bytes === 0 ? [] : [{ backend, bytes }];
    });
    const label = escapeMenuLabel(
      t('gpu', {
        id,
        name: truncate(toPlainLine(name), MAX_NAME_LENGTH),
        used: formatGiB(used),
        total: formatGiB(total),
      }),
    );
    if (holders.length === 0) return [{ label, enabled: false }];
    return [
      {
        label,
        submenu: holders
          .sort((a, b) => b.bytes - a.bytes)
          .map(({ backend, bytes }) => ({
            label: escapeMenuLabel(t('holder', { name: nameOf(backend), amount: formatGiB(bytes) })),
            click: () => actions.show({ kind: 'backend', backend_id: backend.id }),
          })),
      },
    ];
  });
}

/** In whole GiB: each new text means a new menu, and setting menus makes the tray flicker. */
const formatGiB = (bytes: number): string => String(Math.round(bytes / GIBIBYTE));
