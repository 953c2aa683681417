/** What can be done with the program and with the list as commands: each dialog, and how the panel shows things. */
import { commandsWords } from '../../shared/words/en/commands.ts';
import { words } from '../../shared/words/words.ts';

import { formatView, readViews } from '../filter/saved-views.ts';
import type { PanelServices } from '../panel-services.ts';
import { chooseDensity, type Density, densities } from '../state/list-state.ts';
import { chooseGrouping, clearFilter, groupings } from '../state/view-state.ts';
import { readWindowSize } from '../state/window-size.ts';
import { modelsUrl } from '../try-it/snippets/gateway-address.ts';
import { bulkCommands } from './bulk-commands.ts';
import { type Command, commandsOf } from './command.ts';
import { copyAddress } from './copy-address.ts';

const t = words(commandsWords);

const densityLabels = {
  cards: 'showAsCards',
  rows: 'showAsRows',
  table: 'showAsTable',
  lanes: 'showByGpu',
} as const satisfies Record<Density, string>;

export function programCommands(services: PanelServices): Command[] {
  return [...dialogCommands(services), ...bulkCommands(services), ...viewCommands(services)];
}

function dialogCommands(services: PanelServices): Command[] {
  const { open, actions, store, transport } = services;
  const page = transport.shownIn === 'browser' ? document.baseURI : null;
  const gateway = modelsUrl(store.getState().host?.gateway?.url ?? null, page);
  return commandsOf(services, [
    {
      id: 'add',
      label: t('addBackend'),
      words: t('addBackendSearch'),
      key: 'N',
      operation: 'AddNewBackend',
      run: () => open({ kind: 'add' }),
    },
    {
      id: 'preferences',
      label: t('preferences'),
      words: t('preferencesSearch'),
      key: ',',
      operation: 'GetPreferences',
      run: () => open({ kind: 'preferences' }),
    },
    {
      id: 'activity',
      label: t('activity'),
      words: t('activitySearch'),
      operation: 'GetActivity',
      run: () => open({ kind: 'activity' }),
    },
    {
      id: 'deleted',
      label: t('recentlyDeleted'),
      words: t('recentlyDeletedSearch'),
      run: () => open({ kind: 'deleted' }),
    },
    {
      id: 'fleet',
      label: t('fleet'),
      words: t('fleetSearch'),
      run: () => open({ kind: 'fleet' }),
    },
    {
      id: 'models',
      label: t('models'),
      words: t('modelsSearch'),
      operation: 'DiscoverModels',
      run: () => open({ kind: 'models' }),
    },
    {
      id: 'import',
      label: t('import'),
      words: 'swarmui',
      operation: 'ImportBackends',
      run: () => open({ kind: 'import' }),
    },
    {
      id: 'export',
      label: t('export'),
      words: t('exportSearch'),
      operation: 'ExportBackends',
      run: () => open({ kind: 'export' }),
    },
    {
      id: 'report',
      label: t('diagnosticReport'),
      operation: 'GetDiagnosticReport',
      run: () => open({ kind: 'report' }),
    },
    {
      id: 'about',
      label: t('aboutSwitchyard'),
      words: t('aboutSearch'),
      run: () => open({ kind: 'about' }),
    },
    {
      id: 'shortcuts',
      label: t('keyboardShortcuts'),
      words: t('keyboardShortcutsSearch'),
      key: '?',
      run: () => open({ kind: 'shortcuts' }),
    },
    gateway === null
      ? null
      : {
          id: 'copy-gateway-address',
          label: t('copyGatewayAddress'),
          words: t('copyGatewayAddressSearch'),
          run: () => void copyAddress(gateway),
        },
    {
      id: 'free-all-ram',
      label: t('freeVramAndRamOfAll'),
      words: t('freeAllSearch'),
      operation: 'FreeBackendMemory',
      run: () => void actions.freeAll(true),
    },
  ]);
}

function viewCommands(services: PanelServices): Command[] {
  const { view } = services;
  return commandsOf(services, [
    {
      id: 'filter',
      label: t('filterList'),
      words: t('filterListSearch'),
      key: '/',
      run: () => view.setState((now) => ({ filterRequests: now.filterRequests + 1 })),
    },
    {
      id: 'all',
      label: t('showAll'),
      words: t('showAllSearch'),
      run: () => clearFilter(view),
    },
    ...(
      [
        ['attention', t('showAttention'), t('attentionSearch')],
        ['ready', t('showReady'), t('readySearch')],
        ['working', t('showChanging'), t('changingSearch')],
        ['off', t('showOff'), t('offSearch')],
      ] as const
    ).map(([group, label, words]) => ({
      id: `show:${group}`,
      label,
      words,
      run: () => view.setState({ filterText: '', filterGroup: group }),
    })),
    ...groupings.map((grouping) => ({
      id: `group:${grouping}`,
      label: t(`groupBy_${grouping}`),
      run: () => chooseGrouping(view, grouping),
    })),
    ...densities.map((density) => ({
      id: `density:${density}`,
      label: t(densityLabels[density]),
      words: t('showAsSearch'),
      run: () => chooseDensity(services.list, readWindowSize(), density),
    })),
    ...readViews().map((saved) => ({
      id: `view:${formatView(saved)}`,
      label: t('savedView', { view: formatView(saved) }),
      words: t('savedViewSearch'),
      run: () => view.setState(saved),
    })),
  ]);
}
