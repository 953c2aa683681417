/** Where the API listens unless somebody says otherwise. */
export const DEFAULT_PORT = 7802;
