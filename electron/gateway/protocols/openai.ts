/** How clients of OpenAI's API are told of an error. Source: its API reference, mid 2026. */
import type { Protocol } from './protocol.ts';

export const openAiProtocol: Protocol = {
  errorBody: (error) => error.toReply(),
  errorEvent: (error) => `data: ${JSON.stringify(error.toReply())}\n\n`,
};
