/** What can be done with the program and with the list as commands: each dialog, and how the panel shows things. */
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
      label: 'Add backend',
      words: 'new create',
      key: 'N',
      operation: 'AddNewBackend',
      run: () => open({ kind: 'add' }),
    },
    {
      id: 'preferences',
      label: 'Preferences…',
      words: 'settings options',
      key: ',',
      operation: 'GetPreferences',
      run: () => open({ kind: 'preferences' }),
    },
    {
      id: 'activity',
      label: 'Activity…',
      words: 'history undo',
      operation: 'GetActivity',
      run: () => open({ kind: 'activity' }),
    },
    {
      id: 'deleted',
      label: 'Recently deleted…',
      words: 'restore undo trash',
      run: () => open({ kind: 'deleted' }),
    },
    {
      id: 'fleet',
      label: 'Fleet…',
      words: 'machines instances nodes cluster',
      run: () => open({ kind: 'fleet' }),
    },
    {
      id: 'models',
      label: 'Models on this computer…',
      words: 'gguf files find',
      operation: 'DiscoverModels',
      run: () => open({ kind: 'models' }),
    },
    {
      id: 'import',
      label: 'Import…',
      words: 'swarmui',
      operation: 'ImportBackends',
      run: () => open({ kind: 'import' }),
    },
    {
      id: 'export',
      label: 'Export…',
      words: 'backup',
      operation: 'ExportBackends',
      run: () => open({ kind: 'export' }),
    },
    {
      id: 'report',
      label: 'Diagnostic report…',
      operation: 'GetDiagnosticReport',
      run: () => open({ kind: 'report' }),
    },
    { id: 'about', label: 'About Switchyard', words: 'version licences', run: () => open({ kind: 'about' }) },
    {
      id: 'shortcuts',
      label: 'Keyboard shortcuts',
      words: 'help keys',
      key: '?',
      run: () => open({ kind: 'shortcuts' }),
    },
    gateway === null
      ? null
      : {
          id: 'copy-gateway-address',
          label: 'Copy the address of the gateway',
          words: 'url clipboard models openai api base',
          run: () => void copyAddress(gateway),
        },
    {
      id: 'free-all-ram',
      label: 'Free VRAM and RAM of all',
      words: 'memory unload',
      operation: 'FreeBackendMemory',
      run: () => void actions.freeAll(true),
    },
  ]);
}

const densityLabels: Record<Density, string> = {
  cards: 'Show as cards',
  rows: 'Show as rows',
  table: 'Show as a table',
  lanes: 'Show by GPU',
};

function viewCommands(services: PanelServices): Command[] {
  const { view } = services;
  return commandsOf(services, [
    {
      id: 'filter',
      label: 'Filter the list',
      words: 'search find',
      key: '/',
      run: () => view.setState((now) => ({ filterRequests: now.filterRequests + 1 })),
    },
    {
      id: 'all',
      label: 'Show all backends',
      words: 'clear filter',
      run: () => clearFilter(view),
    },
    ...(
      [
        ['attention', 'Show what needs attention', 'failed errors'],
        ['ready', 'Show what is ready', 'running'],
        ['working', 'Show what is busy', 'starting loading'],
        ['off', 'Show what is off', 'disabled'],
      ] as const
    ).map(([group, label, words]) => ({
      id: `show:${group}`,
      label,
      words,
      run: () => view.setState({ filterText: '', filterGroup: group }),
    })),
    ...groupings.map((grouping) => ({
      id: `group:${grouping}`,
      label: `Group by ${grouping === 'gpu' ? 'GPU' : groupingLabels[grouping].toLowerCase()}`,
      run: () => chooseGrouping(view, grouping),
    })),
    ...densities.map((density) => ({
      id: `density:${density}`,
      label: densityLabels[density],
      words: 'density compact list',
      run: () => chooseDensity(services.list, readWindowSize(), density),
    })),
    ...readViews().map((saved) => ({
      id: `view:${formatView(saved)}`,
      label: `View: ${formatView(saved)}`,
      words: 'saved',
      run: () => view.setState(saved),
    })),
  ]);
}
