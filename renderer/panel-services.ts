/** Puts together what the components of one panel share. A test or a second window has services of its own. */
import type { BackendTypeInfo } from '../shared/backend.ts';
import { type Client, createClient } from '../shared/transport.ts';
import { shellWords } from '../shared/words/en/shell.ts';
import { subscribeToLanguage, words } from '../shared/words/words.ts';
import { type Actions, createActions } from './backends/actions.ts';
import { announceChanges } from './backends/announce-changes.ts';
import { type Arranging, createArranging } from './backends/list/arranging.ts';
import { revealCard } from './backends/list/reveal-card.ts';
import { createSelection, type Selection } from './backends/list/selection.ts';
import { createFaultReporter, type ReportFault } from './faults/report-fault.ts';
import { createResources, type ResourcesFeed } from './gpu/resources-store.ts';
import { createNavigation, type Navigation } from './state/address/navigation.ts';
import { syncPageAddress } from './state/address/sync-page-address.ts';
import { type CallFailure, type CallStore, createCallStore, describeFailure } from './state/calls.ts';
import { type Clock, createClock } from './state/clock.ts';
import { runImmediately, type ScheduleWork } from './state/frame-queue.ts';
import { createListStore, type ListStore, lanesIn } from './state/list-state.ts';
import { localizeType } from './state/localize-settings.ts';
import { createPanelStore, type PanelStore } from './state/panel-store.ts';
import { syncState } from './state/sync-state.ts';
import { createViewStore, type Dialog, type ViewStore } from './state/view-state.ts';
import { readWindowSize } from './state/window-size.ts';
import type { PanelTransport } from './transport/panel-transport.ts';
import { type ConversationWith, createConversations } from './try-it/chat/conversation.ts';

const t = words(shellWords);

export interface PanelServices {
  transport: PanelTransport;
  client: Client;
  store: PanelStore;
  resources: ResourcesFeed;
  calls: CallStore;
  view: ViewStore;
  list: ListStore;
  selection: Selection;
  actions: Actions;
  arranging: Arranging;
  /** The conversation with a backend, for as long as this page is open. */
  conversationWith: ConversationWith;
  clock: Clock;
  /** Reads the backend types into the store; called again whenever the host may have changed. Resolves to the error, or null. */
  loadTypes(): Promise<CallFailure | null>;
  open(dialog: Dialog | null): void;
  /** Does this at once, or after the question whether unsaved edits may be discarded. */
  leave(then: () => void): void;
  /** The backends in the order in which the list shows them, those in folded groups too. */
  shownIds(): readonly number[];
  navigate: Navigation['navigate'];
  reportFault: ReportFault;
  /** Subscribes to the host. Returns the function that ends all subscriptions. */
  start(): () => void;
}

/** @param schedule runs the handling of each event of the host; one per frame keeps the page smooth */
export function createPanelServices(
  transport: PanelTransport,
  schedule: ScheduleWork = runImmediately,
): PanelServices {
  const client = createClient(transport);
  const store = createPanelStore();
  const resources = createResources(transport, schedule);
  const calls = createCallStore();
  const view = createViewStore();
  const list = createListStore();
  const selection = createSelection(list);
  const clock = createClock();
  const { navigate, showLocation } = createNavigation(store, view, revealCard);
  const actions = createActions(client, calls, store);

  let types: readonly BackendTypeInfo[] | null = null;
  const showTypes = () => {
    if (types !== null)
      store.setState({ types: new Map(types.map((type) => [type.id, localizeType(type)])) });
  };

  async function loadTypes(): Promise<CallFailure | null> {
    try {
      const { list } = await client.ListBackendTypes({});
      types = list;
      showTypes();
      return null;
    } catch (error) {
      return describeFailure(t('readingTypesFailed'), error);
    }
  }

  return {
    transport,
    client,
    store,
    resources,
    calls,
    view,
    list,
    selection,
    clock,
    actions,
    arranging: createArranging({ client, calls, store, view, resources, nameOf: actions.nameOf }),
    conversationWith: createConversations(transport.sendModelRequest),
    loadTypes,
    open: (dialog) => view.setState({ dialog }),
    leave: (then) => {
      const { leaveGuard } = view.getState();
      if (leaveGuard === null) then();
      else leaveGuard(then);
    },
    shownIds: selection.shownIds,
    navigate,
    reportFault: createFaultReporter(client),
    start() {
      const stops = [
        syncState(transport, store, schedule),
        resources.start(),
        transport.listen({ kind: 'navigation' }, (event) => {
          if (event.kind === 'navigation') navigate(event.to);
        }),
        syncPageAddress({ store, view, lanes: lanesIn(list, readWindowSize), show: showLocation }),
        announceChanges(store, view),
        subscribeToLanguage(showTypes),
        transport.onHostTime(clock.correct),
        // After a lost connection another version of the program may answer, so the types are read again. The add and the
        // edit dialog show an error of this and try again, because they need the types.
        transport.onConnection((state) => {
          if (state === 'open') void loadTypes();
        }),
      ];
      void loadTypes();
      return () => {
        for (const stop of stops) stop();
      };
    },
  };
}
