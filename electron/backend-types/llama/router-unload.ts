/**
 * Frees the memory of a router without breaking off requests. It breaks them off 10 s after it was asked to unload a model, so
 * a model that is at work is unloaded when its requests are answered: within the time of the call, or later by itself.
 */
import { messageOf } from '../../../shared/errors.ts';
import { freeingWords } from '../../../shared/words/en/backends/freeing.ts';
import { englishOf, type HostText, type Text, texts } from '../../../shared/words/phrase.ts';
import { joinSentences } from '../../../shared/words/sentences.ts';
import type { AdapterIo, FreeResult } from '../../core/backend/backend-type.ts';
import { delay } from '../../core/clock.ts';
import { listModelNames } from '../common/model-names.ts';
import { isInMemory, type LlamaServerApi, type RouterModel } from './llama-server-protocol.ts';

const say = texts(freeingWords);

/** Milliseconds that running requests are waited for within the call. The caller gives up after 30 s. */
const MAX_REQUEST_WAIT = 12_000;
/** Milliseconds until the router has ended the process of a model by force: 10 s, and then some. */
const MAX_UNLOAD_WAIT = 13_000;
const PAUSE = 250;

export interface RouterUnloadOptions {
  api: Pick<LlamaServerApi, 'listModels' | 'readWorkOf' | 'unload'>;
  io: Pick<AdapterIo, 'clock' | 'log'>;
  /** Called with the models, each time they are read. */
  onModels: (models: readonly RouterModel[]) => void;
  /** Called with what is waited for, for the card; null once nothing is. */
  onWait: (notice: HostText | null) => void;
}

export class RouterUnload {
  readonly #options: RouterUnloadOptions;
  /** Models that are to be unloaded as soon as their requests are answered. */
  readonly #pending = new Set<string>();
  /** How many calls of {@link unloadAll} are under way. */
  #calls = 0;

  constructor(options: RouterUnloadOptions) {
    this.#options = options;
  }

  /** It does not report how large the models are: the caller measures how much memory the processes gave back. */
  async unloadAll(signal: AbortSignal): Promise<FreeResult> {
    this.#calls++;
    try {
      return await this.#unloadAll(signal);
    } finally {
      this.#calls--;
    }
  }

  async #unloadAll(signal: AbortSignal): Promise<FreeResult> {
    const { clock } = this.#options.io;
    const before = await this.#list(signal);
    const targets = before.filter(isInMemory).map(({ id }) => id);
    if (targets.length === 0) return { ok: false, message: describeNothingToFree(before) };
    for (const id of targets) this.#pending.add(id);
    const asked = new Set<string>();
    const refused: HostText[] = [];
    const onUnload = (id: string, refusal: HostText | null) =>
      refusal === null ? asked.add(id) : refused.push(say('modelRefused', { model: id, reason: refusal }));

    let models = before;
    const requestsDue = clock.now() + MAX_REQUEST_WAIT;
    while (!signal.aborted) {
      await this.#unloadIdle(models, { signal, onUnload });
      if (this.#pending.size === 0 || clock.now() >= requestsDue) break;
      await this.#pause();
      models = await this.#list(signal);
    }
    const isLoaded = (id: string) => models.some((model) => model.id === id && isInMemory(model));
    const unloadDue = clock.now() + MAX_UNLOAD_WAIT;
    while ([...asked].some(isLoaded) && clock.now() < unloadDue && !signal.aborted) {
      await this.#pause();
      models = await this.#list(signal);
    }
    return describeUnload({
      unloaded: targets.filter((id) => !isLoaded(id)),
      stillLoaded: [...asked].filter(isLoaded),
      working: [...this.#pending],
      refused,
    });
  }

  /** To be called each time the models were read: unloads those whose requests are answered by now. Never rejects. */
  async unloadPending(models: readonly RouterModel[], signal: AbortSignal): Promise<void> {
    if (this.#pending.size === 0 || this.#calls > 0) return;
    const { log } = this.#options.io;
    await this.#unloadIdle(models, {
      signal,
      onUnload: (id, refusal) =>
        log(
          refusal === null
            ? `${id} is unloaded, now that its requests are answered.`
            : `It refused to unload ${id}: ${englishOf(refusal)}.`,
        ),
    }).catch((error: unknown) => log(`A model could not be unloaded yet: ${messageOf(error)}.`));
  }

  /** Unloads those of the pending models that have nothing to do. */
  async #unloadIdle(
    models: readonly RouterModel[],
    { signal, onUnload }: { signal: AbortSignal; onUnload: (id: string, refusal: HostText | null) => void },
  ): Promise<void> {
    const { api, onWait } = this.#options;
    const working: string[] = [];
    for (const id of [...this.#pending]) {
      const model = models.find((one) => one.id === id);
      const requests = model && isInMemory(model) ? await this.#countRequests(model, signal) : null;
      if (requests === null || model === undefined) this.#pending.delete(id);
      else if (requests > 0) working.push(`${id} (${requests})`);
      else {
        this.#pending.delete(id);
        onUnload(id, await api.unload(id, signal));
      }
    }
    onWait(working.length === 0 ? null : describeWait(working));
  }

  /** 0 where it cannot tell: then the router is asked all the same, and waits for requests for as long as it does. */
  async #countRequests(model: RouterModel, signal: AbortSignal): Promise<number> {
    try {
      return (await this.#options.api.readWorkOf(model, signal)).inFlight;
    } catch {
      // It has no metrics, or its process has just ended.
      return 0;
    }
  }

  async #list(signal: AbortSignal): Promise<RouterModel[]> {
    const models = await this.#options.api.listModels(signal);
    this.#options.onModels(models);
    return models;
  }

  #pause(): Promise<void> {
    return delay(this.#options.io.clock, PAUSE);
  }
}

const describeWait = (working: readonly string[]): Text => say('freedAfterRequests', { models: working });

function describeNothingToFree(models: readonly RouterModel[]): Text {
  const sleeping = listModelNames(models.filter(({ status }) => status === 'sleeping').map(({ id }) => id));
  return sleeping === null ? say('noModelLoaded') : say('modelsSleep', { models: sleeping });
}

function describeUnload({
  unloaded,
  stillLoaded,
  working,
  refused,
}: Record<'unloaded' | 'stillLoaded' | 'working', readonly string[]> & {
  refused: readonly HostText[];
}): FreeResult {
  const still = listModelNames(stillLoaded);
  const busy = listModelNames(working);
  const sentences = [
    ...(unloaded.length === 0 ? [] : [say('unloaded', { count: unloaded.length })]),
    ...(busy === null ? [] : [say('modelsBusy', { models: busy, count: working.length })]),
    ...(still === null
      ? []
      : [say(unloaded.length === 0 ? 'unloadedNothing' : 'stillLoaded', { models: still })]),
    ...(refused.length === 0 ? [] : [say('refusedModels', { models: refused })]),
  ];
  return { ok: unloaded.length > 0, message: joinSentences(sentences) ?? '' };
}
