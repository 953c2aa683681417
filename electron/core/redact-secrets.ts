/** Takes secrets out of texts that are kept or shown where a secret must not be. */

/** Shorter values are ignored: they occur in ordinary words, and hiding those would give the value away. */
const MIN_SECRET_LENGTH = 4;
const REPLACEMENT = '***';

/** Parts of a secret, and what it reads in another encoding, must be longer, for they are found in more texts by chance. */
const MIN_PART_LENGTH = 8;
/** A random key, token or browser secret of this program: 32 bytes as base64url. */
const OWN_KEY = /(?<![\w-])(?:swy_)?(?=[\w-]*[a-z])(?=[\w-]*[A-Z])[\w-]{43}(?![\w-])/g;
/** Characters of such a key without what it may begin with. */
const OWN_KEY_LENGTH = 43;
const SIGN_IN_CODE = /(sign-in=)[\w-]+/g;

/** Replaces every occurrence of some secrets by `***`. */
export type Redactor = (text: string) => string;

/**
 * Finds the secrets plain, percent-encoded, as in JSON and HTML, in base64 (also within a longer text that was encoded), and
 * the key within `Bearer …` or `Basic …` alone. Overlapping occurrences become a single `***`.
 */
export function createRedactor(secrets: readonly string[]): Redactor {
  const forms = new Set(secrets.filter((secret) => secret.length >= MIN_SECRET_LENGTH).flatMap(formsOf));
  if (forms.size === 0) return (text) => text;
  return (text) => {
    let redacted = '';
    let done = 0;
    for (const { from, to } of merged(occurrences(text, forms))) {
      redacted += text.slice(done, from) + REPLACEMENT;
      done = to;
    }
    return done === 0 ? text : redacted + text.slice(done);
  };
}

export const redactSecrets = (text: string, secrets: readonly string[]): string =>
  createRedactor(secrets)(text);

/** Masks all secrets that the program knows at the time of each text. It knows none before it has a source. */
export class KnownSecrets {
  #read: () => readonly string[] = () => [];
  #last: readonly string[] = [];
  #redact: Redactor = redactOwnKeys;

  setSource(read: () => readonly string[]): void {
    this.#read = read;
  }

  redact(text: string): string {
    return this.current()(text);
  }

  /** For several texts of one moment: the secrets are read once. */
  current(): Redactor {
    const secrets = this.#read();
    if (
      secrets.length !== this.#last.length ||
      secrets.some((secret, index) => secret !== this.#last[index])
    ) {
      const redact = createRedactor(secrets);
      this.#last = [...secrets];
      this.#redact = (one) => redactOwnKeys(redact(one));
    }
    return this.#redact;
  }
}

/** Replaces what has the form of a key, token or sign-in code of this program, for of most of them it knows the digest alone. */
export function redactOwnKeys(text: string): string {
  const withoutCodes = text.includes('sign-in=') ? text.replace(SIGN_IN_CODE, `$1${REPLACEMENT}`) : text;
  // Most texts are too short to hold a key.
  return withoutCodes.length < OWN_KEY_LENGTH ? withoutCodes : withoutCodes.replace(OWN_KEY, REPLACEMENT);
}

/** @returns the text with each string within it changed, and the rest as it is */
export function mapTexts<T>(value: T, change: (text: string) => string): T {
  if (typeof value === 'string') return change(value) as T;
  if (Array.isArray(value)) return value.map((item: unknown) => mapTexts(item, change)) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, mapTexts(item, change)])) as T;
}

function formsOf(secret: string): string[] {
  return [secret, ...partsOf(secret)].flatMap((text) => [
    text,
    ...percentEncoded(text),
    JSON.stringify(text).slice(1, -1),
    text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;'),
    ...(text.length < MIN_PART_LENGTH ? [] : [...base64Cores(text), Buffer.from(text).toString('hex')]),
  ]);
}

/**
 * The key of an Authorization header without its scheme; user and password of `Basic`; the values of a query that begins
 * with `?`; several keys with commas between them.
 */
function partsOf(secret: string): string[] {
  if (secret.startsWith('?'))
    return [...new URLSearchParams(secret).values()].filter((part) => part.length >= MIN_PART_LENGTH);
  // Several keys, of which any opens an engine.
  const keys = secret.split(',');
  if (keys.length > 1) return keys.map((key) => key.trim()).filter((key) => key.length >= MIN_PART_LENGTH);
  const words = secret.trim().split(/\s+/);
  const [scheme = '', credentials = ''] = words;
  if (words.length !== 2) return [];
  const parts = [credentials];
  if (scheme.toLowerCase() === 'basic') {
    const decoded = Buffer.from(credentials, 'base64').toString('utf8');
    parts.push(decoded, decoded.slice(decoded.indexOf(':') + 1));
  }
  return parts.filter((part) => part.length >= MIN_PART_LENGTH);
}

function percentEncoded(text: string): string[] {
  try {
    const encoded = encodeURIComponent(text);
    const lowerCase = encoded.replace(/%[0-9A-F]{2}/g, (byte) => byte.toLowerCase());
    return [encoded, lowerCase, encoded.replaceAll('%20', '+'), encodeURI(text)];
  } catch {
    // Half a surrogate pair has no encoded form.
    return [];
  }
}

/**
 * What a text always reads in base64, whatever stands before and behind it: six bits are a letter, so its first byte begins
 * at one of three places within the letters, and the letters at its edges depend on the neighbours.
 */
function base64Cores(text: string): string[] {
  const bytes = Buffer.from(text);
  return [0, 1, 2].flatMap((offset) => {
    const encoded = Buffer.concat([Buffer.alloc(offset), bytes])
      .toString('base64')
      .replace(/=+$/, '');
    const start = Math.ceil((offset * 8) / 6);
    const end = Math.floor(((offset + bytes.length) * 8) / 6);
    const core = encoded.slice(start, end);
    return [core, core.replaceAll('+', '-').replaceAll('/', '_')];
  });
}

interface Range {
  from: number;
  to: number;
}

function occurrences(text: string, forms: ReadonlySet<string>): Range[] {
  const found: Range[] = [];
  for (const form of forms)
    for (let from = text.indexOf(form); from >= 0; from = text.indexOf(form, from + 1))
      found.push({ from, to: from + form.length });
  return found;
}

/** The ranges in order, those that overlap as one: what only one of them covers must not be left over. */
function merged(ranges: Range[]): Range[] {
  const result: Range[] = [];
  for (const range of ranges.sort((a, b) => a.from - b.from)) {
    const last = result.at(-1);
    if (last && range.from < last.to) last.to = Math.max(last.to, range.to);
    else result.push({ ...range });
  }
  return result;
}
