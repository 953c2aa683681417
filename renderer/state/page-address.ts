/** A place in the panel as a part of its address: `#/backend/3`, `#/backend/3/log`, `#/backend/3/edit`. */

import type { Destination } from '../../shared/events.ts';
import { MAX_BACKEND_ID_DIGITS } from '../../shared/limits.ts';
import type { Navigate } from './navigation.ts';

const ADDRESS = new RegExp(`^#/backend/(\\d{1,${MAX_BACKEND_ID_DIGITS}})(?:/(log|edit))?/?$`);

export function destinationOf(hash: string): Destination | null {
  const [, id, kind = 'backend'] = ADDRESS.exec(hash) ?? [];
  return id === undefined ? null : { kind: kind as 'backend' | 'log' | 'edit', backend_id: Number(id) };
}

/**
 * Follows the address once, now and whenever it changes, and removes from it what was followed: loading the page again
 * must not lead there again. Until it sets out it stays, for the page may have to sign in first and is loaded anew then.
 */
export function syncPageAddress(go: Navigate): () => void {
  const read = () => {
    const { hash } = window.location;
    const to = destinationOf(hash);
    if (to === null) return;
    go(to, () => {
      if (window.location.hash !== hash) return;
      const { pathname, search } = window.location;
      window.history.replaceState(window.history.state, '', pathname + search);
    });
  };
  read();
  window.addEventListener('hashchange', read);
  return () => window.removeEventListener('hashchange', read);
}
