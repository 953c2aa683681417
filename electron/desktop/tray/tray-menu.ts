/**
 * The menu of the tray icon as data. One click switches a backend: the check items are at the top. In no system can a check
 * item have a submenu, so the other actions of each backend are below, under "Manage".
 */
import type { MenuItemConstructorOptions } from 'electron';
import type { FullBackend } from '../../../shared/backend.ts';
import type { GatewayInfo } from '../../../shared/events.ts';
import type { Gpu } from '../../../shared/resources.ts';
import {
  hasStartPositions,
  type StartPosition,
  setStartPosition,
  startPositionOf,
  startPositions,
} from '../../../shared/start-position.ts';
import { desktopWords } from '../../../shared/words/en/desktop.ts';
import { words } from '../../../shared/words/words.ts';
import type { DesktopActions } from '../actions/desktop-actions.ts';
import { freeMemory, restartAll } from '../actions/menu-calls.ts';
import {
  backendName,
  escapeMenuLabel,
  isAskingForAdmission,
  shortStatus,
  type TypeNames,
} from '../backends/backend-display.ts';
import { divideItems } from './divide-items.ts';
import { gpuItems } from './gpu-items.ts';
import { tagItems } from './tag-items.ts';

const t = words(desktopWords);

/** Backends at the top of the menu; with the items below them, the menu fits on the screen of a small laptop. */
const MAX_TOP_ITEMS = 12;

export interface TrayMenuOptions {
  /** In order of id. */
  backends: readonly FullBackend[];
  locked: boolean;
  /** Where clients of models reach the gateway; null while it is off. */
  gateway: GatewayInfo | null;
  startAtLogin: boolean;
  /** The graphics cards as they were measured last; left out where nothing was. */
  gpus?: readonly Gpu[] | undefined;
  typeNames?: TypeNames | undefined;
  actions: DesktopActions;
  setStartAtLogin(on: boolean): void;
  /**
   * Sets the menu again. Called when a check item was clicked, and when its call has ended: the system changes the mark by
   * itself, so the menu has to be corrected even where the backend has not changed.
   */
  refresh?: (() => void) | undefined;
}

export function buildTrayMenu(options: TrayMenuOptions): MenuItemConstructorOptions[] {
  const { backends, gateway, locked, startAtLogin, actions, setStartAtLogin, refresh } = options;
  const { client, attempt, show, quit } = actions;
  const isAny = (...phases: FullBackend['phase'][]) => backends.some(({ phase }) => phases.includes(phase));
  return [
    ...(locked ? [{ label: t('settingsLocked'), enabled: false }] : []),
    ...backendItems(options),
    separator,
    {
      label: t('restartAll'),
      enabled: !locked && isAny('running', 'errored'),
      click: () => attempt(() => restartAll(client)),
    },
    {
      label: t('freeMemoryOfAll'),
      enabled: isAny('running'),
      click: () => attempt(() => freeMemory(client, 'all')),
    },
    ...gatewayItems(gateway, actions),
    separator,
    { label: t('openSwitchyard'), click: () => show() },
    {
      label: t('startAtLogin'),
      type: 'checkbox',
      checked: startAtLogin,
      enabled: !locked,
      click: () => {
        setStartAtLogin(!startAtLogin);
        refresh?.();
      },
    },
    { label: t('quitSwitchyard'), click: () => quit() },
  ];
}

const separator: MenuItemConstructorOptions = { type: 'separator' };

function gatewayItems(gateway: GatewayInfo | null, { copy }: DesktopActions): MenuItemConstructorOptions[] {
  if (gateway === null) return [];
  const { url } = gateway;
  return [
    separator,
    { label: escapeMenuLabel(t('gatewayAt', { url })), enabled: false },
    { label: t('copyGatewayAddress'), click: () => copy(url) },
  ];
}

function backendItems(options: TrayMenuOptions): MenuItemConstructorOptions[] {
  const { backends, locked, actions } = options;
  if (backends.length === 0)
    return [
      { label: t('noBackendsYet'), enabled: false },
      { label: t('addBackend'), enabled: !locked, click: () => actions.show({ kind: 'add' }) },
    ];
  const names = uniqueNames(backends, options.typeNames);
  const nameOf = (backend: FullBackend) => names.get(backend.id) ?? String(backend.id);
  const toggleItems = (some: readonly FullBackend[]) =>
    some.map((backend) => toggleItem(backend, nameOf(backend), options));
  const manageItems = (some: readonly FullBackend[]) =>
    some.map((backend) => manageItem(backend, nameOf(backend), options));
  const { top, more } = chooseTop(backends);
  return [
    ...toggleItems(top),
    ...(more.length > 0
      ? [
          {
            label: top.length > 0 ? t('moreBackends') : t('backendsBelow'),
            submenu: divideItems(more, nameOf, toggleItems),
          },
        ]
      : []),
    separator,
    { label: t('manage'), submenu: divideItems(backends, nameOf, manageItems) },
    ...tagItems(options),
    ...gpuItems({ gpus: options.gpus ?? [], backends, nameOf, actions }),
  ];
}

/**
 * A few backends are all at the top, always in the same order: if one moved when its state changed, a click would hit
 * another. Of many, those are at the top for which somebody opens the menu: in trouble, starting or stopping, or running.
 */
function chooseTop(backends: readonly FullBackend[]): { top: FullBackend[]; more: FullBackend[] } {
  if (backends.length <= MAX_TOP_ITEMS) return { top: [...backends], more: [] };
  const urgency: Record<FullBackend['phase'], number> = {
    errored: 0,
    idle: 1,
    waiting: 1,
    loading: 1,
    stopping: 1,
    running: 2,
    sleeping: 3,
    disabled: 3,
  };
  const urgencyOf = (backend: FullBackend) =>
    isAskingForAdmission(backend) ? urgency.errored : urgency[backend.phase];
  const chosen = backends
    .filter(({ phase }) => phase !== 'disabled')
    .sort((a, b) => urgencyOf(a) - urgencyOf(b) || a.id - b.id)
    .slice(0, MAX_TOP_ITEMS);
  return {
    top: backends.filter((backend) => chosen.includes(backend)),
    more: backends.filter((backend) => !chosen.includes(backend)),
  };
}

function toggleItem(
  backend: FullBackend,
  name: string,
  { locked, actions, refresh }: TrayMenuOptions,
): MenuItemConstructorOptions {
  const { id, enabled } = backend;
  return {
    id: `toggle-${id}`,
    label: escapeMenuLabel(
      t(startPositionOf(backend) === 'on demand' ? 'nameAndStatusOnDemand' : 'nameAndStatus', {
        name,
        status: shortStatus(backend),
      }),
    ),
    type: 'checkbox',
    checked: enabled,
    enabled: !locked,
    click: () => {
      refresh?.();
      // What was clicked is the opposite of what the menu showed, whatever the state is by now.
      actions.attempt(() =>
        actions.client.ToggleBackend({ backend_id: id, enabled: !enabled }).finally(() => refresh?.()),
      );
    },
  };
}

function manageItem(
  backend: FullBackend,
  name: string,
  options: TrayMenuOptions,
): MenuItemConstructorOptions {
  const { locked, actions } = options;
  const { id, phase, address, pid } = backend;
  const { client, attempt, show, openAddress, copy } = actions;
  const restart =
    backend.next_step?.kind === 'retry'
      ? { label: t('startNow'), enabled: !locked, run: () => client.RetryBackendNow({ backend_id: id }) }
      : {
          label: phase === 'loading' ? t('startAgain') : phase === 'sleeping' ? t('startNow') : t('restart'),
          // One that loads or does not answer can be started again where its worker runs here.
          enabled:
            !locked &&
            (phase === 'running' ||
              phase === 'errored' ||
              phase === 'sleeping' ||
              (pid !== undefined && (phase === 'idle' || phase === 'loading'))),
          run: () => client.RestartBackends({ backend: id }),
        };
  const submenu: MenuItemConstructorOptions[] = [
    { label: restart.label, enabled: restart.enabled, click: () => attempt(restart.run) },
    {
      label: t('freeMemory'),
      enabled: phase === 'running' && backend.can_free_memory !== false,
      click: () => attempt(() => freeMemory(client, { id, name })),
    },
    ...positionItems(backend, options),
    separator,
    { label: t('openLog'), click: () => show({ kind: 'log', backend_id: id }) },
  ];
  if (address !== undefined)
    submenu.push(
      { label: t('openAddress'), toolTip: address, click: () => openAddress(address) },
      { label: t('copyAddress'), toolTip: address, click: () => copy(address) },
    );
  submenu.push({ label: t('showInPanel'), click: () => show({ kind: 'backend', backend_id: id }) });
  return { id: `manage-${id}`, label: escapeMenuLabel(name), submenu };
}

const positionLabels = {
  off: 'position_off',
  'on demand': 'position_on_demand',
  on: 'position_on',
} as const satisfies Record<StartPosition, string>;

/** The three positions of its switch, where it has them. */
function positionItems(
  backend: FullBackend,
  { locked, actions, refresh }: TrayMenuOptions,
): MenuItemConstructorOptions[] {
  if (!hasStartPositions(backend)) return [];
  const items = startPositions.map(
    (position): MenuItemConstructorOptions => ({
      label: t(positionLabels[position]),
      type: 'radio',
      checked: startPositionOf(backend) === position,
      enabled: !locked,
      click: () => {
        refresh?.();
        actions.attempt(() => setStartPosition(actions.client, backend, position).finally(() => refresh?.()));
      },
    }),
  );
  return [separator, ...items];
}

/** The names by id; backends with the same name get their id appended. */
function uniqueNames(
  backends: readonly FullBackend[],
  typeNames: TypeNames | undefined,
): Map<number, string> {
  const counts = new Map<string, number>();
  const names = new Map(backends.map((backend) => [backend.id, backendName(backend, typeNames)]));
  for (const name of names.values()) counts.set(name, (counts.get(name) ?? 0) + 1);
  for (const [id, name] of names) if ((counts.get(name) ?? 0) > 1) names.set(id, `${name} (${id})`);
  return names;
}
