/** Takes secrets out of texts that are kept or shown where a secret must not be. */

/** Shorter values are ignored: they occur in ordinary words, and hiding those would give the value away. */
const MIN_SECRET_LENGTH = 4;
const REPLACEMENT = '***';

/** Replaces every occurrence of a secret, plain or percent-encoded, by `***`; overlapping ones by a single one. */
export function redactSecrets(text: string, secrets: readonly string[]): string {
  const forms = new Set(
    secrets
      .filter((secret) => secret.length >= MIN_SECRET_LENGTH)
      .flatMap((secret) => [secret, encoded(secret)]),
  );
  let redacted = '';
  let done = 0;
  for (const { from, to } of merged(occurrences(text, forms))) {
    redacted += text.slice(done, from) + REPLACEMENT;
    done = to;
  }
  return redacted + text.slice(done);
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

function encoded(secret: string): string {
  try {
    return encodeURIComponent(secret);
  } catch {
    // Half a surrogate pair has no encoded form.
    return secret;
  }
}
