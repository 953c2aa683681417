/** The time since something happened, in the form of SwarmUI: `3 minutes ago`. */

const UNITS: readonly (readonly [seconds: number, name: string])[] = [
  [86_400, 'day'],
  [3600, 'hour'],
  [60, 'minute'],
  [1, 'second'],
];

/** @param seconds whole seconds, or null for never */
export function timeSince(seconds: number | null): string {
  if (seconds === null) return 'Never';
  for (const [size, name] of UNITS) {
    const count = Math.floor(seconds / size);
    if (count >= 1) return `${count} ${name}${count === 1 ? '' : 's'} ago`;
  }
  return 'just now';
}
