/** What can be done with the program and with the list as commands: each dialog, and how the panel shows things. */
import { commandsWords } from '../../shared/words/en/commands.ts';
import { words } from '../../shared/words/words.ts';
import { groupingLabels } from '../backends/list/grouping-items.tsx';
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
      words: t('newCreate'),
      key: 'N',
      operation: 'AddNewBackend',
      run: () => open({ kind: 'add' }),
    },
    {
      id: 'preferences',
      label: t('preferences'),
      words: t('settingsOptions'),
      key: ',',
      operation: 'GetPreferences',
      run: () => open({ kind: 'preferences' }),
    },
    {
      id: 'activity',
      label: t('activity'),
      words: t('historyUndo'),
      operation: 'GetActivity',
      run: () => open({ kind: 'activity' }),
    },
    {
      id: 'deleted',
      label: t('recentlyDeleted'),
      words: t('restoreUndoTrash'),
      run: () => open({ kind: 'deleted' }),
    },
    {
      id: 'fleet',
      label: t('fleet'),
      words: t('machinesInstancesNodesCluster'),
      run: () => open({ kind: 'fleet' }),
    },
    {
      id: 'models',
      label: t('modelsOnThisComputer'),
      words: t('ggufFilesFind'),
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
      words: t('backup'),
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
      words: t('versionLicences'),
      run: () => open({ kind: 'about' }),
    },
    {
      id: 'shortcuts',
      label: t('keyboardShortcuts'),
      words: t('helpKeys'),
      key: '?',
      run: () => open({ kind: 'shortcuts' }),
    },
    gateway === null
      ? null
      : {
          id: 'copy-gateway-address',
          label: t('copyTheAddressOfThe'),
          words: t('urlClipboardModelsOpenaiApi'),
          run: () => void copyAddress(gateway),
        },
    {
      id: 'free-all-ram',
      label: t('freeVRAMAndRAMOf'),
      words: t('memoryUnload'),
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
      label: t('filterTheList'),
      words: t('searchFind'),
      key: '/',
      run: () => view.setState((now) => ({ filterRequests: now.filterRequests + 1 })),
    },
    {
      id: 'all',
      label: t('showAllBackends'),
      words: t('clearFilter'),
      run: () => clearFilter(view),
    },
    ...(
      [
        ['attention', t('showWhatNeedsAttention'), t('failedErrors')],
        ['ready', t('showWhatIsReady'), t('runningWord')],
        ['working', t('showWhatIsBusy'), t('startingLoading')],
        ['off', t('showWhatIsOff'), t('disabledWord')],
      ] as const
    ).map(([group, label, words]) => ({
      id: `show:${group}`,
      label,
      words,
      run: () => view.setState({ filterText: '', filterGroup: group }),
    })),
    ...groupings.map((grouping) => ({
      id: `group:${grouping}`,
      label: t('groupByValue', {
        value: grouping === 'gpu' ? 'GPU' : groupingLabels[grouping].toLowerCase(),
      }),
      run: () => chooseGrouping(view, grouping),
    })),
    ...densities.map((density) => ({
      id: `density:${density}`,
      label: t(densityLabels[density]),
      words: t('densityCompactList'),
      run: () => chooseDensity(services.list, readWindowSize(), density),
    })),
    ...readViews().map((saved) => ({
      id: `view:${formatView(saved)}`,
      label: t('viewView', { view: formatView(saved) }),
      words: t('saved'),
      run: () => view.setState(saved),
    })),
  ]);
}
