/** Words a person gives to backends to find and to group them by. */

export const MOST_TAGS = 20;
export const LONGEST_TAG = 40;

/** How a tag is compared: `Flux` and `flux` are the same. */
export const tagKey = (tag: string): string => tag.toLowerCase();

/**
 * Tags as they are kept: without blanks around them and without the `#` they are searched by, empty ones left out, each
 * once, in the order in which they were given.
 */
export function tidyTags(tags: readonly string[]): string[] {
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
export function problemOfTags(tags: readonly string[]): string | null {
  if (tags.length > MOST_TAGS) return `at most ${MOST_TAGS} tags`;
  if (tags.some((tag) => [...tag].length > LONGEST_TAG)) return `tags of at most ${LONGEST_TAG} characters`;
  return null;
}
