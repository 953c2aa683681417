/** Everything one panel is made of, handed down by context, so that a test or a second window can have its own. */
import { createContext, type ReactNode, useContext, useEffect, useSyncExternalStore } from 'react';
import { useStore } from 'zustand';
import type { BackendTypeInfo } from '../shared/backend.ts';
import { type OperationName, operations } from '../shared/operations.ts';
import { type Client, createClient } from '../shared/transport.ts';
import { type Actions, createActions } from './backends/actions.ts';
import { type Arranging, createArranging } from './backends/list/arranging.ts';
import { revealCard } from './backends/list/reveal-card.ts';
import { createFaultReporter, type ReportFault } from './faults/report-fault.ts';
import { createResources, type ResourcesFeed } from './gpu/resources-store.ts';
import {
  type ActivityKey,
  type ActivityState,
  type ActivityStore,
  activityAt,
  type CallFailure,
  createActivityStore,
  failureOf,
} from './state/activity.ts';
import { type Clock, createClock } from './state/clock.ts';
import { atOnce, type InOrder } from './state/frame-queue.ts';
import { createNavigate, type Navigate } from './state/navigation.ts';
import { syncPageAddress } from './state/page-address.ts';
import {
  createPanelStore,
  type Measured,
  type PanelStore,
  type Picture,
  type ShownBackend,
} from './state/panel-store.ts';
import { syncState } from './state/sync-state.ts';
import { createViewStore, type Dialog, type ViewState, type ViewStore } from './state/view-state.ts';
import type { PanelTransport } from './transport/panel-transport.ts';

export interface Panel {
  transport: PanelTransport;
  client: Client;
  picture: PanelStore;
  resources: ResourcesFeed;
  activity: ActivityStore;
  view: ViewStore;
  actions: Actions;
  arranging: Arranging;
  clock: Clock;
  /** Reads the backend types; called again whenever the host may have changed. Resolves to why it failed, or null. */
  loadTypes(): Promise<CallFailure | null>;
  open(dialog: Dialog | null): void;
  /** Goes where somebody outside of the page wants it to be. */
  goTo: Navigate;
  reportFault: ReportFault;
  /** Begins to follow the host. Returns the function that ends it. */
  start(): () => void;
}

/** @param turns when what the host tells is taken in: one event a frame keeps the page smooth */
export function createPanel(transport: PanelTransport, turns: InOrder = atOnce): Panel {
  const client = createClient(transport);
  const picture = createPanelStore();
  const resources = createResources(transport, turns);
  const activity = createActivityStore();
  const view = createViewStore();
  const clock = createClock();
  const goTo = createNavigate(picture, view, revealCard);
  const actions = createActions(client, activity, picture);

  async function loadTypes(): Promise<CallFailure | null> {
    try {
      const { list } = await client.ListBackendTypes({});
      picture.setState({ types: new Map(list.map((type) => [type.id, type])) });
      return null;
    } catch (error) {
      return failureOf('Reading the types of backends', error);
    }
  }

  return {
    transport,
    client,
    picture,
    resources,
    activity,
    view,
    clock,
    actions,
    arranging: createArranging({ client, activity, picture, view, nameOf: actions.nameOf }),
    loadTypes,
    open: (dialog) => view.setState({ dialog }),
    goTo,
    reportFault: createFaultReporter(client),
    start() {
      const stopFollowing = syncState(transport, picture, turns);
      const stopResources = resources.start();
      const stopNavigation = transport.listen({ kind: 'navigation' }, (event) => {
        if (event.kind === 'navigation') goTo(event.to);
      });
      const stopAddress = syncPageAddress(goTo);
      const stopClock = transport.onHostTime(clock.correct);
      // Another version of the program may be there after the line was broken, so the types are read once more.
      // A failure is shown where types are needed: in the add and the edit dialog, which ask again.
      const stopTypes = transport.onConnection((state) => {
        if (state === 'open') void loadTypes();
      });
      void loadTypes();
      return () => {
        stopFollowing();
        stopResources();
        stopNavigation();
        stopAddress();
        stopClock();
        stopTypes();
      };
    },
  };
}

const PanelContext = createContext<Panel | null>(null);

/** Gives the panel to everything inside and follows the host as long as it is mounted. */
export function PanelProvider({ panel, children }: { panel: Panel; children: ReactNode }) {
  useEffect(() => panel.start(), [panel]);
  return <PanelContext value={panel}>{children}</PanelContext>;
}

export function usePanel(): Panel {
  const panel = useContext(PanelContext);
  if (panel === null) throw new Error('There is no PanelProvider around this component.');
  return panel;
}

export function usePanelState<T>(select: (picture: Picture) => T): T {
  return useStore(usePanel().picture, select);
}

export function useView<T>(select: (view: ViewState) => T): T {
  return useStore(usePanel().view, select);
}

/** One backend, or undefined once it is gone. Renders anew only when this one changes. */
export function useBackend(id: number): ShownBackend | undefined {
  return usePanelState((picture) => picture.backends.get(id));
}

/** What is measured of a backend, for the one place that shows the figures: another with every sample. */
export function useMeasured(id: number): Measured | undefined {
  return usePanelState((picture) => picture.measured.get(id));
}

export function useBackendType(typeId: string): BackendTypeInfo | undefined {
  return usePanelState((picture) => picture.types?.get(typeId));
}

export function useActivity(place: ActivityKey): ActivityState {
  return useStore(usePanel().activity, (activity) => activityAt(activity, place));
}

const neverTicks = () => () => undefined;

/** The time by the host's clock, once a second; it stands still while `ticking` is false. */
export function useNow(ticking = true): number {
  const { clock } = usePanel();
  return useSyncExternalStore(ticking ? clock.subscribe : neverTicks, ticking ? clock.now : () => 0);
}

/** Words that count with the time by the host's clock. Renders anew only when they differ, which is seldom after an hour. */
export function useCountingWords(words: (now: number) => string): string {
  const { clock } = usePanel();
  return useSyncExternalStore(clock.subscribe, () => words(clock.now()));
}

const LOCKED = 'Settings are locked.';

/** Why an operation cannot be asked for at present, in words, or null. */
export function useBlocked(name: OperationName): string | null {
  const lost = usePanelState((picture) => picture.connection !== 'open');
  const locked = usePanelState((picture) => picture.host?.locked ?? false);
  if (lost) return 'The connection to Switchyard is lost.';
  if (locked && operations[name].changesSettings) return LOCKED;
  return null;
}

/** Why a preference cannot be changed at present, in words, or null. The lock itself stays within reach. */
export function usePreferenceBlocked(name: string): string | null {
  const blocked = useBlocked('EditPreferences');
  const locked = usePanelState((picture) => picture.host?.locked ?? false);
  return blocked ?? (locked && name !== 'LockSettings' ? LOCKED : null);
}
