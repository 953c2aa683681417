/** The port of the API unless the user chooses another. */
export const DEFAULT_PORT = 7802;
