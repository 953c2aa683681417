/**
 * The parts of the core, each made from inputs that it names. Making a part starts no worker and measures nothing;
 * create-core.ts puts the parts together and starts them.
 */
import { createHash, randomBytes } from 'node:crypto';
import { mkdir, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import type { HostInfo, Notice } from '../../shared/events.ts';
import type { ActivityLog, RecordActivity } from './activity/activity-log.ts';
import { MemoryFreeing } from './admission/memory-freeing.ts';
import { VramAdmission } from './admission/vram-admission.ts';
import { EventBus } from './api/event-bus.ts';
import { Notices } from './api/notices.ts';
import { IdleMonitor } from './automation/idle-monitor.ts';
import { Scheduler } from './automation/scheduler.ts';
import type { ActorList } from './backend/actor-list.ts';
import type { AnyBackendType, ProgramPaths } from './backend/backend-type.ts';
import { Registry, type RegistryOptions } from './backend/registry.ts';
import type { RunEnvironment } from './backend/run/run-environment.ts';
import type { Clock } from './clock.ts';
import type { FileChecks } from './files/file-checks.ts';
import { createGpuMonitor, type GpuMonitor } from './gpu/gpu-monitor.ts';
import { gpuIds } from './gpu/gpu-placement.ts';
import { findGpuSources } from './gpu/sources/find-gpu-sources.ts';
import { LogRetention, toLogLimits } from './logging/files/log-retention.ts';
import { logLaunch } from './logging/launch-log.ts';
import { createLogs, type Logs } from './logging/logs.ts';
import { readKernelLog } from './process/kernel-log.ts';
import { createAbandonedPorts } from './process/ports/abandoned-ports.ts';
import { createListenerTable } from './process/ports/listeners.ts';
import { createPorts } from './process/ports/ports.ts';
import { waitUntilReady } from './process/ports/readiness.ts';
import type { ModuleLauncher } from './process/spawn/module-launcher.ts';
import { type MarkOwner, workerMark } from './process/spawn/worker-environment.ts';
import { type Leftover, sweepLeftovers } from './process/stop/leftovers.ts';
import { createWorkerCgroups } from './process/supervision/worker-cgroups.ts';
import type { ProcessTable } from './process/table/process-row.ts';
import { createProcessTable } from './process/table/process-table.ts';
import { createSpawner } from './process/worker-process.ts';
import { MachineResources } from './resources/machine-resources.ts';
import { ResourceFeed } from './resources/resource-feed.ts';
import { ResourceHistory } from './resources/resource-history.ts';
import { ResourceSampler } from './resources/resource-sampler.ts';
import type { AnyPreferences } from './storage/preferences.ts';
import { SecretBox, type SecretCodec } from './storage/secrets/secrets.ts';
import { Store } from './storage/store.ts';

/** What every part needs. */
export interface PartContext {
  clock: Clock;
  platform: NodeJS.Platform;
  /** An unexpected error, with where it happened; for the program log. */
  onFault: (error: unknown, where: string) => void;
}

/** @throws NewerSchemaError */
export async function openStore(
  { clock }: PartContext,
  inputs: {
    dataDir: string;
    secrets: SecretCodec | null;
    types: readonly AnyBackendType[];
    paths: ProgramPaths;
  },
): Promise<Store> {
  const { dataDir, secrets, types, paths } = inputs;
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  return await Store.open({
    dataDir,
    wall: () => clock.wall(),
    secrets: secrets ? new SecretBox(secrets, types) : undefined,
    diskThread: paths.diskThread,
  });
}

export function createLogging(
  { clock, onFault }: PartContext,
  inputs: { dataDir: string; store: Store; preferences: AnyPreferences },
) {
  const { dataDir, store, preferences } = inputs;
  const logs = createLogs({ dir: join(dataDir, 'logs'), clock });
  const retention = new LogRetention({
    logs,
    clock,
    limits: () => toLogLimits(preferences.values()),
    isKept: (name) => store.hasUid(name),
    onFault: (error) => onFault(error, 'keeping logs within their limits'),
  });
  return { logs, retention };
}

/** Processes and ports: what the runs of the backends need of the machine. */
export async function createSupervision(
  { clock, platform, onFault }: PartContext,
  inputs: {
    dataDir: string;
    paths: ProgramPaths;
    serverId: string | undefined;
    launchModule: ModuleLauncher | undefined;
    files: FileChecks;
    logs: Logs;
    usualStartSeconds: ActivityLog['usualStartSeconds'];
  },
) {
  const { dataDir, files, logs, paths, serverId, launchModule, usualStartSeconds } = inputs;
  const owner: MarkOwner = {
    dataDirId: createHash('sha256')
      .update(await realpath(dataDir))
      .digest('hex')
      .slice(0, 16),
    hostId: randomBytes(6).toString('hex'),
  };
  const table = createProcessTable({ platform });
  const listeners = createListenerTable(platform);
  const ports = createPorts({ platform, listeners, table });
  const cgroups = createWorkerCgroups(platform, owner);
  const hasCgroups = cgroups.isAvailable();
  const spawner = createSpawner({
    cgroups,
    platform,
    dataDir,
    owner,
    clock,
    table,
    files,
    launchModule,
    log: { warn: (message) => onFault(new Error(message), 'supervision') },
  });
  const { dataDirId, hostId } = owner;
  const findForeign = async (port: number) => {
    const found = await ports.ownerOf(port);
    if (found === null || found === 'unknown') return found;
    const rows = (await table.rows()).filter(({ pid }) => pid === found.pid);
    const own = await table.marked(rows, (mark) => mark.startsWith(`${dataDirId}.${hostId}/`));
    return own.length > 0 ? null : found;
  };
  /** Names the backends in the marks of their workers. IDs would not do, for a backend can get another one. */
  let nextMarkId = 0;
  const environmentFor = (uid: string): RunEnvironment => {
    const log = logs.of(uid);
    const backendId = nextMarkId++;
    // Where there are control groups, no daemon is left.
    const abandonedPorts = hasCgroups ? undefined : createAbandonedPorts(findForeign);
    return {
      clock,
      inherited: process.env,
      platform,
      serverId,
      paths,
      files,
      spawn: (request, context) => spawner.spawnWorker(request, { ...context, backendId, sink: log }),
      // Each has a mark of its own, so that the end of one leaves the others alone.
      spawnBeside: (process, context) =>
        logLaunch(log, process, (sink) =>
          spawner.spawnWorker(process.request, { ...context, backendId: nextMarkId++, sink }),
        ),
      identity: `${dataDirId}-${uid}`,
      choosePort: (backend, wish) => ports.choose(backend, wish),
      releasePort: (port) => ports.release(port),
      assertPortFree: (port, backend, advice) => ports.assertFree(port, backend, advice),
      countClients: (pids, port) => listeners.countClients(pids, port),
      abandonedPorts,
      waitUntilReady: (probe, context) => waitUntilReady(probe, { ...context, clock, listeners, ports }),
      maskInLog: (secrets) => log.mask(secrets),
      logMessage: (message) => log.logMessage(message),
      watchLog: (watcher) => log.watch(watcher),
      startRunInLog: (message) => log.startRun(message),
      endRunInLog: (run, end, message) => log.endRun(run, end, message),
      kernelLog: platform === 'linux' ? (since) => readKernelLog(since, clock.wall()) : undefined,
      watchUnfinished: (watcher) => log.watchUnfinished(watcher),
      usualStartSeconds: () => usualStartSeconds(uid),
      logPosition: () => log.lastSeq,
      linesAfter: (mark, count) => log.lastLines(count, mark),
    };
  };
  return {
    owner,
    table,
    environmentFor,
    /** Ends the workers that an earlier host of this data directory has left. */
    endLeftovers: async (): Promise<Leftover[]> => {
      const ended = await sweepLeftovers({ owner, table, clock });
      cgroups.tidy();
      return ended;
    },
    close: () => spawner.close(),
  };
}

/** What the panels receive: the backends, the notices, and the facts of the host. */
export function createEvents(
  { clock }: PartContext,
  inputs: {
    actors: ActorList;
    notices: readonly Notice[];
    host: () => HostInfo;
    recordActivity: RecordActivity;
  },
) {
  const { actors, host, recordActivity } = inputs;
  const notices = new Notices(inputs.notices, ({ message, hint }) =>
    recordActivity({ kind: 'notice', message: `${message} ${hint}`.trim() }),
  );
  const bus = new EventBus(clock, {
    list: () => actors.all().map((actor) => actor.view()),
    get: (id) => actors.find(id)?.view(),
    notices: () => notices.list(),
    host,
  });
  notices.subscribe(() => bus.noticesChanged());
  return { notices, bus };
}

/** What machine, GPUs and workers use. */
export async function createResources(
  { clock, platform, onFault }: PartContext,
  inputs: {
    actors: ActorList;
    table: ProcessTable;
    owner: MarkOwner;
    preferences: AnyPreferences;
    bus: EventBus;
  },
) {
  const { actors, bus, owner, preferences, table } = inputs;
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
  const history = new ResourceHistory(clock);
  const sampler = new ResourceSampler({
    clock,
    table,
    gpus,
    machine: new MachineResources(() => clock.now()),
    history,
    actors: () => actors.all(),
    excludedGpus: () => excludedGpus(preferences),
    onChange: (actor) => bus.changed(actor.id),
    onFault: (error) => onFault(error, 'sampling'),
  });
  const feed = new ResourceFeed(sampler);
  feed.watchAttention(bus);
  return { gpus, history, sampler, feed };
}

/** Who may start, and what is freed for it. */
export function createAdmission(
  { clock, platform, onFault }: PartContext,
  inputs: {
    actors: ActorList;
    table: ProcessTable;
    gpus: GpuMonitor;
    sampler: ResourceSampler;
    preferences: AnyPreferences;
  },
) {
  const { actors, gpus, preferences, sampler, table } = inputs;
  const freeing = new MemoryFreeing({ clock, table, gpus });
  const admission = new VramAdmission({
    clock,
    platform,
    table,
    gpus,
    sampler,
    freeing,
    actors: () => actors.all(),
    policy: () => preferences.values().MakeRoom,
    excludedGpus: () => excludedGpus(preferences),
    onFault: (error) => onFault(error, 'making room'),
  });
  return { admission, freeing };
}

/** Which backends there are; it starts none of them. */
export function createRegistry(
  { clock, onFault }: PartContext,
  inputs: Pick<RegistryOptions, 'actors' | 'store' | 'types' | 'random' | 'environmentFor' | 'admission'> & {
    logs: Logs;
    recordActivity: RecordActivity;
  },
): Registry {
  const { logs, ...options } = inputs;
  return new Registry({
    ...options,
    wall: () => clock.wall(),
    removeLog: (uid) =>
      void logs
        .of(uid)
        .remove()
        .catch((error: unknown) => onFault(error, 'removing a log')),
    onFault: (error) => onFault(error, 'a backend'),
  });
}

/** What switches backends in place of a person. */
export function createAutomation(
  { clock, onFault }: PartContext,
  inputs: { actors: ActorList; sampler: ResourceSampler; freeing: MemoryFreeing },
) {
  const { actors, freeing, sampler } = inputs;
  return {
    idleMonitor: new IdleMonitor({
      clock,
      sampler,
      freeing,
      actors: () => actors.all(),
      onFault: (error) => onFault(error, 'freeing what is unused'),
    }),
    scheduler: new Scheduler({
      clock,
      actors: () => actors.all(),
      onFault: (error) => onFault(error, 'switching by schedule'),
    }),
  };
}

const excludedGpus = (preferences: AnyPreferences): string[] => gpuIds(preferences.values().ExcludedGpus);
