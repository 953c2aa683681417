/** The transport of the desktop window: the bridge that the preload script has put there. */
import type { Transport } from '../../shared/transport.ts';
import type { PanelTransport } from './panel-transport.ts';

declare global {
  interface Window {
    /** Present in the desktop window only. */
    switchyard?: Transport;
  }
}

export function createDesktopTransport(bridge: Transport): PanelTransport {
  return {
    call: (name, input) => bridge.call(name, input),
    listen: (subscription, onEvent) => bridge.listen(subscription, onEvent),
    // The window lives in the same program as the core: there is no line that could break.
    connection: () => 'open',
    onConnection: () => () => undefined,
    // The host sees for itself whether its window is focused, visible or hidden, and both share one clock.
    attend: () => undefined,
    onHostTime: () => () => undefined,
  };
}
