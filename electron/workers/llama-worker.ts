/**
 * The embedded worker: serves one GGUF model with an OpenAI-compatible API on loopback. A program of its own, spawned by
 * the type `localllama`, so that a crash of llama.cpp takes nothing with it and its end frees everything.
 *
 * SIGTERM is left to its default on purpose: it ends the process at once, in the middle of a computation too.
 */
import { codeOf } from '../../shared/errors.ts';
import {
  CONFIGURATION_VARIABLE,
  CONTROL_PREFIX,
  type FreeReply,
  type WorkerConfiguration,
  type WorkerMessage,
} from '../backend-types/llama/llama-protocol.ts';
import { LlamaEngine, type LlamaSlot, LoadError } from './llama/engine.ts';
import { listenOnLoopback } from './llama/http-server.ts';
import { type FreeOutcome, Residency } from './llama/residency.ts';

/** How long a request to free memory waits for the requests being served, in ms; less than its caller waits. */
const FREE_PATIENCE = 5_000;
/** Requests that may wait for their turn, each with a body of up to 8 MB. */
const QUEUE_LIMIT = 128;
/** How long a worker that failed waits for its end, in ms. */
const LINGER = 2_000;
/** Progress is told in steps of this many per cent. */
const PROGRESS_STEP = 5;

async function main(): Promise<void> {
  const configuration = readConfiguration();
  const { port, token, modelId, modelPath } = configuration;
  const started = performance.now();
  let ready = false;
  let lastPercent = 0;

  const engine = new Lazy(async () => {
    const created = await LlamaEngine.create(configuration, (gpu) => sayNow({ kind: 'trying', gpu }));
    say({ kind: 'trying', gpu: null });
    return created;
  });
  const facts = { contextSize: 0, gpuLayers: 0 };
  const residency = new Residency<LlamaSlot>({
    settings: configuration,
    queueLimit: QUEUE_LIMIT,
    async load() {
      const since = performance.now();
      const model = await (await engine.get()).load((fraction) => {
        const percent = Math.floor((fraction * 100) / PROGRESS_STEP) * PROGRESS_STEP;
        if (percent === lastPercent) return;
        lastPercent = percent;
        say({ kind: 'loading', percent });
      });
      lastPercent = 0;
      facts.contextSize = model.contextSize;
      facts.gpuLayers = model.gpuLayers;
      console.log(`Loaded ${modelPath} in ${Math.round(performance.now() - since)} ms.`);
      return model;
    },
    onLoaded: () => say({ kind: 'model', model: modelId }),
    onUnloaded() {
      console.log('Unloaded the model.');
      say({ kind: 'model', model: null });
    },
    onUsage: (inFlight) => say({ kind: 'usage', inFlight }),
    setTimer(delayMs, fire) {
      const timer = setTimeout(fire, delayMs);
      return () => clearTimeout(timer);
    },
  });

  try {
    await listenOnLoopback(port, token, {
      modelId,
      ready: () => ready,
      modelLoaded: () => residency.loaded,
      generate: (prompt, sampling, signal, events) =>
        residency.use(signal, (slot) => slot.generate(prompt, sampling, signal, events)),
      async free() {
        const outcome = await residency.free(FREE_PATIENCE);
        return describeFree(outcome, residency.inFlight);
      },
      configure: (settings) => residency.configure(settings),
    });
    await residency.load();
  } catch (error) {
    giveUp(error, port);
    return;
  }
  const { gpu, threads } = await engine.get();
  ready = true;
  say({ kind: 'ready', ...facts, gpu, threads, loadMs: Math.round(performance.now() - started) });
}

function readConfiguration(): WorkerConfiguration {
  const text = process.env[CONFIGURATION_VARIABLE];
  if (text === undefined) {
    console.error(`This program is started by Switchyard: ${CONFIGURATION_VARIABLE} is not set.`);
    process.exit(2);
  }
  // Written by the host, a part of the same program.
  return JSON.parse(text) as WorkerConfiguration;
}

function describeFree(outcome: FreeOutcome, inFlight: number): FreeReply {
  switch (outcome) {
    case 'freed':
      return { freed: true, message: 'The model was unloaded. The next request loads it again.' };
    case 'not-loaded':
      return { freed: false, message: 'The model is not in memory.' };
    case 'busy':
      return {
        freed: false,
        message: `The model is still in use after ${FREE_PATIENCE / 1000} s (requests: ${inFlight}). Try again when it is idle.`,
      };
  }
}

function say(message: WorkerMessage): void {
  void sayNow(message);
}

/** Resolves when the system has it: it is heard even if this process crashes next. */
function sayNow(message: WorkerMessage): Promise<void> {
  return new Promise((resolve) => {
    process.stdout.write(`${CONTROL_PREFIX}${JSON.stringify(message)}\n`, () => resolve());
  });
}

/**
 * Tells the host why, and stays until the host ends this process: the host may see an exit before it has read the words.
 * Ends by itself where there is no such host.
 */
function giveUp(error: unknown, port: number): void {
  process.exitCode = 1;
  if (error instanceof LoadError) {
    console.error(`The model cannot be loaded: ${error.message}`);
    say({ kind: 'failed', code: error.code, reason: error.message });
  } else if (codeOf(error) === 'EADDRINUSE') {
    say({ kind: 'failed', code: 'port_in_use', reason: `port ${port} is in use` });
  } else {
    console.error('The worker cannot start:', error);
    process.exit();
  }
  setTimeout(() => process.exit(), LINGER);
}

/** A value that is made when it is first asked for; a failed try is not kept. */
class Lazy<T> {
  readonly #create: () => Promise<T>;
  #value: Promise<T> | null = null;

  constructor(create: () => Promise<T>) {
    this.#create = create;
  }

  get(): Promise<T> {
    this.#value ??= this.#create().catch((error: unknown) => {
      this.#value = null;
      throw error;
    });
    return this.#value;
  }
}

// The host reads both; when it has gone, there is nobody left to tell.
process.stdout.on('error', () => undefined);
process.stderr.on('error', () => undefined);
await main();
