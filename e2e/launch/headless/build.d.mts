/**
 * Builds what has changed since the last time. Two at once do not disturb each other, nor a host that is just starting:
 * each part is made beside its place and then put there.
 * @param {{panel?: boolean}} [options]
 */
export function buildTestHost({ panel }?: { panel?: boolean }): Promise<void>;
export function setup(): Promise<void>;
