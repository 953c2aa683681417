/**
 * Does one thing to several backends, a few at a time, and keeps how far it has come. A start or restart is followed until
 * each backend has come to rest, because only then is it known what came of it.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { FullBackend } from '../../../shared/backend.ts';
import type { OperationOutput } from '../../../shared/operations.ts';
import type { Client } from '../../../shared/transport.ts';
import { diagnosisTitle } from '../../../shared/words/diagnosis-text.ts';
import { bulkWords } from '../../../shared/words/en/backends/bulk.ts';
import { errorText } from '../../../shared/words/error-text.ts';
import { translateField } from '../../../shared/words/wire-phrases.ts';
import { words } from '../../../shared/words/words.ts';
import { restartChoice } from '../../format/blocked-reasons.ts';
import { describeFailure } from '../../state/calls.ts';
import type { Clock } from '../../state/clock.ts';
import type { PanelStore } from '../../state/panel-store.ts';
import { type BulkKind, isAtRest } from './bulk-kinds.ts';

const t = words(bulkWords);

/** Calls that are under way at the same time. */
const MAX_CALLS = 6;
/** Seconds between two questions to the host about backends of which no event has come. */
const ASK_SECONDS = 2;

export interface BulkFailure {
  id: number;
  message: string;
}

export interface BulkRun {
  kind: BulkKind;
  ids: readonly number[];
  /** Backends that it is done with, failed ones included. */
  doneCount: number;
  failures: readonly BulkFailure[];
  isOver: boolean;
}

export type BulkRunStore = StoreApi<BulkRun>;

export interface BulkTags {
  add: readonly string[];
  remove: readonly string[];
}

interface BulkParts {
  client: Client;
  store: PanelStore;
  clock: Clock;
}

/** @returns its state; `isOver` is set at the end, whatever came of it */
export function startBulkRun(
  parts: BulkParts,
  kind: BulkKind,
  ids: readonly number[],
  tags: BulkTags = { add: [], remove: [] },
): BulkRunStore {
  const run = createStore<BulkRun>()(() => ({ kind, ids, doneCount: 0, failures: [], isOver: false }));
  const settle = (id: number, message: string | null) =>
    run.setState(({ doneCount, failures }) => ({
      doneCount: doneCount + 1,
      failures: message === null ? failures : [...failures, { id, message }],
    }));
  const askHost = createAsker(parts);
  const waiting = [...ids];
  const work = async () => {
    for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) {
      const before = parts.store.getState().backends.get(id);
      try {
        const result = await callFor(parts, kind, id, tags);
        if (result === 'starting')
          void untilAtRest({ ...parts, askHost }, id, before).then((message) => settle(id, message));
        else settle(id, result === 'done' ? null : result.failure);
      } catch (error) {
        settle(id, describeFailure('', error).message);
      }
    }
  };
  for (let call = 0; call < MAX_CALLS; call++) void work();
  const unsubscribe = run.subscribe(({ doneCount, isOver }) => {
    if (isOver || doneCount < ids.length) return;
    unsubscribe();
    run.setState({ isOver: true });
  });
  return run;
}

/** `starting`: what comes of it is still to be seen. */
type CallOutcome = 'starting' | 'done' | { failure: string };

/** Makes the call for one backend. */
async function callFor(
  { client, store }: BulkParts,
  kind: BulkKind,
  id: number,
  { add, remove }: BulkTags,
): Promise<CallOutcome> {
  const backend = store.getState().backends.get(id);
  switch (kind) {
    case 'on':
      return (await client.ToggleBackend({ backend_id: id, enabled: true })).result === 'Success.'
        ? 'starting'
        : 'done';
    case 'off':
      await client.ToggleBackend({ backend_id: id, enabled: false });
      return 'done';
    case 'restart':
      if (backend && restartChoice(backend).action === 'retry') {
        await client.RetryBackendNow({ backend_id: id });
        return 'starting';
      }
      return (await client.RestartBackends({ backend: id })).count > 0 ? 'starting' : 'done';
    case 'free': {
      const { freed = [] } = await client.FreeBackendMemory({ backend: id, system_ram: false });
      const refused = freed.find(({ ok }) => !ok);
      return refused === undefined
        ? 'done'
        : { failure: translateField(refused, 'message') || t('nothingFreed') };
    }
    case 'duplicate':
      await client.DuplicateBackend({ backend_id: id });
      return 'done';
    case 'delete':
      await client.DeleteBackend({ backend_id: id });
      return 'done';
    case 'tag': {
      const kept = (backend?.tags ?? []).filter((tag) => !remove.includes(tag));
      await client.TagBackend({ backend_id: id, tags: [...new Set([...kept, ...add])] });
      return 'done';
    }
  }
}

type AtRest = Pick<FullBackend, 'phase' | 'next_step' | 'error' | 'diagnosis'>;

/** Why it did not get up; null where it did. */
function failureOf({ phase, error, diagnosis, next_step: next }: AtRest): string | null {
  if (phase === 'errored')
    return diagnosis ? diagnosisTitle(diagnosis) : error ? errorText(error).message : t('failed');
  if (next?.kind === 'retry')
    return diagnosis
      ? t('triedAgain', { reason: diagnosisTitle(diagnosis) })
      : t('messageTriedAgain', { message: errorText(next.reason).message });
  return next?.kind === 'make_room' ? translateField(next, 'message') : null;
}

type AskHost = () => Promise<OperationOutput<'ListBackends'> | null>;

/** Asks the host for all backends, once for all that ask within one tick of the clock. Resolves to null where it does not answer. */
function createAsker({ client, clock }: BulkParts): AskHost {
  let asked: { at: number; answer: ReturnType<AskHost> } | null = null;
  return () => {
    const at = clock.now();
    if (asked?.at !== at) asked = { at, answer: client.ListBackends({ full_data: true }).catch(() => null) };
    return asked.answer;
  };
}

/**
 * Waits until a backend that was started has come to rest. An event of it that is no different from the last one may never
 * come, such as that of a start that fails at once as before: so the host is asked about one that has not changed.
 * @param before the backend as it was before the call
 * @returns why it did not get up; null where it did, or is gone
 */
function untilAtRest(
  { store, clock, askHost }: Pick<BulkParts, 'store' | 'clock'> & { askHost: AskHost },
  id: number,
  before: object | undefined,
): Promise<string | null> {
  return new Promise((resolve) => {
    let seconds = 0;
    const finish = (message: string | null) => {
      for (const stop of stops) stop();
      resolve(message);
    };
    const look = () => {
      const backend = store.getState().backends.get(id);
      if (backend === undefined) finish(null);
      else if (backend !== before && isAtRest(backend)) finish(failureOf(backend));
    };
    const ask = async () => {
      if (++seconds % ASK_SECONDS !== 0 || store.getState().backends.get(id) !== before) return;
      const found = (await askHost())?.[String(id)];
      if (found !== undefined && 'phase' in found && isAtRest(found)) finish(failureOf(found));
    };
    const stops = [store.subscribe(look), clock.subscribe(() => void ask())];
    look();
  });
}
