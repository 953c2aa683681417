/** What a backend type is: one definition from which list, form, parser, documentation and supervision all come. */
import type {
  BackendError,
  BackendStatus,
  BackendTypeInfo,
  ChildBackend,
  Preset,
  SettingValues,
} from '../../../shared/backend.ts';
import type { SwitchyardError } from '../../../shared/errors.ts';
import { describeSettings, type SettingsShape, type ValuesOf } from '../../../shared/settings.ts';
import type { Clock } from '../clock.ts';
import type { Finding, WellKnownLocations } from '../discovery/well-known-locations.ts';
import type { ExitInfo } from '../process/exit-info.ts';
import type { ProbeOptions } from '../process/ports/readiness.ts';
import type { SpawnRequest, WorkerProcess } from '../process/worker-process.ts';

/** What is known of a live worker; a fact left out keeps its value, `undefined` and `null` take it back. */
export interface WorkerFacts {
  currentModel?: string | null;
  features?: string[];
  /** Base URL under which people and clients reach the worker. */
  address?: string | undefined;
  /** A standing remark for the card. */
  notice?: string | undefined;
  /** What it does while loading, in a few words. */
  loadStatus?: string | undefined;
  /** Graphics memory it holds by its own word; shown where the driver does not tell. */
  vramBytes?: number | undefined;
  /** Program and arguments as spawned, secrets masked; of a program of ours, without what runs it. */
  commandLine?: string | undefined;
}

/** A backend of another instance that a parent shows. */
export interface ChildFacts {
  /** Tells it from its siblings, also when it comes back after it was away. */
  key: string;
  title: string;
  status: BackendStatus;
  enabled: boolean;
  features: string[];
  canLoadModels: boolean;
  maxUsages: number;
  currentModel: string | null;
  remote: ChildBackend['remote'];
  loadStatus?: string | undefined;
  error?: BackendError | undefined;
}

/** What an adapter may do. It offers no way to set a status: that follows from what happens. */
export interface AdapterIo {
  /** How the backend is called in words, for errors: `Backend 3 "Flux"`. */
  readonly backend: string;
  /** Aborted when the start is called off or the worker is to stop. */
  readonly signal: AbortSignal;
  /**
   * Starts the worker under supervision: own group, watcher, log. Once per start. Its exit is noticed by the caller;
   * an adapter need not listen for it.
   * @param again asked when the worker ended before the start was done, and all it printed has been heard: what to go on
   * with in its place, or null where the start has failed. Asked of each that follows, too.
   * @throws SwitchyardError `command_not_found`, `command_not_executable`, `spawn_failed`
   */
  spawn(request: SpawnRequest, again?: (exit: ExitInfo) => SpawnRequest | null): Promise<WorkerProcess>;
  /** A free loopback port, handed out to nobody else while this worker lives. */
  choosePort(): Promise<number>;
  /**
   * Waits until `url` answers and the listener on its port belongs to the worker's own processes.
   * @throws SwitchyardError `exited_before_ready`, `start_timeout`, `port_taken_by_other`
   */
  waitUntilReady(options: ProbeOptions): Promise<void>;
  /** @throws SwitchyardError `port_in_use`, naming the owner where it can be found. */
  assertPortFree(port: number): Promise<void>;
  /** A remark in the backend's log. */
  log(text: string): void;
  update(facts: WorkerFacts): void;
  /** The worker reports requests: how many it is serving now. Keeps "last used" and waits for them before a stop. */
  usage(inFlight: number): void;
  /**
   * Contact lost: the adapter goes on asking and says {@link found}; meanwhile the backend is `idle`, or `errored` where a
   * person must not take that for rest. Said before the start resolves, it means that there is nobody to wait for yet.
   * Said again, the reason has changed.
   */
  lost(reason: SwitchyardError, shownAs?: 'idle' | 'errored'): void;
  /** Contact found again. */
  found(): void;
  /** Calls `listener`, for as long as the worker is wanted, when what is known of it may be out of date: the machine slept. */
  onRecheck(listener: () => void): void;
  /** The backends of the instance it is connected to, all of them anew. While contact is lost they share its fate. */
  children(list: readonly ChildFacts[]): void;
  /** `server_id` of this instance, by which others know it; empty where it serves nobody. */
  readonly serverId: string;
  /** Folders and files of this program that a type may need. */
  readonly paths: ProgramPaths;
  readonly platform: NodeJS.Platform;
  /** Lets the worker see the graphics cards that were chosen for it, and no others; to be laid below what a person set. */
  readonly gpuEnvironment: Readonly<Record<string, string>>;
  /** The only source of time and timers, so that tests turn it by hand. */
  readonly clock: Clock;
}

/** Where the parts of the program lie; differs between a source tree, a build and an installed app. */
export interface ProgramPaths {
  /** The built worker that serves GGUF models. */
  llamaWorker: string;
  /** The sample model, made by the project's own script. */
  sampleModel: string;
}

export interface FreeResult {
  /** Whether memory was freed: by what was measured where that can be, else by the worker's own word. */
  ok: boolean;
  /** Graphics memory that came back, where the worker's own figures tell. */
  vramBytes?: number;
  /** The same of main memory, for a worker that does not run here. */
  ramBytes?: number;
  /** What was done, or why nothing was, in words. */
  message: string;
}

/** One start of a backend: made anew for each, so nothing stale is left over. */
export interface Adapter {
  /** Resolves once the backend is ready for use. @throws SwitchyardError in words; anything else is a fault of ours. */
  start(): Promise<void>;
  /** Asks the worker nicely before SIGTERM is sent, where it has a way. Bounded by the caller. */
  beforeStop?(): Promise<void>;
  /** Absent: the type has no way to free memory short of a stop. */
  freeMemory?(options: { systemRam: boolean; signal: AbortSignal }): Promise<FreeResult>;
  /** False where its settings leave it no way after all. Absent: it has one if it has `freeMemory`. */
  canFreeMemory?(): boolean;
  /** Asks for the memory of one of its {@link AdapterIo.children}. */
  freeChildMemory?(key: string, options: { systemRam: boolean; signal: AbortSignal }): Promise<FreeResult>;
  /** What the last lines of a worker that ended before it was ready mean, in words; null where nothing is recognised. */
  explainExit?(lastLines: readonly string[]): SwitchyardError | null;
  /** Settings that need no restart have changed. */
  applySettings?(settings: SettingValues): void;
}

export interface BackendTypeDefinition<S extends SettingsShape = SettingsShape> {
  id: string;
  name: string;
  description: string;
  /** False = for advanced users; shown behind a switch. */
  isStandard: boolean;
  /** False for a backend that is only a parent of others. */
  canLoadModels: boolean;
  settings: S;
  presets?: Preset[];
  /** True where the worker tells of its requests through {@link AdapterIo.usage}. */
  reportsUsage?: boolean;
  /** What the backend supports before its worker has said anything. */
  features: string[];
  maxUsages(settings: ValuesOf<S>): number;
  /**
   * GPUs the worker is pinned to, by number or UUID; starts on one GPU wait for each other. Empty: it may see all. Null:
   * no worker is started here, or none that uses a GPU.
   */
  gpus(settings: ValuesOf<S>): string[] | null;
  /** True where it takes memory of all cards that it sees, rather than of the first. */
  spreadsOverGpus?: boolean;
  /** Whether a crashed worker is started again. */
  autoRestart(settings: ValuesOf<S>): boolean;
  /** Milliseconds between the polite end and the forced one. */
  stopTimeoutMs(settings: ValuesOf<S>): number;
  /** Milliseconds until a start that is not ready counts as failed. */
  startTimeoutMs(settings: ValuesOf<S>): number;
  createAdapter(settings: ValuesOf<S>, io: AdapterIo): Adapter;
  /** Looks what is there that it could be added for, with bounds of its own. Absent: there is nothing to look for. */
  discover?(places: WellKnownLocations): Promise<Finding[]>;
}

/** A type with its settings' exact shape forgotten, as the registry holds it. */
export type AnyBackendType = Omit<
  BackendTypeDefinition,
  'maxUsages' | 'gpus' | 'autoRestart' | 'stopTimeoutMs' | 'startTimeoutMs' | 'createAdapter'
> & {
  maxUsages(settings: SettingValues): number;
  gpus(settings: SettingValues): string[] | null;
  autoRestart(settings: SettingValues): boolean;
  stopTimeoutMs(settings: SettingValues): number;
  startTimeoutMs(settings: SettingValues): number;
  createAdapter(settings: SettingValues, io: AdapterIo): Adapter;
};

/**
 * Declares a backend type. The registry keeps settings complete and coerced by the type's own shape, so the
 * functions of a type never see anything else.
 */
export function defineBackendType<const S extends SettingsShape>(
  definition: BackendTypeDefinition<S>,
): AnyBackendType {
  return definition as unknown as AnyBackendType;
}

/** The type as ListBackendTypes shows it. */
export function describeBackendType(type: AnyBackendType): BackendTypeInfo {
  return {
    id: type.id,
    name: type.name,
    description: type.description,
    settings: describeSettings(type.settings),
    is_standard: type.isStandard,
    presets: type.presets ?? [],
  };
}
