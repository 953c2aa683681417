/** The actions behind tray, menus, notifications and links. None of them throws, as the click of a menu could not handle it. */
import type { Destination } from '../../../shared/events.ts';
import type { Client } from '../../../shared/transport.ts';

export interface DesktopActions {
  /** Every operation, called as the panel calls it; rejects with CallError. */
  client: Client;
  /** Runs a call that somebody clicked; a failure is shown as a notification with its message and hint. */
  attempt(call: () => Promise<unknown>): void;
  /** Shows the panel, and the destination in it. */
  show(to?: Destination): void;
  /** Opens a web address in the user's browser; every other kind of address is ignored. */
  openAddress(url: string): void;
  /** Puts a text on the clipboard. */
  copy(text: string): void;
  /** Asks the user first where workers are busy, then ends all workers and the program. */
  quit(): void;
}
