/** What a user can do with backends. Each call is kept in the call store under the backend it was asked for. */
import type { Theme } from '../../shared/events.ts';
import { MAX_PAGE_ADDRESS_LENGTH } from '../../shared/limits.ts';
import { type StartPosition, setStartPosition } from '../../shared/start-position.ts';
import { CallError, type Client } from '../../shared/transport.ts';
import { backendActionsWords } from '../../shared/words/en/backends/actions.ts';
import { words } from '../../shared/words/words.ts';
import type { RestartChoice } from '../format/blocked-reasons.ts';
import { formatDisplayName } from '../format/display-name.ts';
import {
  type CallKey,
  type CallKind,
  type CallResult,
  type CallStore,
  runCall,
  updateCallState,
} from '../state/calls.ts';
import type { PanelStore } from '../state/panel-store.ts';
import { describeAllFreed, describeFreed } from './describe-freed.ts';
import { openInNewTab } from './open-page.ts';

const t = words(backendActionsWords);

/** Why nothing can be opened through the gateway. */
const WITHOUT_GATEWAY: readonly string[] = ['gateway_off', 'gateway_not_reachable'];

interface ActionParts {
  client: Client;
  calls: CallStore;
  store: PanelStore;
  nameOf: (id: number) => string;
}

export function createActions(client: Client, calls: CallStore, store: PanelStore) {
  const nameOf = (id: number) => formatDisplayName(store.getState(), id);
  const parts = { client, calls, store, nameOf };
  return {
    nameOf,
    ...createStartActions(parts),
    ...createMemoryActions(parts),
    ...createListActions(parts),

    dismissNotice: (noticeId: string) =>
      runSilently(calls, `notice:${noticeId}`, ['dismiss', t('dismissFailed')], () =>
        client.DismissNotice({ id: noticeId }),
      ),

    /** Sets the language of the host's own window. @param language `system` or the code of a language */
    setLanguage: (language: string) =>
      runSilently(calls, 'theme', ['language', t('languageFailed')], () =>
        client.EditPreferences({ settings: { Language: language } }),
      ),
    /** Sets the colours of the host's own window. */
    setTheme: (theme: Theme) =>
      runSilently(calls, 'theme', ['recolour', t('coloursFailed')], () =>
        client.EditPreferences({ settings: { Theme: theme } }),
      ),

    /** Dismisses the error and the result that are shown under a key. */
    clear: (key: CallKey) =>
      updateCallState(calls, key, ({ pending }) => ({ pending, failure: null, result: null })),
  };
}

export type Actions = ReturnType<typeof createActions>;

/** Runs a call whose success the backend itself will show. */
function runSilently(
  calls: CallStore,
  key: CallKey,
  [kind, action]: [kind: CallKind, action: string],
  call: () => Promise<unknown>,
): Promise<boolean> {
  return runCall(calls, key, { kind, action }, async () => {
    await call();
    return undefined;
  });
}

/** Actions that start and stop backends. */
function createStartActions({ client, calls, store }: ActionParts) {
  /** @param shownAt the backend on whose card a refusal is shown */
  const toggleAt = (shownAt: number, id: number, enabled: boolean) =>
    runSilently(
      calls,
      shownAt,
      enabled ? ['switch-on', t('switchOnFailed')] : ['switch-off', t('switchOffFailed')],
      () => client.ToggleBackend({ backend_id: id, enabled }),
    );
  const toggle = (id: number, enabled: boolean) => toggleAt(id, id, enabled);
  const restart = (id: number) =>
    runCall(calls, id, { kind: 'restart', action: t('restartFailed') }, async () => {
      const { count } = await client.RestartBackends({ backend: id });
      return count > 0 ? undefined : neutralResult(t('nothingToRestart'));
    });
  const retryNow = (id: number) =>
    runSilently(calls, id, ['retry', t('restartFailed')], () => client.RetryBackendNow({ backend_id: id }));
  return {
    toggle,
    restart,
    retryNow,

    /** For a child, at its own instance. What is refused there is shown on the card of its parent. */
    toggleChild: ({ id, parent }: { id: number; parent: number }, enabled: boolean) =>
      toggleAt(parent, id, enabled),
    restartChild: ({ id, parent }: { id: number; parent: number }) =>
      runSilently(calls, parent, ['restart', t('restartFailed')], () =>
        client.RestartBackends({ backend: id }),
      ),

    /** What a press on its button for a restart does. @param action as `restartChoice` says */
    restartAs: (id: number, action: RestartChoice['action']) =>
      action === 'retry' ? retryNow(id) : restart(id),

    /** For a backend whose switch has three positions. */
    setStartPosition: (id: number, position: StartPosition) => {
      const backend = store.getState().backends.get(id);
      if (position === 'off' || backend === undefined) return toggle(id, false);
      return runSilently(
        calls,
        id,
        backend.enabled ? ['start-when', t('startWhenFailed')] : ['switch-on', t('switchOnFailed')],
        () => setStartPosition(client, backend, position),
      );
    },

    /** Opens its pages through the gateway, and where that cannot be, at its own address, if one leads to it from here. */
    openPage: (id: number, address: string | null) =>
      runSilently(calls, id, ['open-page', t('openPageFailed')], async () => {
        const page = document.baseURI.slice(0, MAX_PAGE_ADDRESS_LENGTH);
        const url = await client
          .GetPageLink({ backend_id: id, page })
          .then((link) => link.url)
          .catch((error: unknown) => {
            if (error instanceof CallError && WITHOUT_GATEWAY.includes(error.code) && address !== null)
              return address;
            throw error;
          });
        openInNewTab(url);
      }),

    /** Accepts the certificate with this SHA-256 fingerprint for a remote, and asks it again. */
    trustCertificate: (id: number, fingerprint: string) =>
      runSilently(calls, id, ['trust-certificate', t('trustFailed')], () =>
        client.EditBackend({ backend_id: id, settings: { TrustCertificate: fingerprint } }),
      ),

    /** Frees memory for a backend that waits for its admission, and starts it. */
    makeRoom: (id: number) =>
      runSilently(calls, id, ['make-room', t('freeForFailed')], () => client.MakeRoom({ backend_id: id })),

    /** Starts such a backend although it may not fit into memory. */
    startAnyway: (id: number) =>
      runSilently(calls, id, ['start-anyway', t('startAnywayFailed')], () =>
        client.MakeRoom({ backend_id: id, anyway: true }),
      ),
  };
}

const neutralResult = (text: string): CallResult => ({ tone: 'neutral', text, details: [] });

/** Actions that free the memory of backends. */
function createMemoryActions({ client, calls, nameOf }: ActionParts) {
  return {
    freeMemory: (id: number, systemRam: boolean) =>
      runCall(calls, id, { kind: 'free', action: t('freeFailed') }, async () => {
        const { freed = [] } = await client.FreeBackendMemory({ backend: id, system_ram: systemRam });
        // A parent frees the memory of its children.
        return freed.length > 1 ? describeAllFreed(freed, nameOf) : describeFreed(freed);
      }),

    /** Frees the memory of a child. The result is shown on the card of its parent. */
    freeChildMemory: ({ id, parent }: { id: number; parent: number }) =>
      runCall(calls, parent, { kind: 'free', action: t('freeOfFailed', { name: nameOf(id) }) }, async () => {
        const { freed = [] } = await client.FreeBackendMemory({ backend: id, system_ram: false });
        return describeFreed(freed);
      }),

    freeAll: (systemRam: boolean) =>
      runCall(calls, 'all', { kind: 'free', action: t('freeAllFailed') }, async () => {
        const { freed = [] } = await client.FreeBackendMemory({ backend: 'all', system_ram: systemRam });
        return describeAllFreed(freed, nameOf);
      }),
  };
}

/** Actions that add backends to the list and remove them. */
function createListActions({ client, calls }: ActionParts) {
  return {
    /** An empty title shows the name of its type. */
    rename: (id: number, title: string) =>
      runSilently(calls, id, ['rename', t('renameFailed')], () =>
        client.EditBackend({ backend_id: id, title, settings: {} }),
      ),

    /** @param setting the one that chooses its GPUs. Resolves to whether that was saved. */
    pin: (id: number, setting: string, gpus: string) =>
      runSilently(calls, id, ['pin', t('pinFailed')], () =>
        client.EditBackend({ backend_id: id, settings: { [setting]: gpus } }),
      ),

    /** Resolves to the id of the copy, or null if there is none. */
    duplicate: async (id: number): Promise<number | null> => {
      let copyId: number | null = null;
      await runSilently(calls, id, ['duplicate', t('duplicateFailed')], async () => {
        copyId = (await client.DuplicateBackend({ backend_id: id })).id;
      });
      return copyId;
    },

    /** Resolves to whether the backend is gone. Where its processes are not confirmed gone yet, its card says so. */
    remove: async (id: number): Promise<boolean> => {
      let isGone = false;
      await runCall(calls, id, { kind: 'delete', action: t('deleteFailed') }, async () => {
        const { result } = await client.DeleteBackend({ backend_id: id });
        isGone = result === 'Deleted.' || result === "Already didn't exist.";
        return isGone ? undefined : neutralResult(result);
      });
      return isGone;
    },
  };
}
