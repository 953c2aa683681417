/** What the card of a llama-server says beside its state. Source of the warnings: what llama-server 0.4.0 prints. */

import { hasCode, type SwitchyardError } from '../../../shared/errors.ts';
import { freeingWords } from '../../../shared/words/en/backends/freeing.ts';
import { noticeWords } from '../../../shared/words/en/backends/notices.ts';
import { messagePhrase } from '../../../shared/words/error-text.ts';
import { type HostText, type Text, texts } from '../../../shared/words/phrase.ts';
import { joinSentences } from '../../../shared/words/sentences.ts';
import { fieldText } from '../../../shared/words/wire-phrases.ts';
import { joinItems } from '../common/join-items.ts';
import { explainLlamaServerExit } from './llama-server-errors.ts';
import type { Properties, RouterModel } from './llama-server-protocol.ts';
import { llamaServerSettings } from './llama-server-settings.ts';

const note = texts(noticeWords);
const say = texts(freeingWords);

/** The warnings that belong on the card. @returns null where there are none */
export function describeEngineWarnings(lines: readonly string[]): HostText | null {
  const find = (pattern: RegExp) => lines.map((line) => pattern.exec(line)).find((match) => match !== null);
  const sentences: Text[] = [];
  if (find(/no usable GPU found, --gpu-layers option will be ignored/))
    sentences.push(
      note('processorAlone', { setting: fieldText(llamaServerSettings.GPULayers.info, 'label') }),
    );
  const capped = find(/slot context \((\d+)\) exceeds the training context of the model \((\d+)\) - capping/);
  const overflow = find(/n_ctx_seq \((\d+)\) > n_ctx_train \((\d+)\)/);
  const [, wanted, limit] = capped ?? overflow ?? [];
  const amounts = { wanted: Number(wanted), limit: Number(limit) };
  if (capped) {
    const setting = fieldText(llamaServerSettings.ContextSize.info, 'label');
    sentences.push(note('contextCapped', { ...amounts, setting }));
  } else if (overflow) sentences.push(note('contextTooLong', amounts));
  return joinSentences(sentences);
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
  #causes = new Map<string, HostText>();
  readonly #backend: string;

  /** @param backend its display name */
  constructor(backend: string) {
    this.#backend = backend;
  }

  /**
   * @param lines what the router has printed: what a model's process printed begins with its port, as `[47803] `
   * @returns null where all could be loaded
   */
  describe(models: readonly RouterModel[], lines: readonly string[]): HostText | null {
    const failed = models.filter(({ failure }) => failure !== null);
    const causes = new Map<string, HostText>();
    const items = failed.map((model) => {
      const key = `${model.id} ${model.port}`;
      const cause = this.#causes.get(key) ?? this.#findCause(model, lines);
      if (cause !== undefined) causes.set(key, cause);
      if (cause !== undefined) return note('notLoaded_model', { model: model.id, reason: cause });
      const code = model.failure?.exitCode;
      return code === null || code === undefined
        ? note('notLoaded_noCode', { model: model.id })
        : note('notLoaded_exit', { model: model.id, code });
    });
    this.#causes = causes;
    const named = joinItems(items, MAX_FAILED);
    return named === null ? null : note('notLoaded', { models: named });
  }

  #findCause({ id, path, port }: RouterModel, lines: readonly string[]): HostText | undefined {
    const prefix = `[${port ?? ''}] `;
    const own = lines.filter((line) => line.startsWith(prefix)).map((line) => line.slice(prefix.length));
    const reason = explainLlamaServerExit(own, { backend: this.#backend, modelPath: path ?? id });
    return reason === null ? undefined : causeOf(reason.error);
  }
}

/** Without what the error says of the backend, where it is an error of a model file. */
function causeOf(error: SwitchyardError): HostText {
  const isOfFile = hasCode(error, 'model_damaged') || hasCode(error, 'model_unsupported');
  if (!isOfFile) return messagePhrase(error.toReply());
  const { path, reason } = error.details;
  return note('fileReason', { path, reason });
}
