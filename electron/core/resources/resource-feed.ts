/** Sends each sample to the subscribers, and has samples taken while somebody looks. */
import type { Attention } from '../../../shared/events.ts';
import type { Resources } from '../../../shared/resources.ts';
import type { ResourceSampler } from './resource-sampler.ts';

/** Sends the last sample, if there is one, before it returns. */
export type SubscribeToResources = (listener: (resources: Resources) => void) => {
  setAttention(attention: Attention): void;
  close(): void;
};

/** Reports how closely anybody looks at the backends; the event bus is one. */
interface AttentionSource {
  onAttention(listener: (attention: Attention) => void): unknown;
}

export class ResourceFeed {
  readonly #sampler: ResourceSampler;
  readonly #subscribers = new Set<(resources: Resources) => void>();

  constructor(sampler: ResourceSampler) {
    this.#sampler = sampler;
    sampler.onSample((resources) => {
      for (const listener of this.#subscribers) listener(resources);
    });
  }

  /** Whoever looks at the backends also looks at what they use. */
  watchAttention(bus: AttentionSource): void {
    bus.onAttention(this.#createWatch());
  }

  subscribe: SubscribeToResources = (listener) => {
    const setAttention = this.#createWatch();
    const { latest } = this.#sampler;
    if (latest) listener(latest);
    return {
      setAttention: (attention) => {
        setAttention(attention);
        if (attention === 'hidden') this.#subscribers.delete(listener);
        else this.#subscribers.add(listener);
      },
      close: () => {
        setAttention('hidden');
        this.#subscribers.delete(listener);
      },
    };
  };

  /** @returns a function that has samples taken unless the attention is `hidden` */
  #createWatch(): (attention: Attention) => void {
    let endWatch: (() => void) | null = null;
    return (attention) => {
      if (attention === 'hidden') {
        endWatch?.();
        endWatch = null;
      } else endWatch ??= this.#sampler.watch();
    };
  }
}
