/** Formats amounts for a person: bytes, durations, counts. */
import { formatWords } from '../../shared/words/en/format.ts';
import { intl, words } from '../../shared/words/words.ts';

const t = words(formatWords);

const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'] as const;

/** A unit for an amount of bytes, with the number of decimal places that suits it. */
interface ByteUnit {
  divisor: number;
  name: string;
  digits: number;
}

function chooseByteUnit(bytes: number): ByteUnit {
  const digitsOf = (value: number, unit: number) => (unit >= 3 && value < 100 ? 1 : 0);
  let value = Math.abs(bytes);
  let unit = 0;
  // 1023.7 MiB must not be rounded to "1024 MiB".
  while (unit < units.length - 1 && Number(value.toFixed(digitsOf(value, unit))) >= 1024) {
    value /= 1024;
    unit++;
  }
  return { divisor: 1024 ** unit, name: units[unit] ?? '', digits: digitsOf(value, unit) };
}

const formatInUnit = (bytes: number, { divisor, digits }: ByteUnit) =>
  `${bytes < 0 ? '−' : ''}${intl
    .number({ minimumFractionDigits: digits, maximumFractionDigits: digits, useGrouping: false })
    .format(Math.abs(bytes) / divisor)}`;

/** Binary units, as GPUs are sold by: `11.2 GiB`, `512 MiB`, `3 KiB`. */
export function formatBytes(bytes: number): string {
  const unit = chooseByteUnit(bytes);
  return t('amount', { count: formatInUnit(bytes, unit), unit: unit.name });
}

/** Two amounts that belong together, in the unit of the larger: `17.2 of 24.0 GiB`, `10.2 → 0.4 GiB`. */
export function formatBytePair(first: number, between: 'of' | '→', second: number): string {
  const unit = chooseByteUnit(Math.max(Math.abs(first), Math.abs(second)));
  const count =
    between === 'of'
      ? t('amountOf', { first: formatInUnit(first, unit), second: formatInUnit(second, unit) })
      : t('change', { before: formatInUnit(first, unit), after: formatInUnit(second, unit) });
  return t('amount', { count, unit: unit.name });
}

/** A value of a setting with its unit: `30 min`. */
export const formatWithUnit = (value: string, unit: string | undefined): string =>
  unit === undefined || value === '' ? value : t('amount', { count: value, unit });

/** A duration in its two largest units: `3 h 12 min`, `45 s`. */
export function formatDuration(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  if (seconds < 60) return t('seconds', { count: seconds });
  const minutes = Math.floor(seconds / 60);
  if (minutes < 10)
    return inTwo(t('minutes', { count: minutes }), t('seconds', { count: seconds % 60 }), seconds % 60);
  if (minutes < 60) return t('minutes', { count: minutes });
  const hours = Math.floor(minutes / 60);
  if (hours < 24)
    return inTwo(t('hours', { count: hours }), t('minutes', { count: minutes % 60 }), minutes % 60);
  const days = Math.floor(hours / 24);
  return inTwo(t('days', { count: days }), t('hours', { count: hours % 24 }), hours % 24);
}

/** @param rest of the smaller unit; it is left out where there is none */
const inTwo = (larger: string, smaller: string, rest: number): string =>
  rest === 0 ? larger : `${larger} ${smaller}`;

/** How long ago something was: `just now`, `5 min ago`, `2 d ago`. */
export function formatAgo(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  if (seconds < 5) return t('justNow');
  const ago = (duration: string) => t('ago', { duration });
  if (seconds < 60) return ago(t('seconds', { count: seconds }));
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return ago(t('minutes', { count: minutes }));
  const hours = Math.floor(minutes / 60);
  return ago(hours < 24 ? t('hours', { count: hours }) : t('days', { count: Math.floor(hours / 24) }));
}

/** `45 %`. The text around it says of what. */
export const formatPercent = (percent: number): string => t('percent', { percent: Math.round(percent) });

/** Whole seconds until a time, never below 0. */
export function secondsUntil(at: string, now: number): number {
  return Math.max(0, Math.ceil((Date.parse(at) - now) / 1000));
}

/** Tokens that requests have cost: `1,240 read, 310 written`. */
export const formatTokens = ({ prompt, completion }: { prompt: number; completion: number }): string =>
  t('tokensUsed', { prompt, completion });
