/** The port of the API unless the user chooses another. */
export const DEFAULT_PORT = 7802;
/** The port of the gateway unless the user chooses another. */
export const DEFAULT_GATEWAY_PORT = 7803;
