/** The composition root: puts the parts of the core together. A host adds a surface and nothing else. */

import type { FullBackend } from '../../shared/backend.ts';
import type { GatewayInfo, HostInfo, Notice } from '../../shared/events.ts';
import { hostNoticeWords } from '../../shared/words/en/host-notices.ts';
import { texts } from '../../shared/words/phrase.ts';
import { onWire } from '../../shared/words/wire-phrases.ts';
import { ActivityLog } from './activity/activity-log.ts';
import { recordProgramEnd, recordProgramStart } from './activity/program-activity.ts';
import type { VramAdmission } from './admission/vram-admission.ts';
import type { Dispatch } from './api/dispatch.ts';
import type { EventBus } from './api/event-bus.ts';
import type { LogListener } from './api/event-feed.ts';
import type { GatewayPort } from './api/gateway-port.ts';
import { ActorList } from './backend/actor-list.ts';
import type { Registry } from './backend/registry.ts';
import { keepUnsavedChanges } from './backend/unsaved-changes.ts';
import { systemClock } from './clock.ts';
import type { CoreOptions } from './core-options.ts';
import {
  createAdmission,
  createAutomation,
  createEvents,
  createLogging,
  createRegistry,
  createResources,
  createSupervision,
  openStore,
  type PartContext,
} from './core-parts.ts';
import { createOperations, knownSecrets } from './create-operations.ts';
import { localFileChecks } from './files/file-checks.ts';
import { createHelperFileChecks } from './files/helper-file-checks.ts';
import type { BackendLog } from './logging/backend-log.ts';
import type { LogRetention } from './logging/files/log-retention.ts';
import { createLogSearcher } from './logging/search/log-searcher.ts';
import type { Leftover } from './process/stop/leftovers.ts';
import { findBusyBackends } from './resources/busy-backends.ts';
import type { SubscribeToResources } from './resources/resource-feed.ts';
import type { ResourceSampler } from './resources/resource-sampler.ts';
import { type CloseOptions, createShutdown } from './shutdown.ts';
import type { AnyPreferences } from './storage/preferences.ts';

const say = texts(hostNoticeWords);

export type { CoreOptions } from './core-options.ts';

export interface Core {
  registry: Registry;
  bus: EventBus;
  dispatch: Dispatch;
  /** Shows a notice of the program; it replaces an earlier one with the same id. */
  notify(notice: Notice): void;
  /** Called by the host when its gateway listens, and with null when it does not any more: panels show its address. */
  setGateway(gateway: GatewayPort | null): void;
  /** Starts the enabled backends and the measuring. Called once, when the host is ready to serve. */
  start(): void;
  /**
   * Sends the lines of a log after that number, and those that follow. Lines that the listener cannot take are counted as skipped.
   * @returns ends the subscription
   */
  subscribeToLog(uid: string, after: number, listener: LogListener): () => void;
  /** Sends each sample of what machine, GPUs and backends use, the last one at once. Samples are taken more often while somebody looks. */
  subscribeToResources: SubscribeToResources;
  /** The last sample of {@link subscribeToResources}, and each new one, for a listener that has nothing measured. */
  resources: Pick<ResourceSampler, 'latest' | 'onSample'>;
  /**
   * Calls the listener with the number of the newest entry of the activity, at once and after each new one.
   * @returns ends the subscription
   */
  subscribeToActivity(listener: (lastSeq: number) => void): () => void;
  /** Records a message that the host has shown outside of the panel. */
  recordNotification(message: string): void;
  /** To be called before the machine sleeps: nothing is measured until {@link resume}. */
  suspend(): void;
  /** To be called when the machine wakes up: every backend is probed, and retries that were waited for come at once. */
  resume(): void;
  /** All secrets in clear that are known now: of backends, deleted ones included, and the token of the API. */
  secrets: () => string[];
  /** The backends that are in use right now. */
  busyBackends(): Promise<FullBackend[]>;
  /** Stops all workers. Resolves when no process is left and everything is on disk. Safe to call twice. */
  close(options?: CloseOptions): Promise<void>;
}

/** Opens the store, puts the parts together, and ends what an earlier host has left. @throws NewerSchemaError */
export async function createCore(options: CoreOptions): Promise<Core> {
  const { dataDir, onFault, paths, preferences, serverId, types } = options;
  const context: PartContext = {
    clock: options.clock ?? systemClock,
    platform: options.platform ?? process.platform,
    onFault,
  };
  const { clock } = context;
  const store = await openStore(context, { dataDir, secrets: options.secrets ?? null, types, paths });
  const actors = new ActorList();
  const activity = new ActivityLog({ dataDir, clock, secrets: () => knownSecrets(options, store) });
  const { logs, retention } = createLogging(context, { dataDir, store, preferences });
  const searcher = createLogSearcher(paths.logSearch ?? '');
  const files = options.launchFileHelper
    ? createHelperFileChecks({ clock, launch: options.launchFileHelper })
    : { ...localFileChecks, close: () => undefined };
  let gateway: GatewayPort | null = null;
  const supervision = await createSupervision(context, {
    dataDir,
    paths,
    files,
    serverId,
    launchModule: options.launchModule,
    logs,
    usualStartSeconds: (uid) => activity.usualStartSeconds(uid),
  });
  const { table, owner, environmentFor } = supervision;
  const { bus, notices } = createEvents(context, {
    actors,
    notices: [...store.notices, ...preferences.notices],
    host: () => hostInfo(options, context.platform, gateway?.info ?? null),
    recordActivity: activity.record,
  });
  const resources = await createResources(context, { actors, table, owner, preferences, bus });
  const { gpus, sampler, history, feed } = resources;
  const { admission, freeing } = createAdmission(context, { actors, table, gpus, sampler, preferences });
  const registry = createRegistry(context, {
    actors,
    store,
    types,
    random: options.random ?? Math.random,
    environmentFor,
    admission,
    logs,
    recordActivity: activity.record,
  });
  const unsaved = keepUnsavedChanges({ store, clock, notices });
  logs.showNoticesOn(notices);
  const automation = createAutomation(context, { actors, sampler, freeing });
  const { idleMonitor, scheduler } = automation;
  connect({ actors, admission, automation, bus, preferences, resources, retention });
  const dispatch = createOperations(options, {
    activity,
    admission,
    actors,
    clock,
    files,
    freeing,
    gateway: () => gateway,
    history,
    logs,
    notices,
    registry,
    sampler,
    searcher,
    store,
  });

  const leftovers = await supervision.endLeftovers();
  if (leftovers.length > 0) notices.add(leftoversNotice(leftovers));

  return {
    registry,
    bus,
    dispatch,
    notify: (notice) => notices.add(notice),
    setGateway: (next) => {
      gateway = next;
      bus.hostChanged();
    },
    start: () => {
      recordProgramStart(activity, options.version);
      sampler.start();
      idleMonitor.start();
      // Backends that their schedule switches off are not started first.
      const missed = scheduler.start();
      if (missed === null) registry.start();
      else void missed.then(() => registry.start());
    },
    subscribeToLog: (uid, after, listener) => subscribeToLog(logs.of(uid), after, listener),
    subscribeToActivity: (listener) => {
      listener(activity.lastSeq);
      return activity.subscribe(listener);
    },
    recordNotification: (message) => activity.record({ kind: 'notification', message }),
    subscribeToResources: (listener) => feed.subscribe(listener),
    resources: sampler,
    suspend: () => sampler.setAsleep(true),
    resume: () => {
      sampler.setAsleep(false);
      void scheduler.check();
      registry.resumeAfterSleep();
    },
    secrets: () => knownSecrets(options, store),
    busyBackends: () => findBusyBackends(actors.all(), { clock, table }),
    close: createCoreShutdown(context, {
      registry,
      automation,
      sampler,
      supervision,
      files,
      unsaved,
      closeLast: [gpus, retention, searcher, logs, { close: () => recordProgramEnd(activity) }],
    }),
  };
}

/** Stops the workers, and then closes the parts that they needed. */
function createCoreShutdown(
  { clock, onFault }: PartContext,
  parts: {
    registry: Registry;
    automation: ReturnType<typeof createAutomation>;
    sampler: ResourceSampler;
    supervision: { close(): void };
    files: { close(): void };
    unsaved: { close(): void };
    /** In this order, after the supervision. */
    closeLast: readonly { close(): Promise<void> }[];
  },
): Core['close'] {
  const { automation, closeLast, files, registry, sampler, supervision, unsaved } = parts;
  return createShutdown({
    clock,
    stopWorkers: (graceMs) => {
      automation.idleMonitor.stop();
      automation.scheduler.stop();
      sampler.stop();
      unsaved.close();
      return registry.close(graceMs);
    },
    dispose: async () => {
      files.close();
      supervision.close();
      for (const part of closeLast) await part.close();
    },
    abandon: () => {
      onFault(new Error('Workers were still there when the time for their end was over.'), 'ending');
      files.close();
      supervision.close();
    },
  });
}

/** Lets each part know of the changes that concern it. */
function connect(parts: {
  actors: ActorList;
  admission: VramAdmission;
  automation: ReturnType<typeof createAutomation>;
  bus: EventBus;
  preferences: AnyPreferences;
  resources: Awaited<ReturnType<typeof createResources>>;
  retention: LogRetention;
}): void {
  const { actors, admission, automation, bus, preferences, resources, retention } = parts;
  actors.subscribe({
    changed: (actor) => {
      bus.changed(actor.id);
      admission.noteChange();
      automation.idleMonitor.noteChange(actor);
      automation.scheduler.noteChange(actor);
    },
    removed: (id) => {
      bus.removed(id);
      resources.history.noteRemoval(id);
    },
    renumbered: (from, to) => resources.history.renumber(from, to),
  });
  resources.sampler.onSample(() => admission.noteChange());
  preferences.onChange(() => {
    bus.hostChanged();
    retention.applyIfChanged();
  });
}

function hostInfo(options: CoreOptions, platform: NodeJS.Platform, gateway: GatewayInfo | null): HostInfo {
  const { dataDir, preferences, surface, theme, language, version } = options;
  return {
    version,
    locked: preferences.isLocked(),
    data_dir: dataDir,
    platform,
    surface,
    gateway,
    ...(theme === undefined ? {} : { theme: theme() }),
    ...(language === undefined ? {} : { language: language() }),
  };
}

function leftoversNotice(leftovers: readonly Leftover[]): Notice {
  const shown = leftovers.slice(0, 5).map(({ name, pid }) => `${name} (PID ${pid})`);
  const processes = `${shown.join(', ')}${leftovers.length > shown.length ? ', …' : ''}`;
  const message = say('leftoversEnded', { count: leftovers.length, processes });
  return { id: 'leftovers', level: 'info', ...onWire({ message, hint: say('leftoversEnded_hint') }) };
}

function subscribeToLog(log: BackendLog, after: number, listener: LogListener): () => void {
  let skippedBefore = 0;
  return log.subscribe(after, (lines, skipped) => {
    if (!listener.isWritable()) {
      skippedBefore += lines.length + skipped;
      return;
    }
    listener.send(lines, skipped + skippedBefore);
    skippedBefore = 0;
  });
}
