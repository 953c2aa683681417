/** What the card of a llama-server says beside its state. Source of the warnings: what llama-server 0.4.0 prints. */
import { explainLlamaServerExit } from './llama-server-errors.ts';
import type { RouterModel } from './llama-server-protocol.ts';

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
 * The models of a router that could not be loaded, and why.
 * @param lines what the router has printed: what a model's process printed begins with its port, as `[47803] `
 */
export function describeFailedModels(
  models: readonly RouterModel[],
  lines: readonly string[],
  backend: string,
): string | null {
  const failed = models.flatMap(({ id, failure, path, port }) => {
    if (!failure) return [];
    const prefix = `[${port ?? ''}] `;
    const own = lines.filter((line) => line.startsWith(prefix)).map((line) => line.slice(prefix.length));
    const reason = explainLlamaServerExit(own, { backend, modelPath: path ?? id });
    return [
      reason
        ? `${id}: ${reason.message.replace(`${backend} cannot load its model: `, '')}`
        : `${id} (exit code ${failure.exitCode ?? 'unknown'}; its log may name the cause)`,
    ];
  });
  if (failed.length === 0) return null;
  const rest = failed.length - MAX_FAILED;
  return `Could not be loaded: ${failed.slice(0, MAX_FAILED).join('; ')}${rest > 0 ? `; and ${rest} more` : ''}`.replace(
    /\.?$/,
    '.',
  );
}

const MAX_FAILED = 3;
