/**
 * Takes out of a diagnostic report what tells who made it: secrets, the name of the user, home folders, and the name of the
 * computer. A report is passed on to strangers, so too much is taken out rather than too little.
 */

import { escapeRegex } from '../../../shared/text/escape-regex.ts';
import { redactLikelySecrets } from '../redact-likely-secrets.ts';
import { createRedactor, redactOwnKeys } from '../redact-secrets.ts';

/** Who runs the program, and where. */
export interface PersonalFacts {
  /** The home folder, and the same after links were followed. */
  homes: readonly string[];
  userName: string;
  hostName: string;
}

/** Names that tell nothing of a person, and stand in many texts. */
const COMMON_NAMES: ReadonlySet<string> = new Set([
  'root',
  'user',
  'admin',
  'administrator',
  'ubuntu',
  'debian',
  'localhost',
  'node',
  'app',
  'default',
  'docker',
  'system',
]);
/** Shorter names are parts of too many words. */
const MIN_NAME_LENGTH = 3;

/** The home folders of other people on this or another machine: `/home/x`, `/Users/x`, `C:\Users\x`, also with doubled separators. */
const ANY_HOME = /((?:^|[^\w.])(?:[A-Za-z]:)?[\\/]{1,4}(?:home|users)[\\/]{1,4})([^\\/\s"'`:;,<>|*?]+)/gi;

/** @param secrets all secrets in clear that are known */
export function createReportRedactor(
  secrets: readonly string[],
  { homes, hostName, userName }: PersonalFacts,
): (text: string) => string {
  const redactKnown = createRedactor(secrets);
  const replacements = [
    // The longest first: one may lie within the other.
    ...[...new Set(homes)]
      .filter((home) => home.length > 1)
      .sort((a, b) => b.length - a.length)
      .map((home) => ({ pattern: pathPattern(home), by: '~' })),
  ];
  const names = [
    ...namePatterns(userName).map((pattern) => ({ pattern, by: '<user>' })),
    ...namePatterns(hostName).map((pattern) => ({ pattern, by: '<computer>' })),
  ];
  return (text) => {
    let redacted = redactLikelySecrets(redactOwnKeys(redactKnown(text)));
    for (const { pattern, by } of replacements) redacted = redacted.replace(pattern, by);
    redacted = redacted.replace(ANY_HOME, '$1<user>');
    for (const { pattern, by } of names) redacted = redacted.replace(pattern, by);
    return redacted;
  };
}

/** A path with its separators as they are, doubled as in JSON, or the other way round. It ends where a name ends. */
function pathPattern(path: string): RegExp {
  const parts = path.split(/[\\/]+/).map(escapeRegex);
  return new RegExp(`${parts.join('[\\\\/]{1,4}')}(?![\\w.-])`, 'gi');
}

/** The name as a word, whatever its case; none where it tells nothing. */
function namePatterns(name: string): RegExp[] {
  const short = name.split('.')[0] ?? name;
  return [...new Set([name, short])]
    .filter((one) => one.length >= MIN_NAME_LENGTH && !COMMON_NAMES.has(one.toLowerCase()))
    .map((one) => new RegExp(`(?<![\\p{L}\\p{N}])${escapeRegex(one)}(?![\\p{L}\\p{N}])`, 'giu'));
}
