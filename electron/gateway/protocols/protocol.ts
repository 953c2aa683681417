/** What differs between the protocols of clients: how they are told of an error. */
import type { GatewayError } from '../gateway-error.ts';

export interface Protocol {
  /** The body of a reply with an error. */
  errorBody(error: GatewayError): object;
  /** What ends a stream of events that its backend has cut off; complete, with its line ends. */
  errorEvent(error: GatewayError): string;
}
