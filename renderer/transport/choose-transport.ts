/** Chooses the line to the host: the desktop's bridge where there is one, else HTTP and a WebSocket. */
import type { Attention } from '../../shared/events.ts';
import { createDesktopTransport } from './desktop-transport.ts';
import type { SocketLike } from './event-socket.ts';
import { createHttpTransport } from './http-transport.ts';
import type { PanelTransport } from './panel-transport.ts';

/** The address of the event stream of the host that served this page. */
function eventsUrl(location: Location): string {
  const url = new URL('/API/events', location.href);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  return url.href;
}

function attentionOf(page: Document): Attention {
  if (page.visibilityState === 'hidden') return 'hidden';
  return page.hasFocus() ? 'focused' : 'visible';
}

/** Makes the transport for this page and lets it know whether somebody looks. */
export function chooseTransport(): PanelTransport {
  if (window.switchyard) return createDesktopTransport(window.switchyard);
  const transport = createHttpTransport({
    fetch: window.fetch.bind(window),
    openSocket: () => new WebSocket(eventsUrl(window.location)) as SocketLike,
  });
  const look = () => {
    const attention = attentionOf(document);
    transport.attend(attention);
    if (attention !== 'hidden') transport.hurry();
  };
  look();
  for (const event of ['focus', 'blur'] as const) window.addEventListener(event, look);
  document.addEventListener('visibilitychange', look);
  window.addEventListener('online', () => transport.hurry());
  return transport;
}
