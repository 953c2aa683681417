/** What a person can have done to backends. Each runs at its place, so that its end is shown where it was asked for. */
import type { Theme } from '../../shared/events.ts';
import type { Client } from '../../shared/transport.ts';
import { type ActivityStore, type CallResult, runAt, updateActivity } from '../state/activity.ts';
import type { PanelStore } from '../state/panel-store.ts';
import { displayNameOf } from './display-name.ts';
import { counted, formatBytePair, formatBytes } from './format-amounts.ts';

interface Freed {
  id: number;
  ram_bytes?: number | undefined;
  vram_bytes?: number | undefined;
  ram_before?: number | undefined;
  ram_after?: number | undefined;
  vram_before?: number | undefined;
  vram_after?: number | undefined;
  message: string;
  ok: boolean;
}

/** The amounts that came back, such as `11.2 GiB of VRAM and 3.1 GiB of RAM`, or null where nothing tells. */
function amountsOf(freed: readonly Freed[]): string | null {
  const sum = (key: 'vram_bytes' | 'ram_bytes') =>
    freed.reduce((total, one) => total + Math.max(0, one[key] ?? 0), 0);
  const parts = [
    { bytes: sum('vram_bytes'), noun: 'VRAM' },
    { bytes: sum('ram_bytes'), noun: 'RAM' },
  ]
    .filter(({ bytes }) => bytes > 0)
    .map(({ bytes, noun }) => `${formatBytes(bytes)} of ${noun}`);
  return parts.length === 0 ? null : parts.join(' and ');
}

/** What was measured from outside, such as `Freed 9.8 GiB of VRAM: 10.2 → 0.4 GiB`; null where nothing was. */
function measuredOf(freed: Freed): { text: string; cameBack: boolean } | null {
  const changes = [
    { before: freed.vram_before, after: freed.vram_after, noun: 'VRAM' },
    { before: freed.ram_before, after: freed.ram_after, noun: 'RAM' },
  ].flatMap(({ before, after, noun }) =>
    before === undefined || after === undefined ? [] : [{ before, after, noun }],
  );
  if (changes.length === 0) return null;
  const text = changes
    .map(({ before, after, noun }) => {
      const back = Math.max(0, before - after);
      const what = back === 0 ? `No ${noun} came back` : `Freed ${formatBytes(back)} of ${noun}`;
      return `${what}: ${formatBytePair(before, '→', after)}`;
    })
    .join('. ');
  return { text, cameBack: changes.some(({ before, after }) => after < before) };
}

/** What freeing one backend's memory came to. */
export function freedOutcome(freed: readonly Freed[]): CallResult {
  const [one] = freed;
  if (one === undefined)
    return {
      tone: 'neutral',
      text: 'Nothing was freed: only a backend that is ready for use can be asked.',
      details: [],
    };
  const amounts = amountsOf(freed);
  if (!one.ok) return { tone: 'neutral', text: one.message || 'Nothing was freed.', details: [] };
  const measured = measuredOf(one);
  if (measured !== null)
    return {
      tone: measured.cameBack ? 'good' : 'neutral',
      text: `${measured.text}.`,
      details: one.message === '' ? [] : [one.message],
    };
  return {
    tone: 'good',
    text: amounts === null ? one.message || 'Memory was freed.' : `Freed ${amounts}.`,
    details: amounts === null || one.message === '' ? [] : [one.message],
  };
}

/** What freeing the memory of all came to: the sum first, then one line per backend. */
export function freedAllOutcome(freed: readonly Freed[], nameOf: (id: number) => string): CallResult {
  if (freed.length === 0)
    return { tone: 'neutral', text: 'Nothing was freed: no backend is ready for use.', details: [] };
  const done = freed.filter(({ ok }) => ok);
  const amounts = amountsOf(freed);
  const whom = `${done.length} of ${counted(freed.length, 'backend')}`;
  return {
    tone: done.length > 0 ? 'good' : 'neutral',
    text:
      done.length === 0
        ? 'No backend freed memory.'
        : amounts === null
          ? `Memory of ${whom} was freed.`
          : `Freed ${amounts} from ${whom}.`,
    details: freed.map((one) => {
      const own = measuredOf(one)?.text ?? amountsOf([one]);
      return `${nameOf(one.id)}: ${[own, one.message].filter(Boolean).join('. ')}`;
    }),
  };
}

export function createActions(client: Client, activity: ActivityStore, picture: PanelStore) {
  const nameOf = (id: number) => displayNameOf(picture.getState(), id);

  return {
    nameOf,

    toggle: (id: number, enabled: boolean) =>
      runAt(
        activity,
        id,
        enabled
          ? { kind: 'switch-on', what: 'Switching it on' }
          : { kind: 'switch-off', what: 'Switching it off' },
        async () => {
          await client.ToggleBackend({ backend_id: id, enabled });
          return undefined;
        },
      ),

    restart: (id: number) =>
      runAt(activity, id, { kind: 'restart', what: 'Restarting it' }, async () => {
        const { count } = await client.RestartBackends({ backend: id });
        return count > 0
          ? undefined
          : {
              tone: 'neutral',
              text: 'It was not restarted: only a backend that is ready or has failed can be.',
              details: [],
            };
      }),

    restartAll: () =>
      runAt(activity, 'all', { kind: 'restart', what: 'Restarting all' }, async () => {
        const { count } = await client.RestartBackends({ backend: 'all' });
        return count > 0
          ? { tone: 'good', text: `Restarting ${counted(count, 'backend')}.`, details: [] }
          : { tone: 'neutral', text: 'Nothing to restart: no backend is ready or has failed.', details: [] };
      }),

    freeMemory: (id: number, systemRam: boolean) =>
      runAt(activity, id, { kind: 'free', what: 'Freeing its memory' }, async () => {
        const reply = await client.FreeBackendMemory({ backend: id, system_ram: systemRam });
        const freed = reply.freed ?? [];
        // A parent has its children asked.
        return freed.length > 1 ? freedAllOutcome(freed, nameOf) : freedOutcome(freed);
      }),

    /** A backend of another instance; how it went is shown on the card of its parent. */
    freeChildMemory: ({ id, parent }: { id: number; parent: number }) =>
      runAt(activity, parent, { kind: 'free', what: `Freeing the memory of ${nameOf(id)}` }, async () => {
        const reply = await client.FreeBackendMemory({ backend: id, system_ram: false });
        return freedOutcome(reply.freed ?? []);
      }),

    freeAll: (systemRam: boolean) =>
      runAt(activity, 'all', { kind: 'free', what: 'Freeing the memory of all' }, async () => {
        const reply = await client.FreeBackendMemory({ backend: 'all', system_ram: systemRam });
        return freedAllOutcome(reply.freed ?? [], nameOf);
      }),

    retryNow: (id: number) =>
      runAt(activity, id, { kind: 'retry', what: 'Restarting it now' }, async () => {
        await client.RetryBackendNow({ backend_id: id });
        return undefined;
      }),

    /** Frees what stands in the way of a backend that waits for memory, and starts it. */
    makeRoom: (id: number) =>
      runAt(activity, id, { kind: 'make-room', what: 'Making room for it' }, async () => {
        await client.MakeRoom({ backend_id: id });
        return undefined;
      }),

    /** Starts it although its memory may not fit. */
    startAnyway: (id: number) =>
      runAt(activity, id, { kind: 'start-anyway', what: 'Starting it anyway' }, async () => {
        await client.MakeRoom({ backend_id: id, anyway: true });
        return undefined;
      }),

    /** Resolves to the number of the copy, or null where there is none. */
    duplicate: async (id: number): Promise<number | null> => {
      let copy: number | null = null;
      await runAt(activity, id, { kind: 'duplicate', what: 'Duplicating it' }, async () => {
        copy = (await client.DuplicateBackend({ backend_id: id })).id;
        return undefined;
      });
      return copy;
    },

    /** Resolves to whether it is gone. */
    remove: (id: number) =>
      runAt(activity, id, { kind: 'delete', what: 'Deleting it' }, async () => {
        await client.DeleteBackend({ backend_id: id });
        return undefined;
      }),

    dismissNotice: (noticeId: string) =>
      runAt(activity, `notice:${noticeId}`, { kind: 'dismiss', what: 'Putting this away' }, async () => {
        await client.DismissNotice({ id: noticeId });
        return undefined;
      }),

    /** The colours of a window of the host's own. */
    setTheme: (theme: Theme) =>
      runAt(activity, 'theme', { kind: 'recolour', what: 'Changing the colours' }, async () => {
        await client.EditPreferences({ settings: { Theme: theme } });
        return undefined;
      }),

    /** Puts away the failure and the outcome shown at a place. */
    clear: (place: Parameters<typeof updateActivity>[1]) =>
      updateActivity(activity, place, ({ pending }) => ({ pending, failure: null, outcome: null })),
  };
}

export type Actions = ReturnType<typeof createActions>;
