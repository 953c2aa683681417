/** Chooses the transport: the bridge of the desktop window if there is one, otherwise HTTP and a WebSocket. */
import type { Attention } from '../../shared/events.ts';
import { createHttpAccess } from './access.ts';
import { createIdentityStore } from './browser-identity.ts';
import { createDesktopTransport } from './desktop-transport.ts';
import type { SocketLike } from './event-socket.ts';
import { createHttpTransport } from './http-transport.ts';
import type { PanelTransport } from './panel-transport.ts';

/** The address of the event stream of the host that served this page. */
function eventsUrl(page: Document): string {
  const url = new URL('API/events', page.baseURI);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  return url.href;
}

function attentionOf(page: Document): Attention {
  if (page.visibilityState === 'hidden') return 'hidden';
  return page.hasFocus() ? 'focused' : 'visible';
}

/** Reads the code of a sign-in link (electron/http/sign-in.ts), and removes it from the address and the history. */
function takeSignInCode({ location, history }: Window): string | undefined {
  const [, code] = /^#sign-in=([\w-]{1,100})$/.exec(location.hash) ?? [];
  if (code !== undefined) history.replaceState(history.state, '', location.pathname + location.search);
  return code;
}

/** Makes the transport for this page, and tells it how closely the page is looked at. */
export function chooseTransport(): PanelTransport {
  if (window.switchyard) return createDesktopTransport(window.switchyard);
  const fetch = window.fetch.bind(window);
  const access = createHttpAccess({
    fetch,
    origin: window.location.origin,
    crypto: window.crypto,
    identities: createIdentityStore(window.indexedDB, new URL('.', document.baseURI).pathname),
    code: takeSignInCode(window),
  });
  const transport = createHttpTransport({
    fetch,
    openSocket: () => new WebSocket(eventsUrl(document)) as SocketLike,
    access,
  });
  // A sign-in link may be opened in a tab that shows the panel already.
  window.addEventListener('hashchange', () => {
    const code = takeSignInCode(window);
    if (code !== undefined) void access.signIn({ code }).then(() => window.location.reload());
  });
  const updateAttention = () => {
    const attention = attentionOf(document);
    transport.setAttention(attention);
    if (attention !== 'hidden') transport.reconnectNow();
  };
  updateAttention();
  for (const event of ['focus', 'blur'] as const) window.addEventListener(event, updateAttention);
  document.addEventListener('visibilitychange', updateAttention);
  window.addEventListener('online', () => transport.reconnectNow());
  return transport;
}
