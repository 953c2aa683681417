/** From what is known of a backend to the object that the API and the panel show. A pure function. */
import {
  type BackendError,
  type BackendNotice,
  type ChildBackend,
  type FullBackend,
  isParentType,
} from '../../../../../shared/backend.ts';
import type { Crash, Diagnosis } from '../../../../../shared/diagnosis.ts';
import { SwitchyardError } from '../../../../../shared/errors.ts';
import { findTransitions } from '../../../../../shared/settings/schedule.ts';
import { maskSettings } from '../../../../../shared/settings.ts';
import { happenedWords } from '../../../../../shared/words/en/happened.ts';
import { hintPhrase, messagePhrase } from '../../../../../shared/words/error-text.ts';
import { englishOf, type HostText, texts } from '../../../../../shared/words/phrase.ts';
import { onWire, phrasesOf } from '../../../../../shared/words/wire-phrases.ts';
import { sumOfShares } from '../../../gpu/vram-shares.ts';
import type { ShownProgress } from '../../../progress/start-progress.ts';
import type { VramShortage } from '../../admission.ts';
import type { Failure } from '../../backend-errors.ts';
import { isLive, type LifecycleState, MAX_FAILURES, statusOf } from '../../lifecycle/lifecycle-state.ts';
import type { WorkerRun } from '../../run/worker-run.ts';
import { describeUnsavedOff } from '../../unsaved-changes.ts';
import type { SlotWait } from '../slot-wait.ts';
import type { StoredBackend } from '../stored/stored-backend.ts';
import type { RequestNotices } from '../usage/backend-demand.ts';
import type { ResourceUsage } from '../usage/backend-usage.ts';
import { timeSince } from './relative-time.ts';

const say = texts(happenedWords);

/** Everything that the view shows. Times are epoch milliseconds. */
export interface BackendFacts extends RequestNotices {
  stored: Pick<
    StoredBackend,
    'record' | 'type' | 'title' | 'displayName' | 'settings' | 'commonSettings' | 'unsavedReason'
  >;
  state: LifecycleState;
  run:
    | (Pick<
        WorkerRun,
        'facts' | 'worker' | 'port' | 'exit' | 'startedAt' | 'tokens' | 'canFreeMemory' | 'inFlight'
      > & {
        progress: { readonly shown: ShownProgress };
      })
    | null;
  resources: ResourceUsage;
  lastRequestAt: number | null;
  memoryNotice: BackendNotice | null;
  /** See {@link CrashHistory}. */
  crashes: readonly Crash[];
  crashDiagnosis: Diagnosis | null;
  shortage: VramShortage | null;
  slotWait: SlotWait | null;
  retryAt: number | null;
  forceStopAt: number | null;
  children: ChildBackend[];
  now: number;
}

/** Whole seconds since the last request; null where there was none. */
export const unusedSeconds = ({ lastRequestAt, now }: Pick<BackendFacts, 'lastRequestAt' | 'now'>) =>
  lastRequestAt === null ? null : Math.max(0, Math.floor((now - lastRequestAt) / 1000));

/** The backend as it is on the wire, with its secrets masked. */
export function viewBackend(facts: BackendFacts): FullBackend {
  const { stored, state, run, lastRequestAt, now } = facts;
  const { record, type, settings } = stored;
  const isUp = state.phase === 'running' || state.phase === 'idle';
  // Requests find it by what it served last.
  const served = record.enabled && type ? record.served : undefined;
  const unused = unusedSeconds(facts);
  const view: FullBackend = {
    id: record.id,
    type: record.type,
    status: statusOf(state),
    // Without the type it is not known which settings are secrets, so none is shown.
    settings: type ? maskSettings(type.settings, settings) : {},
    modcount: record.modcount,
    features: isUp
      ? (run?.facts.features ?? served?.features ?? type?.features ?? [])
      : (served?.features ?? []),
    enabled: record.enabled,
    title: stored.title,
    can_load_models: type?.makesImages ?? false,
    max_usages: (isUp ? run?.facts.maxUsages : undefined) ?? type?.maxUsages(settings) ?? 0,
    seconds_since_used: unused ?? 0,
    time_since_used: timeSince(unused),
    current_model: isUp ? (run?.facts.currentModel ?? null) : null,
    phase: state.phase === 'removed' ? 'disabled' : state.phase,
    restarts: state.failures,
  };
  // A worker may list them a moment after it is ready.
  const models = (isUp ? run?.facts.models : undefined) ?? served?.models;
  if (models) view.models = models;
  const { tags = [], position } = record;
  if (tags.length > 0) view.tags = [...tags];
  if (position !== undefined) view.position = position;
  if (type?.gpus(settings) === null) view.uses_gpus = false;
  if (type?.reportsUsage) view.reports_usage = true;
  if (type?.countsConnections) view.work_source = 'connections';
  if (isUp && run && run.inFlight > 0) view.requests_in_flight = run.inFlight;
  if (lastRequestAt !== null) view.last_used_at = formatTime(lastRequestAt);
  if (isLive(state)) addLiveFields(view, facts);
  const isOpened = state.phase === 'sleeping' || (isUp && view.address !== undefined);
  if (isOpened && (run?.facts.hasPage ?? type?.hasPage)) view.has_page = true;
  if (state.phase === 'running' && run && !run.canFreeMemory && !isParentType(record.type))
    view.can_free_memory = false;
  if (state.phase === 'loading' && run) view.progress = run.progress.shown;
  const restartNotice = restartNoticeOf(facts);
  if (restartNotice) view.restart_notice = restartNotice;
  if (record.off_notice && !record.enabled) view.off_notice = record.off_notice;
  if (facts.sleepNotice && state.phase === 'sleeping') view.off_notice = facts.sleepNotice;
  if (facts.wakeNotice) view.wake_notice = facts.wakeNotice;
  if (facts.yieldNotice) view.yield_notice = facts.yieldNotice;
  if (facts.silenceNotice) view.silence_notice = facts.silenceNotice;
  if (stored.unsavedReason !== null)
    showText(view, 'not_saved', describeUnsavedOff(stored.displayName, stored.unsavedReason));
  const { next } = findTransitions(stored.commonSettings.spans, now);
  if (next) view.schedule_next = { at: formatTime(next.at), enabled: next.enabled };
  if (facts.children.length > 0) view.children = facts.children;
  if (state.stopProblem !== null) view.error = stopError(state.stopProblem, stored.displayName);
  else if (state.error) view.error = shownError(state.error, state, stored.displayName);
  const diagnosis = state.error?.diagnosis ?? facts.crashDiagnosis;
  if (diagnosis) view.diagnosis = diagnosis;
  if (facts.crashes.length > 0) view.crashes = [...facts.crashes];
  const nextStep = nextStepOf(facts);
  if (nextStep) view.next_step = nextStep;
  return view;
}

function addLiveFields(view: FullBackend, { stored, run, resources, memoryNotice }: BackendFacts): void {
  if (run) Object.assign(view, runFields(run), resourceFields(resources, run.facts.vramBytes));
  const gpus = stored.type?.gpus(stored.settings) ?? [];
  if (gpus.length > 0) view.gpu = gpus;
  if (memoryNotice) view.memory_notice = memoryNotice;
}

function runFields(run: NonNullable<BackendFacts['run']>): Partial<FullBackend> {
  const { address, isOnNetwork, loadStatus, machines, notice, commandLine, scale } = run.facts;
  const fields: Partial<FullBackend> = {};
  if (run.worker && !run.exit) fields.pid = run.worker.pid;
  if (run.port !== null) fields.port = run.port;
  if (address !== undefined) {
    fields.address = address;
    if (isOnNetwork) fields.on_network = true;
  }
  if (run.tokens !== null) fields.tokens = run.tokens;
  if (run.startedAt !== null) fields.started_at = formatTime(run.startedAt);
  if (loadStatus !== undefined) showText(fields, 'load_status', loadStatus);
  if (notice !== undefined) showText(fields, 'notice', notice);
  if (scale !== undefined) fields.scale = scale;
  if (machines !== undefined) fields.machines = machines;
  if (commandLine !== undefined) fields.command_line = commandLine;
  return fields;
}

/** @param vramByEngine bytes that the engine reports; shown where the driver reports nothing */
function resourceFields(resources: ResourceUsage, vramByEngine: number | undefined): Partial<FullBackend> {
  const fields: Partial<FullBackend> = {};
  if (resources.ramBytes !== undefined) fields.ram_bytes = resources.ramBytes;
  if (resources.vram !== undefined) {
    fields.vram_bytes = sumOfShares(resources.vram);
    fields.vram_source = 'driver';
  } else if (vramByEngine !== undefined) {
    fields.vram_bytes = vramByEngine;
    fields.vram_source = 'engine';
  }
  if (resources.cpuPercent !== undefined) fields.cpu_percent = resources.cpuPercent;
  return fields;
}

function nextStepOf({
  state,
  retryAt,
  shortage,
  slotWait,
  forceStopAt,
}: BackendFacts): FullBackend['next_step'] {
  if (state.waitingFor === 'retry' && retryAt !== null && state.error)
    return {
      kind: 'retry',
      at: formatTime(retryAt),
      attempt: state.failures + 1,
      attempts: MAX_FAILURES,
      reason: withoutDiagnosis(state.error),
    };
  if (state.waitingFor === 'answer' && shortage) return shortage;
  if (state.waitingFor === 'slot' && slotWait) return slotWait;
  if (state.phase === 'stopping' && forceStopAt !== null && state.stopProblem === null)
    return { kind: 'force_stop', at: formatTime(forceStopAt) };
  return undefined;
}

/** Why the present run was started without a command of the user. */
function restartNoticeOf({ state, run }: BackendFacts): BackendNotice | undefined {
  const isStarted = state.phase === 'loading' || state.phase === 'running' || state.phase === 'idle';
  if (!isStarted || state.restartReason === null || run?.startedAt == null) return undefined;
  const message = say('startedAgain', { reason: messagePhrase(state.restartReason) });
  return { at: formatTime(run.startedAt), ...onWire({ message }) };
}

/** After the last attempt the error says how often it was tried, and why it failed. */
function shownError(failure: Failure, state: LifecycleState, backend: string): BackendError {
  const error = withoutDiagnosis(failure);
  if (state.phase !== 'errored' || state.failures < MAX_FAILURES) return error;
  const { failures } = state;
  const loop = new SwitchyardError('crash_loop', {
    backend,
    failures,
    reason: messagePhrase(error),
    advice: hintPhrase(error),
  });
  const { code, message, hint, shownDetails: details } = loop;
  return { ...error, code, message, hint, details };
}

/** The diagnosis is beside the error on the wire. */
function withoutDiagnosis({ diagnosis: _, ...error }: Failure): BackendError {
  return error;
}

function stopError(reason: HostText, backend: string): BackendError {
  const error = new SwitchyardError('stop_not_confirmed', { backend, reason });
  return { code: error.code, message: error.message, hint: error.hint, details: error.shownDetails };
}

function showText(
  view: Partial<FullBackend>,
  name: 'load_status' | 'notice' | 'not_saved',
  text: HostText,
): void {
  view[name] = englishOf(text);
  const { phrases } = phrasesOf({ [name]: text });
  if (phrases !== undefined) view.phrases = { ...view.phrases, ...phrases };
}

const formatTime = (epochMs: number): string => new Date(epochMs).toISOString();
