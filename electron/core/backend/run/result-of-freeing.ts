/** What a worker's answer to a request for freeing memory becomes. */
import { SwitchyardError } from '../../../../shared/errors.ts';
import { happenedWords } from '../../../../shared/words/en/happened.ts';
import { texts } from '../../../../shared/words/phrase.ts';
import { describeSystemError } from '../../system-errors.ts';
import type { FreeResult } from '../backend-type.ts';
import type { OutsideTexts } from './outside-texts.ts';

const say = texts(happenedWords);

/**
 * @param free returns undefined where its type cannot free memory while it runs @param backend its display name
 * @throws SwitchyardError `free_memory_failed`, or what the adapter throws
 */
export async function resultOfFreeing(
  free: () => Promise<FreeResult> | undefined,
  backend: string,
  outside: OutsideTexts,
): Promise<FreeResult> {
  try {
    const result = await free();
    return result ? outside.result(result) : { ok: false, message: say('cannotFree') };
  } catch (error) {
    const details = { backend, reason: describeSystemError(error) };
    throw outside.error(
      error instanceof SwitchyardError
        ? error
        : new SwitchyardError('free_memory_failed', details, { cause: error }),
    );
  }
}
