/** Every operation on a backend as a command: the items of its menu, and its switch. */

import { hasStartPositions, startPositionOf } from '../../shared/start-position.ts';
import { backendMenuWords } from '../../shared/words/en/backends/menu.ts';
import { commandsWords } from '../../shared/words/en/commands.ts';
import { words } from '../../shared/words/words.ts';
import { duplicateAndShow, moveAndShow, removeWithUndo } from '../backends/change-list.ts';
import type { Move } from '../backends/list/arranging.ts';
import { askPin, pinTargets } from '../backends/pin/pin-backend.ts';
import { addressFromHere, pageAddressOf, shownAddress } from '../backends/shown-address.ts';
import { freeBlockedReason, restartChoice } from '../format/blocked-reasons.ts';
import { gpuSettingOf } from '../gpu/chosen-gpus.ts';
import type { PanelServices } from '../panel-services.ts';
import type { ShownBackend } from '../state/panel-store.ts';
import { modesOf, servesModels } from '../try-it/purpose.ts';
import { type Command, commandsOf } from './command.ts';
import { copyAddress } from './copy-address.ts';

const t = words(commandsWords);
const menu = words(backendMenuWords);

/** @returns none for a backend that is gone */
export function backendCommands(services: PanelServices, id: number): Command[] {
  const backend = services.store.getState().backends.get(id);
  if (backend === undefined) return [];
  const subject = services.actions.nameOf(id);
  return [
    ...openCommands(services, backend),
    ...stateCommands(services, backend),
    ...pinCommands(services, backend),
    ...listCommands(services, backend, subject),
  ].map((command) => ({ ...command, id: `backend:${id}:${command.id}`, subject: `${subject} #${id}` }));
}

function openCommands(services: PanelServices, backend: ShownBackend): Command[] {
  const { open } = services;
  const { id } = backend;
  const address = shownAddress(backend, pageAddressOf(services));
  return commandsOf(services, [
    { id: 'log', label: menu('openLog'), key: 'L', run: () => open({ kind: 'log', id }) },
    {
      id: 'edit',
      label: menu('settings'),
      words: t('settingsSearch'),
      key: 'E',
      operation: 'EditBackend',
      run: () => open({ kind: 'edit', id }),
    },
    modesOf(backend).length === 0
      ? null
      : {
          id: 'try',
          label: t('tryIt'),
          words: t('tryItSearch'),
          operation: 'ToggleBackend',
          run: () => open({ kind: 'try', id }),
        },
    backend.has_page
      ? {
          id: 'page',
          label: t('openPage'),
          words: t('openPageSearch'),
          operation: 'GetPageLink',
          run: () => void services.actions.openPage(id, addressFromHere(backend, services)),
        }
      : null,
    {
      id: 'activity',
      label: menu('activity'),
      words: t('backendActivitySearch'),
      operation: 'GetActivity',
      run: () => open({ kind: 'activity', id }),
    },
    {
      id: 'report',
      label: menu('report'),
      operation: 'GetDiagnosticReport',
      run: () => open({ kind: 'report', id }),
    },
    {
      id: 'tags',
      label: menu('tags'),
      key: 'T',
      operation: 'TagBackend',
      run: () => open({ kind: 'tags', id }),
    },
    { id: 'usage', label: menu('usage'), words: t('usageSearch'), run: () => open({ kind: 'usage', id }) },
    servesModels(backend)
      ? {
          id: 'use-in',
          label: menu('useItIn'),
          words: t('useItInSearch'),
          run: () => open({ kind: 'use-in', id }),
        }
      : null,
    address === null
      ? null
      : {
          id: 'copy-address',
          label: menu('copyAddress'),
          words: t('copyAddressSearch'),
          run: () => void copyAddress(address.url),
        },
    backend.command_line === undefined
      ? null
      : { id: 'command-line', label: menu('showCommandLine'), run: () => open({ kind: 'command-line', id }) },
  ]);
}

/** Starts and stops it, and frees its memory. */
function stateCommands(services: PanelServices, backend: ShownBackend): Command[] {
  const { actions } = services;
  const { id, enabled } = backend;
  const restart = restartChoice(backend);
  const position = hasStartPositions(backend) ? startPositionOf(backend) : null;
  return commandsOf(services, [
    {
      id: 'toggle',
      label: enabled ? t('switchOff') : t('switchOn'),
      words: enabled ? t('switchOffSearch') : t('switchOnSearch'),
      key: 'Space',
      operation: 'ToggleBackend',
      run: () => void actions.toggle(id, !enabled),
    },
    position === null || position === 'on demand'
      ? null
      : {
          id: 'on-demand',
          label: t('startOnDemand'),
          operation: 'EditBackend',
          run: () => void actions.setStartPosition(id, 'on demand'),
        },
    {
      id: 'restart',
      label: restart.label,
      words: t('restartSearch'),
      key: 'R',
      operation: 'RestartBackends',
      blocked: restart.blocked,
      run: () => void actions.restartAs(id, restart.action),
    },
    ...[false, true].map((systemRam) => ({
      id: systemRam ? 'free-all' : 'free',
      label: systemRam ? menu('freeVramAndRam') : menu('freeVram'),
      words: t('freeSearch'),
      operation: 'FreeBackendMemory' as const,
      blocked: freeBlockedReason(backend),
      run: () => void actions.freeMemory(id, systemRam),
    })),
  ]);
}

/** Pins it to a GPU. */
function pinCommands(services: PanelServices, { id, type }: ShownBackend): Command[] {
  const { gpuInfos } = services.resources.state.getState();
  if (gpuInfos.length === 0 || gpuSettingOf(services.store.getState().types?.get(type)) === undefined)
    return [];
  return commandsOf(
    services,
    pinTargets(gpuInfos).map(({ gpu, label }) => ({
      id: `pin:${gpu ?? 'any'}`,
      label,
      words: t('pinSearch'),
      operation: 'EditBackend' as const,
      run: () => askPin(services, id, gpu),
    })),
  );
}

/** Changes the list: its order, its entries and their names. */
function listCommands(services: PanelServices, { id }: ShownBackend, name: string): Command[] {
  const { view, selection, list } = services;
  const move = (to: Move) => () => moveAndShow(services, id, to);
  return commandsOf(services, [
    {
      id: 'show',
      label: t('showInList'),
      words: t('showInListSearch'),
      run: () => services.navigate({ kind: 'backend', backend_id: id }),
    },
    {
      id: 'rename',
      label: menu('rename'),
      words: t('renameSearch'),
      key: 'F2',
      operation: 'EditBackend',
      run: () => view.setState({ renaming: id }),
    },
    {
      id: 'select',
      label: list.getState().selected.has(id) ? t('deselect') : t('select'),
      key: 'X',
      run: () => selection.select(id, !list.getState().selected.has(id), false),
    },
    { id: 'top', label: menu('moveToTop'), operation: 'ArrangeBackends', run: move('top') },
    { id: 'up', label: menu('moveUp'), key: 'Alt+↑', operation: 'ArrangeBackends', run: move('up') },
    { id: 'down', label: menu('moveDown'), key: 'Alt+↓', operation: 'ArrangeBackends', run: move('down') },
    {
      id: 'duplicate',
      label: menu('duplicate'),
      words: t('duplicateSearch'),
      operation: 'DuplicateBackend',
      run: () => void duplicateAndShow(services, id),
    },
    {
      id: 'delete',
      label: menu('delete'),
      words: t('deleteSearch'),
      key: 'Delete',
      operation: 'DeleteBackend',
      run: () => void removeWithUndo(services, { id, name }),
    },
  ]);
}
