/** Hands each sample to whoever follows, and sees to it that samples are taken while somebody looks. */
import type { Attention } from '../../../shared/events.ts';
import type { Resources } from '../../../shared/resources.ts';
import type { ResourceSampler } from './resource-sampler.ts';

/** Sends the last sample, where there is one, before it returns. */
export type SubscribeToResources = (listener: (resources: Resources) => void) => {
  setAttention(attention: Attention): void;
  close(): void;
};

/** Reports how closely anybody looks at the backends; the event bus is one. */
interface AttentionSource {
  onAttention(listener: (attention: Attention) => void): unknown;
}

type Sampler = Pick<ResourceSampler, 'watch' | 'latest'>;

export class ResourceFeed {
  readonly #sampler: () => Sampler;
  readonly #followers = new Set<(resources: Resources) => void>();

  constructor(sampler: () => Sampler) {
    this.#sampler = sampler;
  }

  /** Who looks at the picture of the backends looks at what they use. */
  watchListeners(bus: AttentionSource): void {
    const look = this.#looking();
    bus.onAttention(look);
  }

  subscribe: SubscribeToResources = (listener) => {
    const look = this.#looking();
    const { latest } = this.#sampler();
    if (latest) listener(latest);
    return {
      setAttention: (attention) => {
        look(attention);
        if (attention === 'hidden') this.#followers.delete(listener);
        else this.#followers.add(listener);
      },
      close: () => {
        look('hidden');
        this.#followers.delete(listener);
      },
    };
  };

  send(resources: Resources): void {
    for (const listener of this.#followers) listener(resources);
  }

  #looking(): (attention: Attention) => void {
    let end: (() => void) | null = null;
    return (attention) => {
      if (attention === 'hidden') {
        end?.();
        end = null;
      } else end ??= this.#sampler().watch();
    };
  }
}
