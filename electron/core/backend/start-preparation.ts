/** What stands between a backend and its start: its graphics cards, and room on them. */
import type { NextStep, SettingValues } from '../../../shared/backend.ts';
import type { SwitchyardError } from '../../../shared/errors.ts';
import { type ChosenCard, type Placement, placeOnGpus } from '../gpu/gpu-placement.ts';
import type { AnyBackendType } from './backend-type.ts';
import type { StandingRules } from './common-settings.ts';

/** What a backend lacks to start, and what would be done about it. */
export type RoomLack = Extract<NextStep, { kind: 'make_room' }>;

export interface Prepared {
  placement: Placement;
  /** What was done for it, for its card. */
  memo?: string;
  /** Why it cannot start. */
  refusal?: SwitchyardError;
}

/** `none`: nobody was asked yet; `make-room`: do what has to be done; `anyway`: start without it. */
export type RoomAnswer = 'none' | 'make-room' | 'anyway';

/** What is asked of a backend that is about to start. */
export interface StartingBackend {
  readonly id: number;
  readonly words: string;
  readonly type: AnyBackendType | undefined;
  readonly settings: SettingValues;
  readonly rules: StandingRules;
  readonly record: { readonly gpu_cards?: Readonly<Record<string, ChosenCard>> | undefined };
}

export interface StartPreparation {
  /** What the start takes for itself while it loads; others with one of these keys wait. */
  claims(backend: StartingBackend): string[];
  /** Null where something has to be found out or done first: by {@link prepare}. */
  atOnce(backend: StartingBackend): Prepared | null;
  /**
   * Finds its cards and, where that is wanted, makes room.
   * @throws SwitchyardError where it cannot start
   */
  prepare(
    backend: StartingBackend,
    options: { answer: RoomAnswer; signal: AbortSignal },
  ): Promise<Prepared | { lack: RoomLack }>;
  /** For one that lacks room: tells when it may be there, and when what is lacking has changed. @returns ends it */
  awaitRoom(
    backend: StartingBackend,
    options: { answer: RoomAnswer; changed: (lack: RoomLack) => void; again: () => void },
  ): () => void;
}

/** For where nothing is known of graphics cards: a backend claims what it names, and starts. */
export function withoutCards(platform: NodeJS.Platform): StartPreparation {
  return {
    claims: chosenCards,
    atOnce: (backend) => ({
      placement: placeOnGpus({
        backend: backend.words,
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
export const chosenCards = ({ type, settings }: StartingBackend): string[] => type?.gpus(settings) ?? [];
