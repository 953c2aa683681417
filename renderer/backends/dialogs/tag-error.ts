import { findTagProblem } from '../../../shared/tags.ts';
import { tagsWords } from '../../../shared/words/en/backends/tags.ts';
import { words } from '../../../shared/words/words.ts';

const t = words(tagsWords);

/** Why a backend cannot have these normalized tags, as a sentence; null where it can. */
export function tagError(tags: readonly string[]): string | null {
  const found = findTagProblem(tags);
  return found && t(found.problem === 'tooMany' ? 'tooMany' : 'tooLong', { max: found.max });
}
