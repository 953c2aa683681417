/** What stands between a backend and its start: its graphics cards, and room on them. */
import type { NextStep, SettingValues } from '../../../shared/backend.ts';
import type { SwitchyardError } from '../../../shared/errors.ts';
import { type ChosenCard, type Placement, placeOnGpus } from '../gpu/gpu-placement.ts';
import type { AnyBackendType } from './backend-type.ts';
import type { CommonSettings } from './common-settings.ts';

/** What a backend lacks to start, and what would be done about it. */
export type VramShortage = Extract<NextStep, { kind: 'make_room' }>;

export interface AdmissionResult {
  placement: Placement;
  /** What was done for it, for its card. */
  memo?: string;
  /** Why it cannot start. */
  refusal?: SwitchyardError;
}

/** `none`: nobody was asked yet; `make-room`: do what has to be done; `anyway`: start without it. */
export type AdmissionAnswer = 'none' | 'make-room' | 'anyway';

/** What is asked of a backend that is about to start. */
export interface AdmissionRequest {
  readonly id: number;
  readonly displayName: string;
  readonly type: AnyBackendType | undefined;
  readonly settings: SettingValues;
  readonly commonSettings: CommonSettings;
  readonly record: { readonly gpu_cards?: Readonly<Record<string, ChosenCard>> | undefined };
}

export interface Admission {
  /** What the start takes for itself while it loads; others with one of these keys wait. */
  claims(backend: AdmissionRequest): string[];
  /** Null where something has to be found out or done first: by {@link prepare}. */
  atOnce(backend: AdmissionRequest): AdmissionResult | null;
  /**
   * Finds its cards and, where that is wanted, makes room.
   * @throws SwitchyardError where it cannot start
   */
  prepare(
    backend: AdmissionRequest,
    options: { answer: AdmissionAnswer; signal: AbortSignal },
  ): Promise<AdmissionResult | { lack: VramShortage }>;
  /** For one that lacks room: tells when it may be there, and when what is lacking has changed. @returns ends it */
  awaitRoom(
    backend: AdmissionRequest,
    options: { answer: AdmissionAnswer; changed: (lack: VramShortage) => void; again: () => void },
  ): () => void;
}

/** For where nothing is known of graphics cards: a backend claims what it names, and starts. */
export function admitWithoutGpus(platform: NodeJS.Platform): Admission {
  return {
    claims: chosenCards,
    atOnce: (backend) => ({
      placement: placeOnGpus({
        backend: backend.displayName,
        chosen: chosenCards(backend),
        cards: backend.record.gpu_cards ?? {},
        gpus: [],
        excluded: [],
        platform,
      }),
    }),
    prepare: () => Promise.reject(new Error('There is nothing to prepare.')),
    awaitRoom: () => () => undefined,
  };
}

/** The cards its settings name; empty: it may see all, or uses none. */
export const chosenCards = ({ type, settings }: AdmissionRequest): string[] => type?.gpus(settings) ?? [];
