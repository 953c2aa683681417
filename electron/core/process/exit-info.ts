/** How a process ended; both null where its end was seen, but not how. */
export interface ExitInfo {
  code: number | null;
  signal: NodeJS.Signals | null;
}
