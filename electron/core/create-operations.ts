/** Puts together what the operations need, for every surface. */
import type { ActivityLog } from './activity/activity-log.ts';
import type { MemoryFreeing } from './admission/memory-freeing.ts';
import type { VramAdmission } from './admission/vram-admission.ts';
import { createDispatch, type Dispatch } from './api/dispatch.ts';
import type { GatewayPort } from './api/gateway-port.ts';
import { createHandlers } from './api/handlers/handlers.ts';
import type { Notices } from './api/notices.ts';
import { createPanelFaultHandler } from './api/panel-faults.ts';
import type { ActorList } from './backend/actor-list.ts';
import type { Registry } from './backend/registry.ts';
import type { Clock } from './clock.ts';
import type { CoreOptions } from './core-options.ts';
import { createDiscovery, createListDiscovery, createModelDiscovery } from './discovery/discovery.ts';
import type { FileChecks } from './files/file-checks.ts';
import type { Logs } from './logging/logs.ts';
import type { LogSearcher } from './logging/search/log-searcher.ts';
import { createDiagnosticReport } from './report/diagnostic-report.ts';
import type { ResourceHistory } from './resources/resource-history.ts';
import type { ResourceSampler } from './resources/resource-sampler.ts';
import { secretValues } from './storage/secrets/secrets.ts';
import type { Store } from './storage/store.ts';

/** The one way in to the operations, for every surface. */
export function createOperations(
  options: CoreOptions,
  parts: {
    activity: ActivityLog;
    admission: VramAdmission;
    actors: ActorList;
    clock: Clock;
    files: FileChecks;
    freeing: MemoryFreeing;
    gateway: () => GatewayPort | null;
    history: ResourceHistory;
    logs: Logs;
    notices: Notices;
    registry: Registry;
    sampler: ResourceSampler;
    searcher: LogSearcher;
    store: Store;
  },
): Dispatch {
  const { licencesFile, onFault, onPanelFault, preferences, serverId, types } = options;
  const {
    activity,
    admission,
    actors,
    clock,
    files,
    freeing,
    history,
    logs,
    notices,
    registry,
    sampler,
    searcher,
    store,
  } = parts;
  const discoveryOptions = {
    types,
    managed: () => actors.all().map((actor) => actor.view()),
    serverId,
    files,
    onFault: (error: unknown) => onFault(error, 'looking for engines and models'),
  };
  return createDispatch({
    handlers: createHandlers({
      activity,
      admission,
      registry,
      notices,
      freeing,
      sampler,
      history,
      preferences,
      licencesFile,
      files,
      programMessages: options.programMessages,
      lifetime: options.lifetime,
      gateway: parts.gateway,
      logOf: (uid) => logs.of(uid),
      showFile: options.showFile,
      searcher,
      createReport: (backendId) =>
        createDiagnosticReport(
          {
            clock,
            platform: options.platform ?? process.platform,
            version: options.version,
            surface: options.surface,
            dataDir: options.dataDir,
            registry,
            sampler,
            activity,
            searcher,
            logOf: (uid) => logs.of(uid),
            programMessages: options.programMessages,
            secrets: () => knownSecrets(options, store),
          },
          backendId,
        ),
      discover: createDiscovery(discoveryOptions),
      discoverModels: createModelDiscovery(discoveryOptions),
      discoverLists: createListDiscovery(discoveryOptions),
      reportPanelFault: createPanelFaultHandler({
        clock,
        secrets: () => knownSecrets(options, store),
        onPanelFault,
      }),
    }),
    isLocked: () => preferences.isLocked(),
    onFault,
  });
}

/** All secrets in clear that are known now. */
export function knownSecrets({ apiToken, types }: CoreOptions, store: Store): string[] {
  const { backends, deleted } = store.document;
  const token = apiToken();
  return [...secretValues([...backends, ...deleted], types), ...(token === null ? [] : [token])];
}
