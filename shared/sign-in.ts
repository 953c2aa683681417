/** What a page and its host agree on when a browser signs in (docs/security.md). */

/** What a browser signs: a proof for one challenge at one origin. */
export const signedText = (origin: string, challenge: string): string =>
  `switchyard sign-in\n${origin}\n${challenge}`;
