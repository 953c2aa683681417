/** What the card of a llama-server says beside its state. Source of the warnings: what llama-server 0.4.0 prints. */
import { freeingWords } from '../../../shared/words/en/backends/freeing.ts';
import { type HostText, texts } from '../../../shared/words/phrase.ts';
import { joinSentences } from '../../../shared/words/sentences.ts';
import { explainLlamaServerExit } from './llama-server-errors.ts';
import type { Properties, RouterModel } from './llama-server-protocol.ts';

const say = texts(freeingWords);

const tokens = (count: string): string => Number(count).toLocaleString('en-US');

/** The warnings that belong on the card. @returns null where there are none */
export function describeEngineWarnings(lines: readonly string[]): string | null {
  const find = (pattern: RegExp) => lines.map((line) => pattern.exec(line)).find((match) => match !== null);
  const sentences: string[] = [];
  if (find(/no usable GPU found, --gpu-layers option will be ignored/))
    sentences.push(
      'It runs on the processor alone, whatever Layers on the GPU says: it finds no usable graphics card, or was built without support for one.',
    );
  const capped = find(/slot context \((\d+)\) exceeds the training context of the model \((\d+)\) - capping/);
  const overflow = find(/n_ctx_seq \((\d+)\) > n_ctx_train \((\d+)\)/);
  if (capped)
    sentences.push(
      `Each request has ${tokens(capped[2] ?? '')} tokens of context, as its model was made for, and not ${tokens(capped[1] ?? '')}: a smaller Context size takes less memory.`,
    );
  else if (overflow)
    sentences.push(
      `The context of ${tokens(overflow[1] ?? '')} tokens is longer than the ${tokens(overflow[2] ?? '')} that its model was made for: long answers may become nonsense.`,
    );
  return sentences.length === 0 ? null : sentences.join(' ');
}

/**
 * Why a server with one model frees nothing now.
 * @param sleepSeconds after which it unloads its model by itself; null where it does not
 */
export function explainNoUnload(
  { canSleep, isSleeping }: Pick<Properties, 'canSleep' | 'isSleeping'>,
  { sleepSeconds, unloadLabel }: { sleepSeconds: number | null; unloadLabel: HostText },
): HostText {
  if (isSleeping) return say('modelSleeps');
  const without = say('oneModel');
  const instead =
    sleepSeconds !== null
      ? say('oneModel_unloads', { seconds: sleepSeconds })
      : canSleep
        ? say('oneModel_canUnload', { setting: unloadLabel })
        : say('oneModel_tooOld');
  return joinSentences([without, instead]) ?? without;
}

const MAX_FAILED = 3;

/**
 * The models of a router that could not be loaded, and why. A router reports the failure before the lines that tell the cause have
 * come through its output, and later those lines are gone from what is kept: a cause is looked for until it is found, and then
 * remembered.
 */
export class FailedModels {
  /** By model and process. */
  #causes = new Map<string, string>();
  readonly #backend: string;

  /** @param backend its display name */
  constructor(backend: string) {
    this.#backend = backend;
  }

  /**
   * @param lines what the router has printed: what a model's process printed begins with its port, as `[47803] `
   * @returns null where all could be loaded
   */
  describe(models: readonly RouterModel[], lines: readonly string[]): string | null {
    const failed = models.filter(({ failure }) => failure !== null);
    const causes = new Map<string, string>();
    const texts = failed.map((model) => {
      const key = `${model.id} ${model.port}`;
      const cause = this.#causes.get(key) ?? this.#findCause(model, lines);
      if (cause !== undefined) causes.set(key, cause);
      const exitCode = model.failure?.exitCode ?? 'unknown';
      return cause === undefined
        ? `${model.id} (exit code ${exitCode}; its log may name the cause)`
        : `${model.id}: ${cause}`;
    });
    this.#causes = causes;
    if (texts.length === 0) return null;
    const rest = texts.length - MAX_FAILED;
    const shown = `Could not be loaded: ${texts.slice(0, MAX_FAILED).join('; ')}${rest > 0 ? `; and ${rest} more` : ''}`;
    return shown.replace(/\.?$/, '.');
  }

  #findCause({ id, path, port }: RouterModel, lines: readonly string[]): string | undefined {
    const prefix = `[${port ?? ''}] `;
    const own = lines.filter((line) => line.startsWith(prefix)).map((line) => line.slice(prefix.length));
    const reason = explainLlamaServerExit(own, { backend: this.#backend, modelPath: path ?? id });
    return reason?.error.message.replace(`${this.#backend} cannot load its model: `, '');
  }
}
