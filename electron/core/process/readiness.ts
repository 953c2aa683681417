/** Waiting for a worker by a probe that begins at 10 ms and grows to 250 ms. */
export interface ProbeOptions {
  /** Asked with GET; any status of `okStatus` counts as ready. */
  url: string;
  okStatus?: (status: number) => boolean;
}
