/** What differs between the protocols that clients speak: how an error is sent. */
import type { GatewayError } from '../gateway-error.ts';

export interface Protocol {
  /** The body of a reply with an error. */
  errorBody(error: GatewayError): object;
  /** Whether the body of an error is in the shape of the protocol. Absent where the error of a backend is passed on as it is. */
  isOwnError?(body: unknown): boolean;
  /** What ends a stream of events that its backend has cut off; complete, with its line ends. */
  errorEvent(error: GatewayError): string;
}
