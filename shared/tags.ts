/** Tags: words that a person gives to backends, to find and to group them. */

import { MAX_TAG_LENGTH, MAX_TAGS } from './limits.ts';
import { removeControlCharacters } from './text/control-characters.ts';

/** What tags are compared by: `Flux` and `flux` are the same tag. */
export const tagKey = (tag: string): string => tag.toLowerCase();

/**
 * Tags as they are stored: without blanks around them and without a leading `#`, with which one searches for them. Empty ones
 * and repetitions are left out; the order stays.
 */
export function normalizeTags(tags: readonly string[]): string[] {
  const byKey = new Map<string, string>();
  for (const raw of tags) {
    const tag = removeControlCharacters(raw)
      .replace(/\s+/g, ' ')
      .replace(/^[\s#]+/, '')
      .trim();
    if (tag !== '' && !byKey.has(tagKey(tag))) byKey.set(tagKey(tag), tag);
  }
  return [...byKey.values()];
}

/** Those of the tags that a backend can have, normalized. */
export const usableTags = (tags: readonly string[]): string[] =>
  normalizeTags(tags)
    .filter((tag) => findTagProblem([tag]) === null)
    .slice(0, MAX_TAGS);

/** More tags than a backend can have, or a tag that is longer than one can be; with the most of it. */
export interface TagProblem {
  problem: 'tooMany' | 'tooLong';
  max: number;
}

/** Why a backend cannot have these normalized tags, or null. */
export function findTagProblem(tags: readonly string[]): TagProblem | null {
  if (tags.length > MAX_TAGS) return { problem: 'tooMany', max: MAX_TAGS };
  if (tags.some((tag) => [...tag].length > MAX_TAG_LENGTH))
    return { problem: 'tooLong', max: MAX_TAG_LENGTH };
  return null;
}
