/** What the core knows of the gateway's own port. The gateway imports the core, so its server announces itself here. */
import type { GatewayInfo } from '../../../shared/events.ts';

export interface GatewayPort {
  info: GatewayInfo;
  /**
   * An address at which a browser opens the pages of a backend.
   * @param page where that browser shows the panel; undefined for one of this machine
   * @throws SwitchyardError `gateway_not_reachable`
   */
  createPageLink(backendId: number, page?: string): string;
}
