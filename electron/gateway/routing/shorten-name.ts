/** The name of a model for a message: clients may send megabytes as one. */
export const shortenName = (name: string): string => (name.length > 100 ? `${name.slice(0, 100)}…` : name);
