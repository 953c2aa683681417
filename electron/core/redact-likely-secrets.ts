/**
 * Masks what looks like a secret by the name before it or by its form, for texts that are kept or passed on: a token in an
 * environment variable, in an argument or in a line of output is not known to this program as a secret.
 */
const REPLACEMENT = '***';

const SECRET_WORD =
  '(?:token|secret|password|passwd|passphrase|pwd|api[-_]?key|access[-_]?key|private[-_]?key|secret[-_]?key|credentials?|authorization)';
/** `HF_TOKEN=…`, `"api_key": "…"`, `--hf-token …`. A name begins where a word begins, so that each text is searched in linear time. */
const ASSIGNMENT = new RegExp(
  `((?<![\\w-])[\\w-]*?${SECRET_WORD}(?:["']?\\s*[=:]\\s*["']?(?:(?:bearer|basic)\\s+)?|["']?\\s+["']?(?<=--[\\w-]{1,60}["']?\\s+["']?)))([^\\s"'&]+)`,
  'gi',
);
const SCHEME = /\b(bearer|basic)\s+([\w.~+/=-]{8,})/gi;
/** Keys of well-known services, and JSON web tokens. */
const KNOWN_FORMS =
  /\b(?:hf_[A-Za-z0-9]{20,}|sk-[\w-]{16,}|gh[opsur]_\w{20,}|github_pat_\w{20,}|xox[abpr]-[\w-]{10,}|AKIA[0-9A-Z]{16}|eyJ[\w-]{10,}\.[\w-]{10,}\.[\w-]+)/g;
const LOGIN_IN_ADDRESS = /\b([a-z][a-z0-9+.-]{1,20}:\/\/)[^\s/@:]+(?::[^\s/@]*)?@/gi;
/** Counts of tokens are no secrets: "prompt_token: 512". */
const COUNT = /^\d{1,7}[,.)]?$/;

export const redactLikelySecrets = (text: string): string =>
  text
    .replace(LOGIN_IN_ADDRESS, `$1${REPLACEMENT}@`)
    .replace(ASSIGNMENT, (whole, before: string, value: string) =>
      COUNT.test(value) && /token["']?\s*[=:]?\s*["']?$/i.test(before) ? whole : before + REPLACEMENT,
    )
    .replace(SCHEME, `$1 ${REPLACEMENT}`)
    .replace(KNOWN_FORMS, REPLACEMENT);
