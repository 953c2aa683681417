/** Whether two values of the same host have the same content. The host writes the same fields in the same order. */
export const isEqualJson = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
