/**
 * Children: backends that another instance runs and that a parent here shows. They are never stored, and never changed from
 * here. Their IDs count down from -1.
 */
import type { ChildBackend, FullBackend } from '../../../shared/backend.ts';
import { SwitchyardError } from '../../../shared/errors.ts';
import { happenedWords } from '../../../shared/words/en/happened.ts';
import { englishOf, type Text, texts } from '../../../shared/words/phrase.ts';
import { phrasesOf } from '../../../shared/words/wire-phrases.ts';
import type { ChildCommand, ChildFacts, FreeResult } from './backend-type.ts';

const say = texts(happenedWords);

/** Gives children their IDs. A child that comes back gets the ID that it had. */
export class ChildIds {
  readonly #ids = new Map<string, number>();

  /** @param parentUid the parent keeps its uid when its ID changes */
  idOf(parentUid: string, key: string): number {
    const name = JSON.stringify([parentUid, key]);
    const id = this.#ids.get(name) ?? -1 - this.#ids.size;
    this.#ids.set(name, id);
    return id;
  }
}

/** What is read of a parent. */
export interface ChildParent {
  readonly id: number;
  readonly displayName: string;
  readonly record: { readonly uid: string; readonly type: string };
  readonly state: { readonly phase: string };
  readonly children: readonly ChildFacts[];
  readonly run: {
    instances: { command(key: string, command: ChildCommand): Promise<boolean> | null };
  } | null;
  freeChildMemory(key: string, systemRam: boolean, signal: AbortSignal): Promise<FreeResult | null>;
}

/** A child as the operations handle it. */
export interface Child {
  id: number;
  parent: ChildParent;
  facts: ChildFacts;
}

export function childrenOf(parent: ChildParent, ids: ChildIds): Child[] {
  return parent.children.map((facts) => ({ id: ids.idOf(parent.record.uid, facts.key), parent, facts }));
}

export function displayNameOfChild({ id, parent, facts }: Child): Text {
  const name = englishOf(facts.title) || facts.remote.type;
  return say('backendOn', { backend: `Backend ${id} "${name}"`, parent: parent.displayName });
}

/** Has its own instance do it. @returns whether anything was done. @throws SwitchyardError `child_backend`, `remote_error` */
export function commandChild(child: Child, command: ChildCommand): Promise<boolean> {
  const sent = child.parent.run?.instances.command(child.facts.key, command);
  if (sent) return sent;
  throw new SwitchyardError('child_backend', { backend: displayNameOfChild(child) });
}

/** The status of a child: its own, unless contact to the instance that runs it is lost. */
export function statusOfChild({ parent, facts }: Child): ChildBackend['status'] {
  const { phase } = parent.state;
  return phase === 'idle' || phase === 'errored' ? phase : facts.status;
}

export function viewOfChild(child: Child): ChildBackend {
  const { id, parent, facts } = child;
  const status = statusOfChild(child);
  const up = status === 'running' || status === 'idle';
  const view: ChildBackend = {
    id,
    // The type of its parent, so that a peer which shows no children of children knows what to leave out.
    type: parent.record.type,
    status,
    // Only the instance that runs it shows its settings, for there are secrets among them.
    settings: {},
    modcount: 0,
    features: up ? facts.features : [],
    enabled: facts.enabled,
    title: englishOf(facts.title),
    can_load_models: facts.canLoadModels,
    max_usages: facts.maxUsages,
    seconds_since_used: 0,
    time_since_used: 'Never',
    current_model: up ? facts.currentModel : null,
    parent: parent.id,
    remote: facts.remote,
  };
  const loadStatus = status === 'loading' ? facts.loadStatus : undefined;
  if (loadStatus !== undefined) view.load_status = englishOf(loadStatus);
  if (facts.notice !== undefined) view.notice = englishOf(facts.notice);
  Object.assign(view, phrasesOf({ title: facts.title, load_status: loadStatus, notice: facts.notice }));
  if (facts.machine !== undefined) view.machine = facts.machine;
  if (facts.awaySince !== undefined) view.away_since = facts.awaySince;
  if (facts.error !== undefined && status === 'errored' && status === facts.status) view.error = facts.error;
  return view;
}

/** With the fields that only ListBackends shows. */
export const fullViewOfChild = (child: Child): FullBackend => {
  const view = viewOfChild(child);
  return { ...view, phase: view.status, restarts: 0 };
};

/** Identifies the backend itself, as several parents may show the same one. */
export const originOf = ({ facts: { remote } }: Child): string => `${remote.path.at(-1)}:${remote.id}`;
