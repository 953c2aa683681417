/** What a backend type is: one definition from which list, form, parser, documentation and supervision come. */
import type {
  BackendError,
  BackendStatus,
  BackendTypeInfo,
  ChildBackend,
  Preset,
  SettingValues,
} from '../../../shared/backend.ts';
import type { SwitchyardError } from '../../../shared/errors.ts';
import type { Machine, ScaleState } from '../../../shared/scale-out.ts';
import { describeSettings, type SettingsShape, type ValuesOf } from '../../../shared/settings.ts';
import type { HostText } from '../../../shared/words/phrase.ts';
import type { Clock } from '../clock.ts';
import type { EngineFailure } from '../diagnosis/known-failure.ts';
import type { Finding, FoundModel, WellKnownLocations } from '../discovery/well-known-locations.ts';
import type { FileChecks } from '../files/file-checks.ts';
import type { GpuEnvironment } from '../gpu/gpu-visibility.ts';
import type { KnownGpu } from '../gpu/known-gpu.ts';
import type { ExitInfo } from '../process/exit-info.ts';
import type { ProbeOptions } from '../process/ports/readiness.ts';
import type { SpawnRequest, WorkerProcess } from '../process/worker-process.ts';

/** How many requests or jobs a worker has. */
export interface JobCount {
  /** In work. */
  running: number;
  /** In its queue. */
  waiting: number;
}

/** What is known of a live worker. In an update, a fact that is left out keeps its value; `undefined` and `null` remove it. */
export interface WorkerFacts {
  currentModel?: string | null;
  /** Names of all models that its clients may ask for, loaded or not. */
  models?: string[] | undefined;
  features?: string[];
  /** Base URL under which people and clients reach the worker. */
  address?: string | undefined;
  /** Whether other machines reach it at the port of its address. */
  isOnNetwork?: boolean;
  /** Whether a browser finds a page for people at its address; its type says it where this is left out. */
  hasPage?: boolean;
  /** Shown on the card until it is removed. */
  notice?: HostText | undefined;
  /** What it does while loading, in a few words. */
  loadStatus?: HostText | undefined;
  /** Its jobs, where it has a queue. They need not be ours: a stop does not wait for them. */
  jobs?: JobCount | undefined;
  /** VRAM that the engine itself reports; shown where the driver reports none. */
  vramBytes?: number | undefined;
  /** How many requests the engine itself says that it takes at the same time; the settings say it where this is left out. */
  maxUsages?: number | undefined;
  /** The instances of a type that starts them on demand. */
  scale?: ScaleState | undefined;
  /** Of a parent: the machines on which its instances run. */
  machines?: Machine[] | undefined;
  /** Program and arguments as spawned, with secrets masked. For a program of ours, without the executable that runs it. */
  commandLine?: string | undefined;
}

/** How a live worker is called by clients of OpenAI's API. */
export interface OpenAiApi {
  /** What stands before `/chat/completions`, such as `http://127.0.0.1:8080/v1`. Without a slash at its end. */
  baseUrl: string;
  /** Sent with every request, with its `?`, such as `?api-version=2024-10-21`; empty for none. */
  query: string;
  /** For the worker alone: they may have its credentials. */
  headers: Readonly<Record<string, string>>;
}

/** A request that one of several instances of a backend answers. */
export interface InstanceTurn {
  api: OpenAiApi;
  /** To be called where the instance did not reply. The next request goes to another one. */
  noteNoReply(): void;
  /** To be called when the request is over. */
  end(): void;
}

/** A process that is started beside the worker and may end when it likes, such as the script that launches an instance. */
export interface BesideProcess {
  /** Number of the launch. Its lines are a run of their own in the backend's log. */
  launch: number;
  request: SpawnRequest;
  /** Called with each line that it prints, once the line is in the log. */
  onLine: (line: string) => void;
  /** How its end is noted in the log: in words, or null for nothing; and whether nobody asked for it. */
  describeEnd: (exit: ExitInfo) => { exit: string | null; failed: boolean };
}

/** How the pages of a live worker are called. */
export interface BackendPages extends OpenAiApi {
  /**
   * Whether it writes its addresses from `X-Forwarded-Host` and knows no `X-Forwarded-Prefix`: both are in the one header then.
   * Source: gradio 4.40 (Forge), route_utils.get_root_url.
   */
  prefixIsInHost?: boolean;
}

/** What a parent knows of a child. */
export interface ChildFacts {
  /** Identifies it among its siblings, also when it comes back after it was away. */
  key: string;
  title: HostText;
  status: BackendStatus;
  enabled: boolean;
  features: string[];
  canLoadModels: boolean;
  maxUsages: number;
  currentModel: string | null;
  remote: ChildBackend['remote'];
  loadStatus?: HostText | undefined;
  /** Shown with it until it is removed. */
  notice?: HostText | undefined;
  /** The machine on which it runs, as in `machines` of the parent; left out where it is not known. */
  machine?: string | undefined;
  /** ISO 8601: since when its instance does not answer; left out while it does. */
  awaySince?: string | undefined;
  error?: BackendError | undefined;
}

/** What a parent passes on to the instance of a child. */
export type ChildCommand = { kind: 'toggle'; enabled: boolean } | { kind: 'restart' };

/** What an adapter may do. It cannot set a status, for that follows from what happens. */
export interface AdapterIo {
  /** The display name of the backend, for errors: `Backend 3 "Flux"`. */
  readonly backend: string;
  /** Aborted when the start is cancelled or the worker is to stop. */
  readonly signal: AbortSignal;
  /**
   * Starts the worker under supervision: in a group of its own, with watcher and log. Once for each start. The caller handles
   * its exit; an adapter need not listen for it.
   * @param respawn called when a worker has exited before the start was done and everything that it printed was handled. It
   * returns what to spawn in its place, or null where the start has failed. It is called for each replacement, too.
   * @throws SwitchyardError `command_not_found`, `command_not_executable`, `spawn_failed`
   */
  spawn(request: SpawnRequest, respawn?: (exit: ExitInfo) => SpawnRequest | null): Promise<WorkerProcess>;
  /**
   * Starts a process beside the worker, supervised as the worker is. When the run stops, all that are left are ended after
   * {@link Adapter.beforeStop}.
   * @throws SwitchyardError as {@link spawn}
   */
  spawnBeside(process: BesideProcess): Promise<WorkerProcess>;
  /** Requests that wait for this backend now: in the gateway, and elsewhere as callers of ReportDemand say. */
  waitingRequests(): number;
  /** Names this backend of this data directory, and stays the same when the host is started again: letters, digits and `-`. */
  readonly identity: string;
  /**
   * A free loopback port, which no other backend gets while this worker lives: the one that the backend had before, where that
   * can be had. It is remembered when the worker is ready.
   * @param fixed that port or none; 0 or left out: any
   * @throws SwitchyardError `port_in_use` for a fixed one
   */
  choosePort(fixed?: number): Promise<number>;
  /**
   * Waits until `url` answers and the listener on its port belongs to the worker's own processes.
   * @throws SwitchyardError `exited_before_ready`, `start_timeout`, `port_taken_by_other`, `ready_needs_credentials`,
   * `ready_answer_wrong`
   */
  waitUntilReady(options: ProbeOptions): Promise<void>;
  /**
   * @param advice how the worker gets a free port, in a whole sentence
   * @throws SwitchyardError `port_in_use`, naming the owner where it can be found
   */
  assertPortFree(port: number, advice?: HostText): Promise<void>;
  /**
   * How many connections clients have open to the worker now; ours do not count. For a worker that cannot be asked for its
   * requests. Null where the system cannot tell.
   * @param port counted even if another program has opened it for the worker
   */
  countClients(port: number | null): Promise<number | null>;
  /** The lines that the worker of this run has printed, oldest first; of many, the last 1000. */
  printedLines(): string[];
  /** Writes a log message. */
  log(text: string): void;
  update(facts: WorkerFacts): void;
  /** Reports how many requests the worker serves now. Sets "last used"; a stop waits for these requests. */
  reportUsage(inFlight: number): void;
  /**
   * Reports that contact is lost. The adapter goes on probing until it calls {@link contactFound}; in the meantime the backend
   * is `idle`, or `errored` where idle would mislead. Called before the start resolves, it means that nothing has answered
   * yet. Called again, it changes the reason.
   */
  contactLost(reason: SwitchyardError, shownAs?: 'idle' | 'errored'): void;
  /** Reports that contact is back. */
  contactFound(): void;
  /** Calls `listener` when the machine has slept and what is known may be out of date, until the worker is to stop. */
  onWake(listener: () => void): void;
  /** Reports all backends of the instance it is connected to. While contact is lost, they are idle or errored like their parent. */
  reportChildren(list: readonly ChildFacts[]): void;
  /** `server_id` of this instance, by which others know it; empty where it serves nobody. */
  readonly serverId: string;
  /** For all paths that settings name: never `node:fs`, which a drive that does not answer would block. Given up by {@link signal}. */
  readonly files: FileChecks;
  /** Files of this program that a type may need. */
  readonly paths: ProgramPaths;
  readonly platform: NodeJS.Platform;
  /**
   * Environment variables that let the worker see only the GPUs that were chosen for it; empty where it may see all.
   * `undefined` removes an inherited one. What a person has set overrides them.
   */
  readonly gpuEnvironment: Readonly<GpuEnvironment>;
  /** The GPUs that it may see; empty where none is known. */
  readonly visibleGpus: readonly KnownGpu[];
  /** The only source of time and timers, so that tests can pass one of their own. */
  readonly clock: Clock;
}

/** Where files of the program are: that differs between a source tree, a build and an installed app. */
export interface ProgramPaths {
  /** The built worker that serves GGUF models. */
  llamaWorker: string;
  /** The sample model, made by the project's own script. */
  sampleModel: string;
  /** The built thread that searches logs; left out where there is none, and the host searches itself. */
  logSearch?: string;
  /** The built thread that writes the list of backends; left out where there is none, and the host writes itself. */
  diskThread?: string;
}

/** Bytes that the processes of a worker hold; what cannot be measured is left out. */
export interface HeldMemory {
  ramBytes?: number;
  /** As the driver reports it. 0 may also mean that it does not know the processes. */
  vramBytes?: number;
}

export interface FreeOptions {
  /** Whether RAM is to be freed, too. */
  systemRam: boolean;
  /** Aborted when the time for it is over. */
  signal: AbortSignal;
  /** Measures its processes now, for an adapter that waits until memory has come back. Absent where none run here. */
  measureHeld?: (() => Promise<HeldMemory>) | undefined;
}

export interface FreeResult {
  /** Whether memory was freed: as measured where that is possible, otherwise as the worker reports. */
  ok: boolean;
  /** Bytes of VRAM that were freed, where the worker reports that. */
  vramBytes?: number;
  /** Bytes of RAM that were freed, for a worker that does not run here. */
  ramBytes?: number;
  /** What was done, or why nothing was done. */
  message: HostText;
}

/** One start of a backend. A new adapter is created for each, so that nothing of an earlier run is left over. */
export interface Adapter {
  /** Resolves once the backend is ready for use. @throws SwitchyardError; any other error counts as a defect of ours */
  start(): Promise<void>;
  /**
   * Asks the worker itself how many requests or jobs it has, those in its queue included. A stop asks a ready worker before
   * it ends it, and again every 250 ms until the number is 0 or the time of the stop is over. Each number counts as reported
   * by {@link AdapterIo.reportUsage}. Where a worker is too busy to answer, the adapter returns what that means.
   * @param signal aborted after 3 s
   * @throws where the worker cannot tell; then what was reported last counts
   */
  countInFlight?(signal: AbortSignal): Promise<number>;
  /** Asked once it is ready. Absent for a type without that API; null where this worker cannot be called. */
  openAiApi?(): OpenAiApi | null;
  /**
   * Chooses one of several instances for a request. Such a type has no {@link openAiApi}.
   * @param model what the request asks for; null where it does not matter. @returns null where no instance can take it now
   */
  enterInstance?(model: string | null): InstanceTurn | null;
  /** Called when {@link AdapterIo.waitingRequests} has changed. */
  noteDemand?(): void;
  /** How its pages and the rest of its API are called. Absent: at its address, with the credentials of `openAiApi`. */
  pages?(): BackendPages | null;
  /**
   * Asks the worker to end before SIGTERM is sent, where it has a way. The caller limits the time: to 2 s, or to the time of
   * the whole stop where no worker runs. {@link AdapterIo.signal} is aborted by then.
   */
  beforeStop?(): Promise<void>;
  /** Absent where only a stop frees memory. */
  freeMemory?(options: FreeOptions): Promise<FreeResult>;
  /** False where its settings rule out `freeMemory`. Absent: it can wherever it has `freeMemory`. */
  canFreeMemory?(): boolean;
  /** Frees the memory of one of its children, see {@link AdapterIo.reportChildren}. */
  freeChildMemory?(key: string, options: Omit<FreeOptions, 'measureHeld'>): Promise<FreeResult>;
  /**
   * Switches one of its children, or restarts it, at its own instance. Absent where that is only done there.
   * @returns whether anything was done. @throws SwitchyardError `remote_error`, or an error whose message is the reason
   */
  commandChild?(key: string, command: ChildCommand): Promise<boolean>;
  /**
   * What a worker that failed before it was ready has said of it, in the engine's own words; null where nothing is recognised.
   * What every engine may say is in the table of known failures.
   * @param lines without colours, oldest first: the last ones, and of earlier ones those that look like errors
   */
  explainExit?(lines: readonly string[]): EngineFailure | null;
  /** Called when settings that need no restart have changed. */
  applySettings?(settings: SettingValues): void;
}

/** What a type may use to look at a path in its form. */
export interface PathContext {
  files: FileChecks;
  platform: NodeJS.Platform;
}

export interface BackendTypeDefinition<S extends SettingsShape = SettingsShape> {
  id: string;
  name: string;
  description: string;
  /** False: for advanced users, shown behind a switch. */
  isStandard: boolean;
  /** Whether it makes images; `can_load_models` on the wire. SwarmUI sends it work for images where that is true. */
  makesImages: boolean;
  settings: S;
  presets?: Preset[];
  /** Other names by which people look for it, such as those of programs that it starts or asks. */
  keywords?: string[];
  /** True where the worker reports its requests through {@link AdapterIo.reportUsage}. */
  reportsUsage?: boolean;
  /** True where {@link Adapter.countInFlight} counts the connections of clients, because the worker does not tell of its requests. */
  countsConnections?: boolean;
  /** True where a browser finds a page for people at its address. */
  hasPage?: boolean;
  /** What the backend supports until its worker has reported something. */
  features: string[];
  maxUsages(settings: ValuesOf<S>): number;
  /**
   * The GPUs that its settings name, by number or UUID. Starts on the same GPU wait for each other. Empty: it may see all.
   * Null: no worker is started here, or none that uses a GPU.
   */
  gpus(settings: ValuesOf<S>): string[] | null;
  /** True where it takes memory of all GPUs that it sees, and not only of the first. */
  spreadsOverGpus?: boolean;
  /** Whether a crashed worker is started again. */
  autoRestart(settings: ValuesOf<S>): boolean;
  /** Milliseconds between the polite end and the forced one. */
  stopTimeoutMs(settings: ValuesOf<S>): number;
  /** Milliseconds until a start that is not ready counts as failed. */
  startTimeoutMs(settings: ValuesOf<S>): number;
  createAdapter(settings: ValuesOf<S>, io: AdapterIo): Adapter;
  /** Finds what this type could be added for, within time limits of its own. Absent where there is nothing to find. */
  discover?(locations: WellKnownLocations): Promise<Finding[]>;
  /** Finds folders of another program whose list of backends can be imported. Each is a path for PreviewImport. */
  discoverLists?(locations: WellKnownLocations): Promise<string[]>;
  /** Finds the models on this machine that this type could serve, within time limits of its own. */
  discoverModels?(locations: WellKnownLocations): Promise<FoundModel[]>;
  /**
   * What a start would find at a path, as a sentence that its form shows before it is saved. It replaces the word about the
   * kind of the path.
   * @param setting the name of the setting with the path
   * @returns null where there is nothing to say
   * @throws NotAnsweringError
   */
  describePath?(setting: string, path: string, context: PathContext): Promise<HostText | null>;
}

/** A type without the exact shape of its settings, as the registry holds it. */
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
 * Declares a backend type. The registry keeps settings complete and coerced to the shape that the type declares, so the
 * functions of a type get nothing else.
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
    ...(type.keywords === undefined ? {} : { keywords: type.keywords }),
  };
}
