/** The composition root: puts store, registry, supervision, logs and events together. A host adds a surface and nothing else. */
import { createHash, randomBytes } from 'node:crypto';
import { mkdir, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import type { FullBackend } from '../../shared/backend.ts';
import type { HostInfo, Notice, Theme } from '../../shared/events.ts';
import { MemoryFreeing } from './admission/memory-freeing.ts';
import { VramAdmission } from './admission/vram-admission.ts';
import { createDispatch, type Dispatch } from './api/dispatch.ts';
import { EventBus } from './api/event-bus.ts';
import type { LogListener } from './api/event-feed.ts';
import { createHandlers } from './api/handlers.ts';
import { Notices } from './api/notices.ts';
import { createPanelFaultHandler, type PanelFault } from './api/panel-faults.ts';
import { IdleMonitor } from './automation/idle-monitor.ts';
import { Scheduler } from './automation/scheduler.ts';
import { ActorList } from './backend/actor-list.ts';
import type { AnyBackendType, ProgramPaths } from './backend/backend-type.ts';
import { Registry } from './backend/registry.ts';
import type { RunEnvironment } from './backend/worker-run.ts';
import { type Clock, systemClock } from './clock.ts';
import { createDiscovery } from './discovery/discovery.ts';
import { createGpuMonitor } from './gpu/gpu-monitor.ts';
import { gpuIds } from './gpu/gpu-placement.ts';
import { findGpuSources } from './gpu/sources/find-gpu-sources.ts';
import { LogRetention, logLimits } from './logging/log-retention.ts';
import { createLogs } from './logging/logs.ts';
import { sweepLeftovers } from './process/leftovers.ts';
import type { ModuleLauncher } from './process/module-launcher.ts';
import { createListenerTable } from './process/ports/listeners.ts';
import { createPorts } from './process/ports/ports.ts';
import { waitUntilReady } from './process/ports/readiness.ts';
import { createProcessTable } from './process/process-table.ts';
import { workerMark } from './process/worker-environment.ts';
import { createSpawner } from './process/worker-process.ts';
import { findBusyBackends } from './resources/busy-backends.ts';
import { MachineResources } from './resources/machine-resources.ts';
import { ResourceFeed, type SubscribeToResources } from './resources/resource-feed.ts';
import { ResourceHistory } from './resources/resource-history.ts';
import { ResourceSampler } from './resources/resource-sampler.ts';
import { type CloseOptions, createShutdown } from './shutdown.ts';
import type { AnyPreferences } from './storage/preferences.ts';
import { SecretBox, type SecretCodec, secretValues } from './storage/secrets.ts';
import { Store } from './storage/store.ts';

export interface CoreOptions {
  dataDir: string;
  types: readonly AnyBackendType[];
  paths: ProgramPaths;
  /** Runs our JavaScript workers where the host's own executable cannot. */
  launchModule?: ModuleLauncher;
  version: string;
  /** The program's own settings, opened by the host, which may have more of them than the core knows. */
  preferences: AnyPreferences;
  /** Path of the text with the licences, which the build makes. */
  licencesFile: string;
  surface: HostInfo['surface'];
  /** By which other instances know this one; left out where it serves nobody. */
  serverId?: string | undefined;
  /** Colour scheme, where the host keeps it. */
  theme?: () => Theme;
  /** Encrypts secrets on disk, where the host has a key for that. */
  secrets?: SecretCodec | null;
  /** A fault of ours, with where it happened; for the program log. */
  onFault: (error: unknown, where: string) => void;
  /** A fault that a panel reports, free of secrets and bounded; for the program log. */
  onPanelFault: (fault: PanelFault) => void;
  /** The token of the HTTP API, which no log may hold; null where none is asked for. */
  apiToken: () => string | null;
  clock?: Clock;
  platform?: NodeJS.Platform;
  /** From 0 to 1; for the jitter of the back-off. */
  random?: () => number;
}

export interface Core {
  registry: Registry;
  bus: EventBus;
  dispatch: Dispatch;
  /** A standing word to the user about the program itself; one with the same id takes the place of the earlier. */
  notify(notice: Notice): void;
  /** Starts the enabled backends; called once, when the host is there to be asked. */
  start(): void;
  /** @returns the function that ends it */
  subscribeToLog(uid: string, after: number, listener: LogListener): () => void;
  /** Each sample of what machine, cards and backends use, the last one at once. It counts as looking while it is attended to. */
  subscribeToResources: SubscribeToResources;
  /** To be called before the machine sleeps: nothing is measured until {@link recheck}. */
  suspend(): void;
  /** To be called when the machine wakes up: every backend is asked anew, and retries that are waited for come at once. */
  recheck(): void;
  /** The backends that are in use right now. */
  busyBackends(): Promise<FullBackend[]>;
  /** Ends every worker and what they left; resolves when nothing is left and all is on disk. Safe to call twice. */
  close(options?: CloseOptions): Promise<void>;
}

/** Reads the store and ends what an earlier life left behind. @throws NewerSchemaError */
export async function createCore(options: CoreOptions): Promise<Core> {
  const { dataDir, onFault, preferences } = options;
  const clock = options.clock ?? systemClock;
  const platform = options.platform ?? process.platform;
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const secrets = options.secrets ? new SecretBox(options.secrets, options.types) : undefined;
  const store = await Store.open({ dataDir, wall: () => clock.wall(), secrets });

  const owner = {
    dataDirId: createHash('sha256')
      .update(await realpath(dataDir))
      .digest('hex')
      .slice(0, 16),
    hostId: randomBytes(6).toString('hex'),
  };
  const table = createProcessTable({ platform });
  const listeners = createListenerTable(platform);
  const ports = createPorts({ platform, listeners, table });
  const spawner = createSpawner({
    platform,
    dataDir,
    owner,
    clock,
    table,
    launchModule: options.launchModule,
    log: { warn: (message) => onFault(new Error(message), 'supervision') },
  });
  const logs = createLogs({ dir: join(dataDir, 'logs'), clock });

  const notices = new Notices([...store.notices, ...preferences.notices], () => bus.noticesChanged());
  const leftovers = await sweepLeftovers({ owner, table, clock });
  if (leftovers.length > 0)
    notices.add({
      id: 'leftovers',
      level: 'info',
      message: `Ended ${leftovers.length === 1 ? 'a process' : `${leftovers.length} processes`} that an earlier run had left behind: ${leftovers
        .map(({ name, pid }) => `${name} (PID ${pid})`)
        .slice(0, 5)
        .join(', ')}${leftovers.length > 5 ? ', …' : ''}.`,
      hint: 'Their memory is free again; there is nothing to do.',
    });

  /** Tells the workers of two backends apart in their marks; ids will not do, for a backend can get another. */
  let serial = 0;
  const environmentFor = (uid: string): RunEnvironment => {
    const log = logs.of(uid);
    const number = serial++;
    return {
      clock,
      platform,
      serverId: options.serverId,
      paths: options.paths,
      spawn: (request, context) => spawner.spawnWorker(request, { ...context, backendId: number, sink: log }),
      choosePort: (backend) => ports.choose(backend),
      releasePort: (port) => ports.release(port),
      assertPortFree: (port, backend) => ports.assertFree(port, backend),
      waitUntilReady: (probe, context) => waitUntilReady(probe, { ...context, clock, listeners, ports }),
      logMessage: (text) => log.logMessage(text),
      mark: () => log.lastSeq,
      linesSince: (mark, count) => log.lastLines(count, mark),
    };
  };

  const gpus = createGpuMonitor({
    sources: await findGpuSources({
      platform,
      architecture: process.arch,
      environment: process.env,
      root: '/',
      // No backend has that number.
      mark: workerMark(owner, -1, 0),
      clock,
    }),
    clock,
    onFault: (error) => onFault(error, 'reading the graphics cards'),
  });
  const actors = new ActorList();
  const excludedGpus = () => gpuIds(preferences.values().ExcludedGpus);
  const history = new ResourceHistory(clock);
  const feed: ResourceFeed = new ResourceFeed(() => sampler);
  const sampler: ResourceSampler = new ResourceSampler({
    clock,
    table,
    gpus,
    machine: new MachineResources(() => clock.now()),
    history,
    actors: () => actors.all(),
    excludedGpus,
    onSample: (resources) => {
      feed.send(resources);
      room.noteChange();
    },
    onChange: (actor) => bus.changed(actor.id),
    onFault: (error) => onFault(error, 'sampling'),
  });
  const freeing = new MemoryFreeing({ clock, table, gpus });
  const room: VramAdmission = new VramAdmission({
    clock,
    platform,
    table,
    gpus,
    sampler,
    freeing,
    actors: () => actors.all(),
    policy: () => preferences.values().MakeRoom,
    excludedGpus,
    onFault: (error) => onFault(error, 'making room'),
  });
  const idleKeeper = new IdleMonitor({
    clock,
    sampler,
    freeing,
    actors: () => actors.all(),
    onFault: (error) => onFault(error, 'freeing what is unused'),
  });
  const schedules = new Scheduler({
    clock,
    actors: () => actors.all(),
    onFault: (error) => onFault(error, 'switching by schedule'),
  });

  const registry = new Registry({
    actors,
    store,
    types: options.types,
    random: options.random ?? Math.random,
    wall: () => clock.wall(),
    environmentFor,
    admission: room,
    removeLog: (uid) =>
      void logs
        .of(uid)
        .remove()
        .catch((error: unknown) => onFault(error, 'removing a log')),
    onFault: (error) => onFault(error, 'a backend'),
  });
  const bus: EventBus = new EventBus(clock, {
    list: () => registry.actors().map((actor) => actor.view()),
    get: (id) => registry.find(id)?.view(),
    notices: () => notices.list(),
    host: () => ({
      version: options.version,
      locked: preferences.isLocked(),
      data_dir: dataDir,
      platform,
      surface: options.surface,
      ...(options.theme === undefined ? {} : { theme: options.theme() }),
    }),
  });
  const retention = new LogRetention({
    logs,
    clock,
    limits: () => logLimits(preferences.values()),
    isKept: (name) => store.hasUid(name),
    onFault: (error) => onFault(error, 'keeping logs within their limits'),
  });
  preferences.onChange(() => {
    bus.hostChanged();
    retention.applyIfChanged();
  });
  feed.watchAttention(bus);
  actors.subscribe({
    changed: (actor) => {
      bus.changed(actor.id);
      room.noteChange();
      idleKeeper.noteChange(actor);
      schedules.noteChange(actor);
    },
    removed: (id) => bus.removed(id),
    renumbered: (from, to) => history.renumber(from, to),
  });

  const dispatch = createDispatch({
    handlers: createHandlers({
      registry,
      notices,
      freeing,
      sampler,
      history,
      preferences,
      licencesFile: options.licencesFile,
      logOf: (uid) => logs.of(uid),
      discover: createDiscovery({
        types: options.types,
        managed: () => registry.actors().map((actor) => actor.view()),
        serverId: options.serverId,
        onFault: (error) => onFault(error, 'looking for engines'),
      }),
      reportPanelFault: createPanelFaultHandler({
        clock,
        secrets: () => {
          const { backends, deleted } = store.document;
          const token = options.apiToken();
          return [
            ...secretValues([...backends, ...deleted], options.types),
            ...(token === null ? [] : [token]),
          ];
        },
        onPanelFault: options.onPanelFault,
      }),
    }),
    isLocked: () => preferences.isLocked(),
    onFault,
  });

  return {
    registry,
    bus,
    dispatch,
    notify: (notice) => notices.add(notice),
    start: () => {
      sampler.start();
      idleKeeper.start();
      // What its schedule switches off is not started first.
      const missed = schedules.start();
      if (missed === null) registry.start();
      else void missed.then(() => registry.start());
    },
    subscribeToLog: (uid, after, listener) => {
      let held = 0;
      return logs.of(uid).subscribe(after, (lines, skipped) => {
        if (!listener.isWritable()) {
          held += lines.length + skipped;
          return;
        }
        listener.send(lines, skipped + held);
        held = 0;
      });
    },
    subscribeToResources: (listener) => feed.subscribe(listener),
    suspend: () => sampler.setAsleep(true),
    recheck: () => {
      sampler.setAsleep(false);
      void schedules.check();
      registry.resumeAfterSleep();
    },
    busyBackends: () => findBusyBackends(registry.actors(), { clock, table }),
    close: createShutdown({
      clock,
      stopWorkers: (graceMs) => {
        idleKeeper.stop();
        schedules.stop();
        sampler.stop();
        return registry.close(graceMs);
      },
      dispose: async () => {
        spawner.close();
        await gpus.close();
        await retention.close();
        await logs.close();
      },
      abandon: () => {
        onFault(new Error('Workers were still there when the time for their end was over.'), 'ending');
        spawner.close();
      },
    }),
  };
}
