/**
 * The view of a backend, made again only when something that it shows has changed: a list of many backends is asked for far more
 * often than most of them change. Whoever gets a view must not change it.
 */
import type { FullBackend } from '../../../../../shared/backend.ts';
import type { ChildFacts } from '../../backend-type.ts';
import { type BackendFacts, unusedSeconds, viewBackend } from './backend-view.ts';

/** Everything that the view is made of, as it is at the moment when it is read. What is an object is replaced, and never changed, when it becomes another. */
export interface ViewInputs extends Omit<BackendFacts, 'children'> {
  childFacts: readonly ChildFacts[] | undefined;
}

export class CachedView {
  #view: FullBackend | null = null;
  #shown: Shown | null = null;

  /** @param children called where the view is made again */
  get(inputs: ViewInputs, children: () => BackendFacts['children']): FullBackend {
    if (this.#view && this.#shown && isSame(inputs, this.#shown)) return this.#view;
    const copy = copyOf(inputs);
    const view = viewBackend({ ...copy, children: children() });
    this.#shown = shownOf(copy);
    // The next switch of a schedule depends on the time alone.
    this.#view = inputs.stored.commonSettings.spans.length === 0 ? view : null;
    return view;
  }
}

/** What a view was made of. The record and what a run shows are replaced within objects that stay the same. */
type Shown = ReturnType<typeof shownOf>;

/** The inputs may be read from where they are, and then be others a moment later. */
const copyOf = (inputs: ViewInputs): ViewInputs => ({
  stored: inputs.stored,
  state: inputs.state,
  run: inputs.run,
  childFacts: inputs.childFacts,
  resources: inputs.resources,
  lastRequestAt: inputs.lastRequestAt,
  memoryNotice: inputs.memoryNotice,
  shortage: inputs.shortage,
  slotWait: inputs.slotWait,
  retryAt: inputs.retryAt,
  forceStopAt: inputs.forceStopAt,
  wakeNotice: inputs.wakeNotice,
  sleepNotice: inputs.sleepNotice,
  yieldNotice: inputs.yieldNotice,
  silenceNotice: inputs.silenceNotice,
  crashes: inputs.crashes,
  crashDiagnosis: inputs.crashDiagnosis,
  now: inputs.now,
});

const shownOf = (inputs: ViewInputs) => ({
  inputs,
  record: inputs.stored.record,
  unsavedReason: inputs.stored.unsavedReason,
  facts: inputs.run?.facts,
  worker: inputs.run?.worker,
  port: inputs.run?.port,
  exit: inputs.run?.exit,
  startedAt: inputs.run?.startedAt,
  progress: inputs.run?.progress.shown,
  tokens: inputs.run?.tokens,
  unusedSeconds: unusedSeconds(inputs),
});

/** Without anything allocated, for it runs for each backend of each list. */
const isSame = (now: ViewInputs, shown: Shown): boolean =>
  now.stored.record === shown.record &&
  now.stored.unsavedReason === shown.unsavedReason &&
  now.state === shown.inputs.state &&
  now.run === shown.inputs.run &&
  now.run?.facts === shown.facts &&
  now.run?.worker === shown.worker &&
  now.run?.port === shown.port &&
  now.run?.exit === shown.exit &&
  now.run?.startedAt === shown.startedAt &&
  now.run?.progress.shown === shown.progress &&
  now.run?.tokens === shown.tokens &&
  now.childFacts === shown.inputs.childFacts &&
  now.resources === shown.inputs.resources &&
  now.lastRequestAt === shown.inputs.lastRequestAt &&
  unusedSeconds(now) === shown.unusedSeconds &&
  now.memoryNotice === shown.inputs.memoryNotice &&
  now.wakeNotice === shown.inputs.wakeNotice &&
  now.sleepNotice === shown.inputs.sleepNotice &&
  now.yieldNotice === shown.inputs.yieldNotice &&
  now.silenceNotice === shown.inputs.silenceNotice &&
  now.crashes === shown.inputs.crashes &&
  now.shortage === shown.inputs.shortage &&
  now.slotWait === shown.inputs.slotWait &&
  now.retryAt === shown.inputs.retryAt &&
  now.forceStopAt === shown.inputs.forceStopAt;
