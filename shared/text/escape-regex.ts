/** The text as a regular expression that matches it alone, with any flags. It must not be put into a character class. */
export const escapeRegex = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
