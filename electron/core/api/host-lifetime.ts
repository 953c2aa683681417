/** How a host without a window lives on, and ends, by the word of the instance that has started it. */
export interface HostLifetime {
  /** That instance still wants it. */
  takeControl(): void;
  /** Ends the host, once the caller has its reply. */
  shutDown(): void;
}
