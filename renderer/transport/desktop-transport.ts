/** The transport of the desktop window: the bridge that the preload script provides. */

import type { Bridge } from '../../shared/transport.ts';
import { shellWords } from '../../shared/words/en/shell.ts';
import { words } from '../../shared/words/words.ts';
import { sendOverBridge } from './bridge-model-requests.ts';
import type { PanelTransport } from './panel-transport.ts';

const t = words(shellWords);

declare global {
  interface Window {
    /** Present in the desktop window only. */
    switchyard?: Bridge;
  }
}

export function createDesktopTransport(bridge: Bridge): PanelTransport {
  return {
    shownIn: 'window',
    call: (name, input) =>
      bridge.call(name, input).catch(() => ({
        ok: false as const,
        error: {
          code: 'unreachable' as const,
          message: t('noAnswer'),
          hint: t('reopenFromTray'),
        },
      })),
    listen: (subscription, onEvent, onError) =>
      bridge.listen(subscription, (reply) => {
        if ('event' in reply) onEvent(reply.event);
        else onError?.(reply.error);
      }),
    sendModelRequest: sendOverBridge(bridge),
    // The core runs in the same program as the window, so the connection cannot be lost.
    connection: () => 'open',
    onConnection: () => () => undefined,
    // The host knows itself whether its window is focused, visible or hidden. Both use the same clock.
    setAttention: () => undefined,
    onHostTime: () => () => undefined,
  };
}
