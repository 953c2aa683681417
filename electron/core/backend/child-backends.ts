/**
 * Backends that another instance runs and that a parent here shows: never stored, never changed from here. Their numbers
 * count down from -1; one that comes back gets the number it had.
 */
import type { ChildBackend, FullBackend } from '../../../shared/backend.ts';
import type { ChildFacts, FreeResult } from './backend-type.ts';

export class ChildNumbers {
  readonly #numbers = new Map<string, number>();

  /** @param parent its uid: a parent keeps that whatever its number is */
  of(parent: string, key: string): number {
    const name = JSON.stringify([parent, key]);
    const known = this.#numbers.get(name) ?? -1 - this.#numbers.size;
    this.#numbers.set(name, known);
    return known;
  }
}

/** What is asked of the backend that shows others. */
export interface ChildParent {
  readonly id: number;
  readonly displayName: string;
  readonly record: { readonly uid: string; readonly type: string };
  readonly state: { readonly phase: string };
  readonly children: readonly ChildFacts[];
  freeChildMemory(key: string, systemRam: boolean, signal: AbortSignal): Promise<FreeResult | null>;
}

/** A child as the operations handle it. */
export interface Child {
  id: number;
  parent: ChildParent;
  facts: ChildFacts;
}

export function childrenOf(parent: ChildParent, numbers: ChildNumbers): Child[] {
  return parent.children.map((facts) => ({ id: numbers.of(parent.record.uid, facts.key), parent, facts }));
}

/** How a child is called in words. */
export const displayNameOfChild = ({ id, parent, facts }: Child): string =>
  `Backend ${id} "${facts.title || facts.remote.type}" on ${parent.displayName}`;

/** What it shows as: its own status, unless contact to the instance that knows it is lost. */
function statusOf({ parent, facts }: Child): ChildBackend['status'] {
  const { phase } = parent.state;
  return phase === 'idle' || phase === 'errored' ? phase : facts.status;
}

export function viewOfChild(child: Child): ChildBackend {
  const { id, parent, facts } = child;
  const status = statusOf(child);
  const up = status === 'running' || status === 'idle';
  const view: ChildBackend = {
    id,
    // As its parent: so a peer that follows no chains knows what to leave out.
    type: parent.record.type,
    status,
    // They are the business of the instance that runs it, and there are secrets among them.
    settings: {},
    modcount: 0,
    features: up ? facts.features : [],
    enabled: facts.enabled,
    title: facts.title,
    can_load_models: facts.canLoadModels,
    max_usages: facts.maxUsages,
    seconds_since_used: 0,
    time_since_used: 'Never',
    current_model: up ? facts.currentModel : null,
    parent: parent.id,
    remote: facts.remote,
  };
  if (facts.loadStatus !== undefined && status === 'loading') view.load_status = facts.loadStatus;
  if (facts.error !== undefined && status === 'errored' && status === facts.status) view.error = facts.error;
  return view;
}

/** With what only ListBackends asks of a backend that is real. */
export const fullViewOfChild = (child: Child): FullBackend => {
  const view = viewOfChild(child);
  return { ...view, phase: view.status, restarts: 0 };
};

/** What FreeBackendMemory asks, real or not. */
export interface FreeTarget {
  readonly id: number;
  readonly displayName: string;
  /** The process to measure, where there is one here. */
  readonly worker: { readonly pid: number } | null;
  /** Null where it is not running. */
  freeMemory(systemRam: boolean, signal: AbortSignal): Promise<FreeResult | null>;
}

/** Null for what cannot be asked now. */
export function freeTargetOf(child: Child): FreeTarget | null {
  if (statusOf(child) !== 'running') return null;
  return {
    id: child.id,
    displayName: displayNameOfChild(child),
    worker: null,
    freeMemory: (systemRam, signal) => child.parent.freeChildMemory(child.facts.key, systemRam, signal),
  };
}

/** The backend itself, wherever it is seen from: two ways may lead to the same one. */
export const originOf = ({ facts: { remote } }: Child): string => `${remote.path.at(-1)}:${remote.id}`;
