/** Formats amounts for a person: bytes, durations, counts. */

const units = ['bytes', 'KiB', 'MiB', 'GiB', 'TiB'] as const;

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
  `${bytes < 0 ? '−' : ''}${(Math.abs(bytes) / divisor).toFixed(digits)}`;

/** Binary units, as GPUs are sold by: `11.2 GiB`, `512 MiB`, `3 KiB`. */
export function formatBytes(bytes: number): string {
  const unit = chooseByteUnit(bytes);
  return `${formatInUnit(bytes, unit)} ${unit.name}`;
}

/** Two amounts that belong together, in the unit of the larger: `17.2 of 24.0 GiB`, `10.2 → 0.4 GiB`. */
export function formatBytePair(first: number, between: 'of' | '→', second: number): string {
  const unit = chooseByteUnit(Math.max(Math.abs(first), Math.abs(second)));
  return `${formatInUnit(first, unit)} ${between} ${formatInUnit(second, unit)} ${unit.name}`;
}

/** A duration in its two largest units: `3 h 12 min`, `45 s`. */
export function formatDuration(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 10) return seconds % 60 === 0 ? `${minutes} min` : `${minutes} min ${seconds % 60} s`;
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} min`;
  const days = Math.floor(hours / 24);
  return hours % 24 === 0 ? `${days} d` : `${days} d ${hours % 24} h`;
}

/** How long ago something was: `just now`, `5 min ago`, `2 d ago`. */
export function formatAgo(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  if (seconds < 5) return 'just now';
  if (seconds < 60) return `${seconds} s ago`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ago`;
  const hours = Math.floor(minutes / 60);
  return hours < 24 ? `${hours} h ago` : `${Math.floor(hours / 24)} d ago`;
}

/** Whole seconds until a time, never below 0. */
export function secondsUntil(at: string, now: number): number {
  return Math.max(0, Math.ceil((Date.parse(at) - now) / 1000));
}

/** Tokens that requests have cost: `1,240 read, 310 written`. */
export const formatTokens = ({ prompt, completion }: { prompt: number; completion: number }): string =>
  `${prompt.toLocaleString('en')} read, ${completion.toLocaleString('en')} written`;

/** `1 backend`, `2 backends`. */
export function formatCount(count: number, noun: string, plural = `${noun}s`): string {
  return `${count} ${count === 1 ? noun : plural}`;
}
