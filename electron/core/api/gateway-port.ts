/** The gateway at a port of its own, as the core reaches it: the gateway stands on the core, and tells it where it listens. */
import type { GatewayInfo } from '../../../shared/events.ts';

export interface GatewayPort {
  info: GatewayInfo;
  /** An address at which a browser opens the pages of a backend. */
  createPageLink(backendId: number): string;
}
