/**
 * The embedded worker: serves one GGUF model with an OpenAI-compatible API. It is a program of its own, spawned by
 * the type `localllama`, so that a crash of llama.cpp affects nothing else and the end of the process frees everything.
 *
 * SIGTERM has no handler on purpose: it ends the process at once, even in the middle of a computation.
 */

import { codeOf } from '../../shared/errors.ts';
import { freeingWords } from '../../shared/words/en/backends/freeing.ts';
import { texts } from '../../shared/words/phrase.ts';
import {
  CONFIGURATION_VARIABLE,
  CONTROL_PREFIX,
  type FreeReply,
  type WorkerConfiguration,
  type WorkerMessage,
} from '../backend-types/llama/llama-protocol.ts';
import { EmbeddingSlot } from './llama/embedding-slot.ts';
import { LlamaEngine, type LoadedModel, type ModelSlot } from './llama/engine.ts';
import { startServer } from './llama/http-server.ts';
import { LoadError } from './llama/load-error.ts';
import { Residency, type UnloadResult } from './llama/residency.ts';
import { LlamaSlot } from './llama/slot.ts';

const say = texts(freeingWords);

/** How long a request to free memory waits for the requests being served. Its caller waits longer. */
const FREE_TIMEOUT_MS = 5_000;
/** Requests that may wait for a slot, each with a body of up to 8 MB. */
const MAX_QUEUE_LENGTH = 128;
/** How long a worker that failed waits for the host to end it. */
const EXIT_DELAY_MS = 2_000;
/** Progress is reported in steps of this many per cent. */
const PROGRESS_STEP = 5;

async function main(): Promise<void> {
  const configuration = readConfiguration();
  const { modelId, isEmbeddingModel } = configuration;
  const startedAt = performance.now();
  let isReady = false;

  const engine = new Lazy(() => createEngine(configuration));
  const facts = { contextSize: 0, gpuLayers: 0 };
  const residency = new Residency<ModelSlot>({
    settings: configuration,
    queueLimit: MAX_QUEUE_LENGTH,
    async load() {
      const model = await loadModel(await engine.get(), configuration.modelPath);
      facts.contextSize = model.contextSize;
      facts.gpuLayers = model.gpuLayers;
      send({ kind: 'notice', message: model.notice });
      return model;
    },
    onLoaded: () => send({ kind: 'model', model: modelId }),
    onUnloaded() {
      console.log('Unloaded the model.');
      send({ kind: 'model', model: null });
    },
    onUsage: (inFlight) => send({ kind: 'usage', inFlight }),
    setTimer(delayMs, fire) {
      const timer = setTimeout(fire, delayMs);
      return () => clearTimeout(timer);
    },
  });

  try {
    await startServer(configuration, {
      modelId,
      isEmbeddingModel,
      ready: () => isReady,
      modelLoaded: () => residency.isLoaded,
      generate: (prompt, sampling, signal, events) =>
        residency.use(signal, (slot) =>
          assertSlot(slot, LlamaSlot).generate(prompt, sampling, signal, events),
        ),
      embed: (texts, signal) =>
        residency.use(signal, (slot) => assertSlot(slot, EmbeddingSlot).embed(texts, signal)),
      async free() {
        const result = await residency.free(FREE_TIMEOUT_MS);
        return describeUnload(result, residency.inFlight);
      },
      configure: (settings) => residency.configure(settings),
    });
    await residency.load();
  } catch (error) {
    fail(error, configuration.port);
    return;
  }
  const loaded = await engine.get();
  const { gpu, threads } = loaded;
  const devices = gpu === null ? [] : await loaded.deviceNames();
  isReady = true;
  send({ kind: 'ready', ...facts, gpu, devices, threads, loadMs: Math.round(performance.now() - startedAt) });
}

/** The engine makes slots of one kind, which follows from the configuration as the requests that are accepted do. */
function assertSlot<Slot extends ModelSlot>(slot: ModelSlot, kind: new (...args: never[]) => Slot): Slot {
  if (slot instanceof kind) return slot;
  throw new Error(`the model has slots of another kind than ${kind.name}`);
}

async function createEngine(configuration: WorkerConfiguration): Promise<LlamaEngine> {
  const engine = await LlamaEngine.create(configuration, (gpu) => sendAndFlush({ kind: 'trying', gpu }));
  send({ kind: 'trying', gpu: null });
  return engine;
}

/** Loads the model, and reports progress to the host. */
async function loadModel(engine: LlamaEngine, modelPath: string): Promise<LoadedModel> {
  const startedAt = performance.now();
  let lastPercent = 0;
  const model = await engine.load((fraction) => {
    const percent = Math.floor((fraction * 100) / PROGRESS_STEP) * PROGRESS_STEP;
    if (percent === lastPercent) return;
    lastPercent = percent;
    send({ kind: 'loading', percent });
  });
  console.log(`Loaded ${modelPath} in ${Math.round(performance.now() - startedAt)} ms.`);
  return model;
}

function readConfiguration(): WorkerConfiguration {
  const text = process.env[CONFIGURATION_VARIABLE];
  if (text === undefined) {
    console.error(`This program is started by Switchyard: ${CONFIGURATION_VARIABLE} is not set.`);
    process.exit(2);
  }
  // The host wrote it, which is a part of the same program.
  return JSON.parse(text) as WorkerConfiguration;
}

function describeUnload(result: UnloadResult, inFlight: number): FreeReply {
  switch (result) {
    case 'freed':
      return { freed: true, message: say('modelUnloaded') };
    case 'not-loaded':
      return { freed: false, message: say('modelNotLoaded') };
    case 'busy':
      return {
        freed: false,
        message: say('modelStillUsed', { seconds: FREE_TIMEOUT_MS / 1000, requests: inFlight }),
      };
  }
}

function send(message: WorkerMessage): void {
  void sendAndFlush(message);
}

/** Resolves when the system has the message, so that the host gets it even if this process crashes next. */
function sendAndFlush(message: WorkerMessage): Promise<void> {
  return new Promise((resolve) => {
    process.stdout.write(`${CONTROL_PREFIX}${JSON.stringify(message)}\n`, () => resolve());
  });
}

/**
 * Reports the error to the host and waits to be ended by it, because the host may notice an exit before it has read the
 * message. Ends by itself where there is no host.
 */
function fail(error: unknown, port: number): void {
  process.exitCode = 1;
  if (error instanceof LoadError) {
    console.error(`The model cannot be loaded: ${error.message}`);
    send({ kind: 'failed', code: error.code, reason: error.reason, advice: error.advice });
  } else if (codeOf(error) === 'EADDRINUSE') {
    send({ kind: 'failed', code: 'port_in_use', reason: `port ${port} is in use` });
  } else {
    console.error('The worker cannot start:', error);
    process.exit();
  }
  setTimeout(() => process.exit(), EXIT_DELAY_MS);
}

/** A value that is made on first use. After a failure, the next use tries again. */
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

// The host reads both. When it is gone, nobody is left to report an error to.
process.stdout.on('error', () => undefined);
process.stderr.on('error', () => undefined);
await main();
