import type { FreeResult } from '../../../electron/core/backend/backend-type.ts';
import { englishOf } from '../../../shared/words/phrase.ts';

/** For tests: a result of freeing memory as it is without translation. */
export const inEnglish = (result: FreeResult): FreeResult & { message: string } => ({
  ...result,
  message: englishOf(result.message),
});
