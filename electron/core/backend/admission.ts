/** The decision before a start: which GPUs a backend gets, and whether it fits into their VRAM. */
import type { NextStep, SettingValues } from '../../../shared/backend.ts';
import type { SwitchyardError } from '../../../shared/errors.ts';
import type { HostText } from '../../../shared/words/phrase.ts';
import type { FailedRun } from '../diagnosis/known-failure.ts';
import { type ChosenGpu, type Placement, placeOnGpus } from '../gpu/gpu-placement.ts';
import type { AnyBackendType } from './backend-type.ts';
import type { CommonSettings } from './common-settings.ts';

/** Begins the slot key of an exclusive group; all other keys are GPUs. */
export const GROUP_KEY_PREFIX = 'group ';

/** What a backend lacks to be admitted, and what would be freed for it. */
export type VramShortage = Extract<NextStep, { kind: 'make_room' }>;

/** The result for a backend that is admitted. */
export interface AdmissionResult {
  placement: Placement;
  /** What was freed for it, as a message for its card. */
  notice?: HostText;
  /** Why it cannot start; left out where it can. */
  refusal?: SwitchyardError;
}

/**
 * A person's answer to a shortage. `none`: nobody was asked yet; `make-room`: free what is needed; `anyway`: start without it;
 * `free-all`: free all that can be freed on its GPUs, for it ran out of memory and nobody knows how much it needs.
 */
export type AdmissionAnswer = 'none' | 'make-room' | 'anyway' | 'free-all';

/** What the admission reads of a backend that is about to start. */
export interface AdmissionRequest {
  readonly id: number;
  readonly displayName: string;
  readonly type: AnyBackendType | undefined;
  readonly settings: SettingValues;
  readonly commonSettings: CommonSettings;
  readonly record: { readonly gpu_cards?: Readonly<Record<string, ChosenGpu>> | undefined };
}

export interface ShortageListener {
  /** The answer that the start goes by. */
  answer: AdmissionAnswer;
  /** What is lacking is different now. */
  onChange: (shortage: VramShortage) => void;
  /** The shortage may be over: admission is to be asked for again. */
  onRetry: () => void;
}

export interface Admission {
  /** What the backend has for itself while it loads. Backends that share a key load one after another. */
  slotKeys(backend: AdmissionRequest): string[];
  /** Null where {@link admit} has to be asked, because something must be found out or freed first. */
  admitImmediately(backend: AdmissionRequest): AdmissionResult | null;
  /**
   * Finds the GPUs of a backend and, where that is allowed, frees VRAM for it.
   * @throws SwitchyardError where the backend cannot start
   */
  admit(
    backend: AdmissionRequest,
    options: { answer: AdmissionAnswer; signal: AbortSignal },
  ): Promise<AdmissionResult | { shortage: VramShortage }>;
  /** Measures who holds how much on the GPUs, for {@link gpuMemory}. Never rejects. */
  measureMemory(): Promise<void>;
  /** What the diagnosis of a failed run of it may know of the graphics cards on which it was placed. */
  gpuMemory(backend: AdmissionRequest, placement: Placement): Pick<FailedRun, 'gpus' | 'canMakeRoom'>;
  /** Watches the shortage of a backend that was not admitted. @returns ends the watching */
  watchShortage(backend: AdmissionRequest, listener: ShortageListener): () => void;
}

/** An admission for where nothing is known of GPUs: it admits every backend, on the GPUs that its settings name. */
export function admitWithoutGpus(platform: NodeJS.Platform): Admission {
  return {
    slotKeys: chosenGpus,
    admitImmediately: (backend) => ({
      placement: placeOnGpus({
        backend: backend.displayName,
        chosen: chosenGpus(backend),
        chosenGpus: backend.record.gpu_cards ?? {},
        gpus: [],
        excluded: [],
        platform,
      }),
    }),
    admit: () => Promise.reject(new Error('Every backend is admitted immediately.')),
    watchShortage: () => () => undefined,
    measureMemory: () => Promise.resolve(),
    gpuMemory: () => ({ gpus: [], canMakeRoom: false }),
  };
}

/** The GPUs that its settings name; empty where it may see all, or uses none. */
export const chosenGpus = ({ type, settings }: AdmissionRequest): string[] => type?.gpus(settings) ?? [];
