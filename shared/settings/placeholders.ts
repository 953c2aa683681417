/** Placeholders in capitals that presets have for what only the user knows. */

const PLACEHOLDER = /\bMODEL-NAME\b|\/PATH\/TO\/[\w.-]+/;

/** @returns the first placeholder in a value; null where there is none */
export const findPlaceholder = (value: unknown): string | null =>
  typeof value === 'string' ? (PLACEHOLDER.exec(value)?.[0] ?? null) : null;
