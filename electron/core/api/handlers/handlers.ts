/** What each operation does; there is no other code per operation. Input is parsed already; errors are thrown as SwitchyardError. */

import { readFile } from 'node:fs/promises';
import type { Backend, FullBackend } from '../../../../shared/backend.ts';
import { SwitchyardError } from '../../../../shared/errors.ts';
import { BEING_DELETED } from '../../../../shared/operations/backends.ts';
import type { OperationOutput, ParsedInput } from '../../../../shared/operations.ts';
import { formatValue } from '../../../../shared/settings/coerce.ts';
import { happenedWords } from '../../../../shared/words/en/happened.ts';
import { texts } from '../../../../shared/words/phrase.ts';
import { fieldText } from '../../../../shared/words/wire-phrases.ts';
import type { ActivityLog } from '../../activity/activity-log.ts';
import type { MemoryFreeing } from '../../admission/memory-freeing.ts';
import type { VramAdmission } from '../../admission/vram-admission.ts';
import { describeBackendType } from '../../backend/backend-type.ts';
import { fullViewOfChild } from '../../backend/child-backends.ts';
import type { Registry } from '../../backend/registry.ts';
import { describeUnsavedDeletion } from '../../backend/unsaved-changes.ts';
import { browseFolder } from '../../discovery/browse-folder.ts';
import type { FileChecks } from '../../files/file-checks.ts';
import type { BackendLog } from '../../logging/backend-log.ts';
import type { ProgramMessages } from '../../logging/program/program-messages.ts';
import type { LogSearcher } from '../../logging/search/log-searcher.ts';
import type { ResourceHistory } from '../../resources/resource-history.ts';
import type { ResourceSampler } from '../../resources/resource-sampler.ts';
import type { AnyPreferences } from '../../storage/preferences.ts';
import { exportBackends } from '../../transfer/backend-export.ts';
import { BackendImport } from '../../transfer/backend-import.ts';
import { checkPath } from '../check-path.ts';
import type { Handlers } from '../dispatch.ts';
import type { GatewayPort } from '../gateway-port.ts';
import type { HostLifetime } from '../host-lifetime.ts';
import type { Notices } from '../notices.ts';
import { computeOverallStatus } from '../overall-status.ts';
import { ListReplies } from '../reply-json.ts';
import { SwarmLogs } from '../swarm-logs.ts';
import { createActivityHandlers, recordAccess, recordPreferences } from './activity-handlers.ts';
import { createApiKeyHandlers } from './api-key-handlers.ts';
import { createLogHandlers } from './log-handlers.ts';

const say = texts(happenedWords);

export interface HandlerParts {
  activity: ActivityLog;
  admission: Pick<VramAdmission, 'preview'>;
  registry: Registry;
  freeing: MemoryFreeing;
  notices: Notices;
  sampler: ResourceSampler;
  history: ResourceHistory;
  preferences: AnyPreferences;
  /** Path of the text with the licences, which the build makes. */
  licencesFile: string;
  files: FileChecks;
  /** Absent where the host keeps no log of its own. */
  programMessages: ProgramMessages | undefined;
  /** Absent where the host does not end by a call. */
  lifetime: HostLifetime | undefined;
  /** Null while the gateway has no port of its own. */
  gateway(): Pick<GatewayPort, 'createPageLink'> | null;
  logOf(uid: string): BackendLog;
  searcher: LogSearcher;
  /** Absent where the host has no desktop. */
  showFile: ((path: string) => void) | undefined;
  /** Of one backend, or of the program where it names none. */
  createReport(backendId: number | undefined): Promise<string>;
  discover(): Promise<OperationOutput<'DiscoverBackends'>>;
  discoverModels(): Promise<OperationOutput<'DiscoverModels'>>;
  /** Paths for an import. */
  discoverLists(): Promise<string[]>;
  reportPanelFault(report: ParsedInput<'ReportPanelFault'>): ReturnType<Handlers['ReportPanelFault']>;
}

const deletionReplies = {
  deleted: 'Deleted.',
  removing: BEING_DELETED,
  none: "Already didn't exist.",
} as const;

export function createHandlers(parts: HandlerParts): Handlers {
  const { registry } = parts;
  const fullLists = new ListReplies();
  const shortLists = new ListReplies();
  const backendImport = new BackendImport(registry, parts.files);
  const swarmLogs = new SwarmLogs({
    actors: () => registry.actors(),
    logOf: parts.logOf,
    program: parts.programMessages,
  });
  const currentStatus = () =>
    computeOverallStatus(registry.actors().map((actor) => ({ view: actor.view(), jobs: actor.jobs })));
  return {
    ListBackendTypes: () => ({ list: registry.types.map(describeBackendType) }),

    ListBackends: ({ nonreal, full_data }) => {
      const views = registry.actors().map((actor) => actor.view());
      if (nonreal) views.push(...registry.children().map(fullViewOfChild));
      return full_data
        ? fullLists.create(views.map((view) => [String(view.id), view]))
        : shortLists.create(views.map((view) => [String(view.id), toBackend(view)]));
    },

    AddNewBackend: async ({ type_id, title, settings, confirm_variables }) =>
      toBackend(
        await registry.add({ typeId: type_id, title, settings, confirmVariables: confirm_variables }),
      ),

    EditBackend: async (input) => {
      const settings = sentSettings(input);
      const request: Parameters<Registry['edit']>[1] = {
        settings,
        confirmVariables: input.confirm_variables,
      };
      if (input.title !== undefined) request.title = input.title;
      if (input.new_id !== undefined && input.new_id !== -1) request.newId = input.new_id;
      // Clients of SwarmUI send -1 for "keep the id".
      return toBackend(await registry.edit(input.backend_id, request));
    },

    DeleteBackend: async ({ backend_id }) => {
      const actor = registry.find(backend_id);
      const result = deletionReplies[await registry.delete(backend_id)];
      const reason = actor?.unsavedReason ?? null;
      return reason === null || !actor
        ? { result }
        : { result, not_saved: describeUnsavedDeletion(actor.displayName, reason).text };
    },

    ToggleBackend: async ({ backend_id, enabled }) => {
      const result = (await registry.toggle(backend_id, enabled)) ? 'Success.' : 'No change.';
      const notSaved = registry.find(backend_id)?.view().not_saved;
      return notSaved === undefined ? { result } : { result, not_saved: notSaved };
    },

    RestartBackends: async ({ backend }) => ({
      result: 'Success.',
      count: await registry.restart(backend),
    }),

    FreeBackendMemory: async ({ backend, system_ram }) => {
      const freed = await parts.freeing.free(registry.freeTargets(backend), system_ram);
      for (const entry of freed)
        if (entry.ok) registry.find(entry.id)?.activity.memoryFreed(fieldText(entry, 'message'));
      return { result: freed.length > 0, count: freed.filter(({ ok }) => ok).length, freed };
    },

    GetServerResourceInfo: async () => {
      await parts.sampler.refresh();
      return parts.sampler.info();
    },

    GetResourceHistory: (input) => parts.history.read(input),

    PreviewStarts: async ({ backends }) => {
      const previews = await parts.admission.preview(backends.flatMap((id) => registry.find(id) ?? []));
      return { list: previews.map(({ id, shortage: { kind: _, ...shortage } }) => ({ id, ...shortage })) };
    },

    MakeRoom: async ({ backend_id, anyway = false }) => {
      await registry.answerShortage(backend_id, anyway ? 'anyway' : 'make-room');
      return { result: 'Success.' };
    },

    GetCurrentStatus: currentStatus,

    GetGlobalStatus: currentStatus,

    ListLogTypes: () => ({ types_available: swarmLogs.types() }),

    ListRecentLogMessages: ({ types, last_sequence_ids = {} }) => swarmLogs.recent(types, last_sequence_ids),

    ListConnectedUsers: () => ({ users: [] }),

    ListModels: () => ({ folders: [], files: [] }),

    TriggerRefresh: () => ({
      list: [],
      groups: [],
      models: {},
      model_compat_classes: {},
      model_classes: {},
      wildcards: [],
      param_edits: null,
    }),

    ComfyGetNodeTypesForBackend: () => ({ node_types: [] }),

    ...createLogHandlers(parts),

    ...createActivityHandlers(parts),

    ListDeletedBackends: () => ({ list: registry.deleted() }),

    RestoreBackend: async ({ backend_id }) => toBackend(await registry.restore(backend_id)),

    DuplicateBackend: async ({ backend_id }) => toBackend(await registry.duplicate(backend_id)),

    ArrangeBackends: async ({ order }) => ({ order: await registry.arrange(order) }),

    TagBackend: async ({ backend_id, tags }) => ({ tags: await registry.tag(backend_id, tags) }),

    DiscoverBackends: () => parts.discover(),

    DiscoverModels: () => parts.discoverModels(),

    DiscoverImports: async () => ({ list: await backendImport.describeLists(await parts.discoverLists()) }),

    PreviewImport: (input) => backendImport.preview(input),

    ImportBackends: (input) => backendImport.import(input),

    ExportBackends: ({ passphrase, backends }) => exportBackends(registry, passphrase ?? '', backends),

    ReportDemand: async ({ backend_id, waiting }) => ({
      waiting: registry.reportDemand(backend_id, waiting),
    }),

    AdminTakeControl: () => {
      parts.lifetime?.takeControl();
      return { success: true };
    },

    ShutdownServer: () => {
      if (!parts.lifetime) throw new SwitchyardError('not_ended_by_calls');
      parts.lifetime.shutDown();
      return { success: true };
    },

    RetryBackendNow: async ({ backend_id }) => {
      await registry.retryNow(backend_id);
      return { result: 'Success.' };
    },

    GetPageLink: async ({ backend_id, page }) => {
      const { id } = registry.get(backend_id);
      const gateway = parts.gateway();
      if (!gateway) throw new SwitchyardError('gateway_off');
      return { url: gateway.createPageLink(id, page) };
    },

    BrowseFolder: ({ path, hidden }) => browseFolder(path, parts.files, process.platform, hidden),

    CheckPath: ({ path, type_id, setting }) =>
      checkPath(path, {
        setting,
        type: registry.types.find(({ id }) => id === type_id),
        files: parts.files,
        platform: process.platform,
      }),

    GetPreferences: (_, caller) => parts.preferences.view(caller),

    EditPreferences: async ({ settings }, caller) => {
      const before = parts.preferences.view();
      await parts.preferences.edit(settings);
      recordPreferences(parts.activity, before, parts.preferences.view());
      return parts.preferences.view(caller);
    },

    RenewApiToken: async (_, caller) => {
      await parts.preferences.renewApiToken();
      recordAccess(parts.activity, say('tokenRenewed'));
      return parts.preferences.view(caller);
    },

    SignOutEverywhere: async (_, caller) => {
      await parts.preferences.signOutEverywhere();
      recordAccess(parts.activity, say('signedOutEverywhere'));
      return parts.preferences.view(caller);
    },

    ...createApiKeyHandlers(parts),

    GetLicences: async () => ({ text: await readFile(parts.licencesFile, 'utf8') }),

    GetDiagnosticReport: async ({ backend_id }) => ({ text: await parts.createReport(backend_id) }),

    DismissNotice: ({ id }) => {
      parts.notices.dismiss(id);
      return { result: 'Success.' };
    },

    ReportPanelFault: (report) => parts.reportPanelFault(report),
  } satisfies Handlers;
}

const shortViews = new WeakMap<FullBackend, Backend>();

/** The fields of SwarmUI's object, without those that only `full_data` adds; the same object for the same view. */
function toBackend(view: FullBackend): Backend {
  const known = shortViews.get(view);
  if (known) return known;
  const short = {
    id: view.id,
    type: view.type,
    status: view.status,
    settings: view.settings,
    modcount: view.modcount,
    features: view.features,
    enabled: view.enabled,
    title: view.title,
    can_load_models: view.can_load_models,
    max_usages: view.max_usages,
    seconds_since_used: view.seconds_since_used,
    time_since_used: view.time_since_used,
  };
  shortViews.set(view, short);
  return short;
}

/** The three shapes in which clients send settings: `settings`, `raw_inp`, and `raw_inp.settings`. @throws SwitchyardError `missing_settings` */
function sentSettings(input: ParsedInput<'EditBackend'>): Record<string, unknown> {
  if (input.settings) return input.settings;
  const { raw_inp } = input;
  if (!raw_inp) throw new SwitchyardError('missing_settings');
  const inner = Object.hasOwn(raw_inp, 'settings') ? raw_inp.settings : undefined;
  if (inner === undefined) return raw_inp;
  if (typeof inner !== 'object' || inner === null || Array.isArray(inner))
    throw new SwitchyardError('invalid_parameter', {
      name: 'raw_inp',
      value: formatValue(inner),
      type: 'JObject',
    });
  return inner as Record<string, unknown>;
}
