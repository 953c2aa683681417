/** What tray, menus, notifications and links can set going. Made once by serve.ts; none of it throws into a menu's click. */
import type { Destination } from '../../../shared/events.ts';
import type { Client } from '../../../shared/transport.ts';

export interface DesktopActions {
  /** Every operation, through the same door as the panel's calls; rejects with CallError. */
  client: Client;
  /** Runs a call that somebody clicked; a failure is shown as a notification with its words and hint. */
  attempt(call: () => Promise<unknown>): void;
  /** Shows the panel, and in it what is named. */
  show(to?: Destination): void;
  /** Opens a web address in the user's browser; any other kind of address is ignored. */
  openAddress(url: string): void;
  /** Asks first where workers are busy, then ends all of them and the program. */
  quit(): void;
}
