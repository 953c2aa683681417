/** How clients of Ollama's API are told of an error. Source: recordings of Ollama 0.32.15. */
import type { Protocol } from './protocol.ts';

export const ollamaProtocol: Protocol = {
  errorBody: ({ message }) => ({ error: message }),
  errorEvent: ({ message }) => `${JSON.stringify({ error: message })}\n`,
};
