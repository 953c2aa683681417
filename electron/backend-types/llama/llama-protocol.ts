/**
 * What the llama worker and its host say to each other. The worker speaks in lines on stdout, the host by HTTP with a
 * secret of that one spawn. Shared by both sides, so it imports nothing of either.
 */

/** Lines of stdout that start with this are words to the host; what follows is a {@link WorkerMessage} as JSON. */
export const CONTROL_PREFIX = '@switchyard ';

/** Holds the {@link WorkerConfiguration} as JSON. In the environment, for arguments are visible to every user. */
export const CONFIGURATION_VARIABLE = 'SWITCHYARD_LLAMA_WORKER';

/** Header of host → worker calls; its value is {@link WorkerConfiguration.token}. */
export const TOKEN_HEADER = 'x-switchyard-token';
/** POST, no parameters needed: unloads the model. Answers a {@link FreeReply}. */
export const FREE_PATH = '/control/free';
/** POST {@link LiveSettings}: applied at once. Answers 204. */
export const SETTINGS_PATH = '/control/settings';

/** What the API of the worker offers; shown as the backend's features. */
export const llamaFeatures = ['llm', 'openai_api', 'streaming'] as const;

/** What can change without loading the model again. */
export interface LiveSettings {
  /** Unload the model as soon as no request is left. */
  alwaysFree: boolean;
  /** Unload the model after this long without a request, in ms; 0 = never. */
  keepLoadedMs: number;
}

/** A kind of graphics card, or rather of the program library that llama.cpp computes with on it. */
export type Gpu = 'cuda' | 'vulkan' | 'metal';

export interface WorkerConfiguration extends LiveSettings {
  port: number;
  token: string;
  modelPath: string;
  /** The id under which the API lists the model. */
  modelId: string;
  /** -1 = as many as fit; 0 = no GPU at all. */
  gpuLayers: number;
  /** Not to be tried: an earlier worker of the same start crashed with them. */
  excludedGpus?: Gpu[];
  /** In tokens, for each request; 0 = what the model was made for, as far as memory reaches. */
  contextSize: number;
  /** 0 = chosen by the worker. */
  threads: number;
  /** Requests served at the same time; more wait. */
  maxUsages: number;
}

/** Why the worker could not start or load; each is a code of shared/errors.ts. */
export type LoadFailureCode =
  | 'path_not_found'
  | 'path_not_readable'
  | 'wrong_kind_of_path'
  | 'not_a_model'
  | 'model_failed'
  | 'port_in_use';

export type WorkerMessage =
  /** That kind of GPU is set up next, which may crash the worker; null when it did not. */
  | { kind: 'trying'; gpu: Gpu | null }
  | { kind: 'loading'; percent: number }
  /** Sent once, when the first request can be served. */
  | {
      kind: 'ready';
      /** In tokens, for each request. */
      contextSize: number;
      /** Layers on the GPU, of so many. */
      gpuLayers: number;
      /** null for the processor alone. */
      gpu: Gpu | null;
      threads: number;
      loadMs: number;
    }
  /** The model in memory, null while there is none. */
  | { kind: 'model'; model: string | null }
  /** Requests that are being served or wait for their turn. */
  | { kind: 'usage'; inFlight: number }
  /** The worker ends after this. */
  | { kind: 'failed'; code: LoadFailureCode; reason: string };

export interface FreeReply {
  freed: boolean;
  /** In words for a person. */
  message: string;
}

/** @returns null for a line that this version does not know; the caller leaves it in the log. */
export function parseWorkerMessage(text: string): WorkerMessage | null {
  try {
    const message: unknown = JSON.parse(text);
    const known: readonly unknown[] = ['trying', 'loading', 'ready', 'model', 'usage', 'failed'];
    // The worker is a part of this program, built from the same types: its kind is checked, its fields are trusted.
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
