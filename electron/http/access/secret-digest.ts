import { createHash } from 'node:crypto';

/**
 * What is kept of a random secret in its place: SHA-256, base64url. For secrets of 32 random bytes alone, which nobody finds by
 * guessing. The time of comparing digests tells nothing about the secret.
 */
export const digestOf = (secret: string): string => createHash('sha256').update(secret).digest('base64url');
