/** For tests: bundles the llama worker as the build does, makes models, and runs real worker processes. */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { build } from 'vite';
import {
  CONFIGURATION_VARIABLE,
  CONTROL_PREFIX,
  parseWorkerMessage,
  TOKEN_HEADER,
  type WorkerConfiguration,
  type WorkerMessage,
} from '../../../electron/backend-types/llama/llama-protocol.ts';
import { freePort } from '../net/free-port.ts';
import { REPOSITORY } from '../repository.ts';
import { residentMib } from '../resident-memory.ts';

/** Has two folders: one inside the repository for the bundle, which finds node-llama-cpp there, and one outside for models. */
export class TestBench {
  readonly #bundleFolder: string;
  readonly folder: string;
  readonly workers: TestWorker[] = [];

  constructor() {
    const cache = join(REPOSITORY, 'node_modules/.cache');
    mkdirSync(cache, { recursive: true });
    this.#bundleFolder = mkdtempSync(join(cache, 'switchyard-llama-worker-'));
    this.folder = mkdtempSync(join(tmpdir(), 'switchyard-llama-'));
  }

  get workerPath(): string {
    return join(this.#bundleFolder, 'llama-worker.mjs');
  }

  async bundle(): Promise<void> {
    await build({
      configFile: false,
      logLevel: 'warn',
      root: REPOSITORY,
      build: {
        ssr: join(REPOSITORY, 'electron/workers/llama-worker.ts'),
        outDir: this.#bundleFolder,
        emptyOutDir: false,
        target: 'node20',
        rollupOptions: {
          external: ['node-llama-cpp'],
          output: { format: 'es', entryFileNames: 'llama-worker.mjs' },
        },
      },
    });
  }

  /** @returns the path of a model of that size; options are those of build/scripts/make-sample-model.mjs */
  async model(name: string, options: Record<string, number | string> = {}): Promise<string> {
    const path = join(this.folder, name);
    const script = join(REPOSITORY, 'build/scripts/make-sample-model.mjs');
    const flags = Object.entries(options).flatMap(([key, value]) => [`--${key}`, String(value)]);
    await promisify(execFile)(process.execPath, [script, path, ...flags]);
    return path;
  }

  /** @param preparation JavaScript that runs before the worker's own */
  async start(
    configuration: Partial<WorkerConfiguration> & { modelPath: string },
    preparation = '',
  ): Promise<TestWorker> {
    const complete: WorkerConfiguration = {
      port: await freePort(),
      isOnNetwork: false,
      token: 'test-token',
      modelId: 'sample',
      isEmbeddingModel: false,
      gpuLayers: 0,
      contextSize: 512,
      threads: 1,
      maxUsages: 1,
      alwaysFree: false,
      keepLoadedMs: 0,
      ...configuration,
    };
    const flags =
      preparation === '' ? [] : ['--import', `data:text/javascript,${encodeURIComponent(preparation)}`];
    const worker = new TestWorker(this.workerPath, complete, flags);
    this.workers.push(worker);
    return worker;
  }

  async close(): Promise<void> {
    await Promise.all(this.workers.map((worker) => worker.kill()));
    rmSync(this.#bundleFolder, { recursive: true, force: true });
    rmSync(this.folder, { recursive: true, force: true });
  }
}

export class TestWorker {
  readonly configuration: WorkerConfiguration;
  readonly messages: WorkerMessage[] = [];
  readonly output: string[] = [];
  readonly #process: ChildProcess;
  readonly exited: Promise<{ code: number | null; signal: string | null }>;
  #listeners = new Set<() => void>();

  constructor(path: string, configuration: WorkerConfiguration, nodeFlags: readonly string[] = []) {
    this.configuration = configuration;
    this.#process = spawn(process.execPath, [...nodeFlags, path], {
      env: { ...process.env, [CONFIGURATION_VARIABLE]: JSON.stringify(configuration) },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.exited = once(this.#process, 'exit').then(([code, signal]) => ({ code, signal }));
    const { stdout, stderr } = this.#process;
    if (!stdout || !stderr) throw new Error('the worker has no output');
    createInterface(stdout).on('line', (line) => {
      if (!line.startsWith(CONTROL_PREFIX)) {
        this.output.push(line);
        return;
      }
      const message = parseWorkerMessage(line.slice(CONTROL_PREFIX.length));
      if (message === null) throw new Error(`unknown message: ${line}`);
      this.messages.push(message);
      for (const listener of this.#listeners) listener();
    });
    createInterface(stderr).on('line', (line) => this.output.push(line));
  }

  get pid(): number {
    return this.#process.pid as number;
  }

  url(path: string): string {
    return `http://127.0.0.1:${this.configuration.port}${path}`;
  }

  /** Waits for a message of that kind, the `from`th or later of all messages. Rejects when the worker ends instead. */
  async message<K extends WorkerMessage['kind']>(
    kind: K,
    matches: (message: Extract<WorkerMessage, { kind: K }>) => boolean = () => true,
    from = 0,
  ): Promise<Extract<WorkerMessage, { kind: K }>> {
    type Wanted = Extract<WorkerMessage, { kind: K }>;
    const find = () =>
      this.messages
        .slice(from)
        .find((message): message is Wanted => message.kind === kind && matches(message as Wanted));
    const { exited } = this;
    return await new Promise<Wanted>((resolveMessage, reject) => {
      const check = () => {
        const found = find();
        if (!found) return;
        this.#listeners.delete(check);
        resolveMessage(found);
      };
      this.#listeners.add(check);
      void exited.then((exit) =>
        reject(new Error(`the worker ended (${JSON.stringify(exit)}):\n${this.output.join('\n')}`)),
      );
      check();
    });
  }

  ready() {
    return this.message('ready');
  }

  post(path: string, body: unknown, init: RequestInit = {}): Promise<Response> {
    return fetch(this.url(path), {
      method: 'POST',
      body: typeof body === 'string' ? body : JSON.stringify(body),
      ...init,
      headers: { 'Content-Type': 'application/json', ...init.headers },
    });
  }

  control(path: string, body: object = {}): Promise<Response> {
    return this.post(path, body, { headers: { [TOKEN_HEADER]: this.configuration.token } });
  }

  /** Resident memory in bytes. */
  async rss(): Promise<number> {
    return (await residentMib(this.pid)) * 1024 ** 2;
  }

  signal(name: NodeJS.Signals): void {
    this.#process.kill(name);
  }

  async kill(): Promise<void> {
    if (this.#process.exitCode === null && this.#process.signalCode === null) this.#process.kill('SIGKILL');
    await this.exited;
  }
}

/** A request for a chat, always answered in the same way; `more` adds parameters. */
export const chatBody = (content: string, more: object = {}) => ({
  messages: [{ role: 'user', content }],
  temperature: 0,
  ...more,
});

export interface ToolCallReply {
  id: string;
  type: string;
  function: { name: string; arguments: string };
}

export interface ChatReply {
  object: string;
  model: string;
  choices: {
    message: { role: string; content: string; tool_calls?: ToolCallReply[] };
    finish_reason: string;
  }[];
  usage: { prompt_tokens: number; completion_tokens: number; total_tokens: number };
}
export interface CompletionReply {
  object: string;
  choices: { text: string; finish_reason: string }[];
  usage: ChatReply['usage'];
}
export interface ErrorReply {
  error: { message: string; type: string; param: string | null; code: string | null };
}

/** @returns the data of each event of a stream of server-sent events */
export async function readEvents(response: Response): Promise<string[]> {
  const text = await response.text();
  return text
    .split('\n\n')
    .filter((event) => event !== '')
    .map((event) => {
      if (!event.startsWith('data: ')) throw new Error(`not an event: ${event}`);
      return event.slice('data: '.length);
    });
}
