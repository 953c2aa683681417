/** By which address other programs reach the models of this host, from where the panel is shown. */
import { useEffect, useState } from 'react';
import { isLoopbackUrl } from '../../format/is-loopback-url.ts';
import { usePanelServices, usePanelState } from '../../panel-context.tsx';

/**
 * With `/v1`; null where there is none. A browser on another machine gets the address of the panel: the one of the gateway is
 * written as this machine reaches itself.
 */
export function useModelsUrl(): string | null {
  const { transport } = usePanelServices();
  const gateway = usePanelState(({ host }) => host?.gateway ?? null);
  const page = transport.shownIn === 'browser' ? document.baseURI : null;
  return modelsUrl(gateway?.url ?? null, page);
}

/** @param page the address of the page in a browser; null in a window of the host */
export function modelsUrl(gateway: string | null, page: string | null): string | null {
  if (gateway !== null && (page === null || isLoopbackUrl(page) || !isLoopbackUrl(gateway)))
    return `${gateway}/v1`;
  return page === null ? null : new URL('v1', page).href;
}

/** Whether clients need a key. `unknown`: who asks may not know it, or it has not been answered yet. */
export type KeyNeed = 'needed' | 'none' | 'none-yet' | 'unknown';

/** `none-yet`: programs of this machine need none, until the first key is made. */
export function useKeyNeed(url: string | null): KeyNeed {
  const { client } = usePanelServices();
  const gateway = usePanelState(({ host }) => host?.gateway?.url ?? null);
  const isOwnPort = gateway !== null && url === `${gateway}/v1`;
  const [need, setNeed] = useState<KeyNeed>('unknown');
  useEffect(() => {
    let isOver = false;
    const ask = async (): Promise<KeyNeed> => {
      const { api } = await client.GetPreferences({});
      // Where nobody needs a token, nobody needs a key.
      if (api === undefined) return 'none';
      if (!isOwnPort || gateway === null || !isLoopbackUrl(gateway)) return 'needed';
      const { list } = await client.ListApiKeys({});
      return list.length === 0 ? 'none-yet' : 'needed';
    };
    // Who may not ask is told what to do where a key is needed.
    void ask()
      .catch(() => 'unknown' as const)
      .then((answer) => {
        if (!isOver) setNeed(answer);
      });
    return () => {
      isOver = true;
    };
  }, [client, gateway, isOwnPort]);
  return need;
}
