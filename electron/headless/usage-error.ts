/** The message says what is wrong with the command line, and what to do about it. */
export class UsageError extends Error {}
