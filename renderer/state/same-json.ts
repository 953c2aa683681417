/** Whether two answers of the same host say the same: it writes the same facts in the same order. */
export const hasSameJson = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
