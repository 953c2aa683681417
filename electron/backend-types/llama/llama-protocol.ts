/**
 * The messages between the llama worker and its host. The worker writes lines to stdout; the host sends HTTP requests with a
 * secret that is new for each spawn. Both sides import this file, so it imports neither.
 */
import type { HostText } from '../../../shared/words/phrase.ts';

/** Lines of stdout that start with this are messages to the host. A {@link WorkerMessage} as JSON follows it. */
export const CONTROL_PREFIX = '@switchyard ';

/** The environment variable with the {@link WorkerConfiguration} as JSON. Arguments would be visible to every user. */
export const CONFIGURATION_VARIABLE = 'SWITCHYARD_LLAMA_WORKER';

/** The header of requests of the host; its value is {@link WorkerConfiguration.token}. */
export const TOKEN_HEADER = 'x-switchyard-token';
/** POST without parameters: unloads the model. The reply is a {@link FreeReply}. */
export const FREE_PATH = '/control/free';
/** POST {@link LiveSettings}: applies them at once. The reply is 204. */
export const SETTINGS_PATH = '/control/settings';

/** The features of the backend, which are those of the worker's API. */
export const llamaFeatures = ['llm', 'local_llm', 'openai_api', 'streaming'] as const;
/** The features with a model that makes embeddings and generates no text. */
export const embeddingFeatures = ['embeddings', 'openai_api'] as const;

/** The settings that can change without loading the model again. */
export interface LiveSettings {
  /** Unload the model as soon as no request is left. */
  alwaysFree: boolean;
  /** Unload the model after this long without a request, in ms; 0 = never. */
  keepLoadedMs: number;
}

/** The libraries by which llama.cpp computes on a GPU. */
export type Gpu = 'cuda' | 'vulkan' | 'metal';

export interface WorkerConfiguration extends LiveSettings {
  port: number;
  /** Whether other machines may reach it. */
  isOnNetwork: boolean;
  token: string;
  modelPath: string;
  /** The id under which the API lists the model. */
  modelId: string;
  /** True: the model turns texts into vectors, and generates no text. */
  isEmbeddingModel: boolean;
  /** -1 = as many as fit; 0 = no GPU at all. */
  gpuLayers: number;
  /** Not to be used: they crashed an earlier worker of the same start, or serve only GPUs that were not chosen. */
  excludedGpus?: Gpu[];
  /** In tokens, for each request; 0 = what the model was made for, as far as memory reaches. */
  contextSize: number;
  /** 0 = the worker chooses. */
  threads: number;
  /** Requests served at the same time; further ones wait. */
  maxUsages: number;
}

/** Why the worker could not start, or not load the model. Each is a code of shared/errors.ts. */
export type LoadFailureCode =
  | 'path_not_found'
  | 'path_not_readable'
  | 'wrong_kind_of_path'
  | 'not_a_model'
  | 'model_damaged'
  | 'model_unsupported'
  | 'not_enough_memory'
  | 'model_failed'
  | 'port_in_use';

export type WorkerMessage =
  /** The worker sets up that GPU next, which may crash it. Null: it did not crash. */
  | { kind: 'trying'; gpu: Gpu | null }
  | { kind: 'loading'; percent: number }
  /** Sent once, when the first request can be served. */
  | {
      kind: 'ready';
      /** In tokens, for each request. */
      contextSize: number;
      /** Layers on the GPU. */
      gpuLayers: number;
      /** null for the processor alone. */
      gpu: Gpu | null;
      /** The names of the devices that the library uses. */
      devices: string[];
      threads: number;
      loadMs: number;
    }
  /** The model in memory, null while there is none. */
  | { kind: 'model'; model: string | null }
  /** Requests that are being served or wait for a slot. */
  | { kind: 'usage'; inFlight: number }
  /** The worker ends after this. */
  | { kind: 'failed'; code: LoadFailureCode; reason: HostText; advice?: HostText | undefined }
  /** The model works, but something about it has to be known. Null: that is over. Shown on the card. */
  | { kind: 'notice'; message: HostText | null };

export interface FreeReply {
  freed: boolean;
  /** For a person. */
  message: HostText;
}

/** @returns null for a message that this version does not know */
export function parseWorkerMessage(text: string): WorkerMessage | null {
  try {
    const message: unknown = JSON.parse(text);
    const known: readonly unknown[] = ['trying', 'loading', 'ready', 'model', 'usage', 'failed', 'notice'];
    // The worker is a part of this program and built from the same types, so only the kind is checked.
    return typeof message === 'object' &&
      message !== null &&
      'kind' in message &&
      known.includes(message.kind)
      ? (message as WorkerMessage)
      : null;
  } catch {
    return null;
  }
}
