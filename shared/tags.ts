/** Words a person gives to backends to find and to group them by. */
import { MAX_TAG_LENGTH, MAX_TAGS } from './limits.ts';

/** How a tag is compared: `Flux` and `flux` are the same. */
export const tagKey = (tag: string): string => tag.toLowerCase();

/**
 * Tags as they are kept: without blanks around them and without the `#` they are searched by, empty ones left out, each
 * once, in the order in which they were given.
 */
export function normalizeTags(tags: readonly string[]): string[] {
  const tidy = new Map<string, string>();
  for (const raw of tags) {
    const tag = raw
      .replace(/\s+/g, ' ')
      .replace(/^[\s#]+/, '')
      .trim();
    if (tag !== '' && !tidy.has(tagKey(tag))) tidy.set(tagKey(tag), tag);
  }
  return [...tidy.values()];
}

/** Why these cannot be the tags of a backend, completing "It must be …", or null. Expects them tidy. */
export function findTagProblem(tags: readonly string[]): string | null {
  if (tags.length > MAX_TAGS) return `at most ${MAX_TAGS} tags`;
  if (tags.some((tag) => [...tag].length > MAX_TAG_LENGTH))
    return `tags of at most ${MAX_TAG_LENGTH} characters`;
  return null;
}
