/** Times as the card and the log show them. */

/** The time of day at the host, such as `14:05:09`. @param wall epoch milliseconds */
export const formatTimeOfDay = (wall: number): string => new Date(wall).toTimeString().slice(0, 8);

/** Minutes with at most one decimal. */
export const toMinutes = (ms: number): number => Math.round(ms / 6_000) / 10;
