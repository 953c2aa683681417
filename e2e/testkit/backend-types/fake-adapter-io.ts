/** For tests: an {@link AdapterIo} that records the calls of an adapter, and starts nothing. */
import type {
  AdapterIo,
  BesideProcess,
  ChildFacts,
  WorkerFacts,
} from '../../../electron/core/backend/backend-type.ts';
import { localFileChecks } from '../../../electron/core/files/file-checks.ts';
import type { ExitInfo } from '../../../electron/core/process/exit-info.ts';
import type { ProbeOptions } from '../../../electron/core/process/ports/readiness.ts';
import type { SpawnRequest, WorkerProcess } from '../../../electron/core/process/worker-process.ts';
import type { SwitchyardError } from '../../../shared/errors.ts';
import { englishOf, type HostText } from '../../../shared/words/phrase.ts';
import { ManualClock } from '../core/manual-clock.ts';

export class FakeAdapterIo implements AdapterIo {
  readonly backend = 'Backend 1 "Test"';
  readonly clock = new ManualClock();
  readonly files = localFileChecks;
  readonly platform: NodeJS.Platform;
  gpuEnvironment: AdapterIo['gpuEnvironment'] = {};
  visibleGpus: AdapterIo['visibleGpus'] = [];
  readonly paths = {
    llamaWorker: '/app/llama-worker.mjs',
    sampleModel: '/app/sample.gguf',
  };
  /** The calls of all methods that start or check something, in their order. */
  readonly calls: string[] = [];
  /** With the English of its texts. */
  readonly facts: Omit<WorkerFacts, 'notice' | 'loadStatus'> & {
    notice?: string | undefined;
    loadStatus?: string | undefined;
  } = {};
  readonly logged: string[] = [];
  readonly usages: number[] = [];
  readonly probes: ProbeOptions[] = [];
  readonly contact: (SwitchyardError | 'found')[] = [];
  /** How each loss of contact should be shown. */
  readonly shownAs: ('idle' | 'errored')[] = [];
  request: SpawnRequest | null = null;
  /** The second argument of `spawn`. */
  respawn: ((exit: ExitInfo) => SpawnRequest | null) | undefined;
  port = 23_456;
  /** `assertPortFree` throws it. */
  portProblem: Error | null = null;
  /** Called after the spawn: it can send messages as the worker. */
  onSpawn: (request: SpawnRequest) => void = () => undefined;
  readonly serverId = 'this-server';
  /** The children that were reported last. */
  childFacts: readonly ChildFacts[] = [];
  readonly #abort = new AbortController();
  readonly #wakeListeners: (() => void)[] = [];

  constructor(platform: NodeJS.Platform = 'linux') {
    this.platform = platform;
  }

  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  stop(): void {
    this.#abort.abort();
  }

  async spawn(
    request: SpawnRequest,
    respawn?: (exit: ExitInfo) => SpawnRequest | null,
  ): Promise<WorkerProcess> {
    this.calls.push('spawn');
    this.request = request;
    this.respawn = respawn;
    queueMicrotask(() => this.onSpawn(request));
    const never = new Promise<never>(() => undefined);
    return {
      pid: 1,
      exited: never as Promise<ExitInfo>,
      outputEnded: never,
      stop: async () => undefined,
      tree: async () => [1],
    };
  }

  readonly identity = 'abc-123';
  /** What was started beside the worker. */
  readonly beside: { process: BesideProcess; exit: (exit: ExitInfo) => void; isStopped: boolean }[] = [];
  /** What `waitingRequests` returns. */
  waiting = 0;

  waitingRequests(): number {
    return this.waiting;
  }

  async spawnBeside(process: BesideProcess): Promise<WorkerProcess> {
    this.calls.push('spawnBeside');
    let exit: (exit: ExitInfo) => void = () => undefined;
    const exited = new Promise<ExitInfo>((resolve) => {
      exit = resolve;
    });
    const spawned = { process, exit, isStopped: false };
    this.beside.push(spawned);
    return {
      pid: 1 + this.beside.length,
      exited,
      outputEnded: exited.then(() => undefined),
      stop: async () => {
        spawned.isStopped = true;
        exit({ code: null, signal: 'SIGTERM' });
      },
      tree: async () => [],
    };
  }

  async choosePort(fixed = 0): Promise<number> {
    this.calls.push(fixed === 0 ? 'choosePort' : `choosePort ${fixed}`);
    return fixed === 0 ? this.port : fixed;
  }

  async waitUntilReady(options: ProbeOptions): Promise<void> {
    this.calls.push('waitUntilReady');
    this.probes.push(options);
  }

  /** What `countClients` returns. */
  clients: number | null = 0;

  readonly countedPorts: (number | null)[] = [];

  async countClients(port: number | null): Promise<number | null> {
    this.countedPorts.push(port);
    return this.clients;
  }

  /** What `assertPortFree` was told last. */
  portAdvice: HostText | undefined;

  async assertPortFree(port: number, advice?: HostText): Promise<void> {
    this.portAdvice = advice;
    this.calls.push(`assertPortFree ${port}`);
    if (this.portProblem) throw this.portProblem;
  }

  /** What the worker has printed. */
  printed: string[] = [];

  printedLines(): string[] {
    return this.printed;
  }

  log(text: string): void {
    this.logged.push(text);
  }

  /** Notice and load status as they are sent, for other languages. */
  readonly texts: { notice?: HostText; loadStatus?: HostText } = {};

  update(facts: WorkerFacts): void {
    Object.assign(this.facts, facts);
    for (const name of ['notice', 'loadStatus'] as const) {
      const text = facts[name];
      if (text !== undefined) {
        this.facts[name] = englishOf(text);
        this.texts[name] = text;
      }
    }
  }

  reportUsage(inFlight: number): void {
    this.usages.push(inFlight);
  }

  onWake(listener: () => void): void {
    this.#wakeListeners.push(listener);
  }

  /** As if the machine woke up after a sleep. */
  wake(): void {
    for (const listener of this.#wakeListeners) listener();
  }

  contactLost(reason: SwitchyardError, shownAs: 'idle' | 'errored' = 'idle'): void {
    this.contact.push(reason);
    this.shownAs.push(shownAs);
  }

  reportChildren(list: readonly ChildFacts[]): void {
    this.childFacts = list;
  }

  contactFound(): void {
    this.contact.push('found');
  }
}
