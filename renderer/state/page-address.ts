/** Locations in the panel, as a part of its address: `#/backend/3`, `#/backend/3/log`, `#/backend/3/edit`. */
import type { Destination } from '../../shared/events.ts';
import { MAX_BACKEND_ID_DIGITS } from '../../shared/limits.ts';
import type { Navigate } from './navigation.ts';

const ADDRESS = new RegExp(`^#/backend/(\\d{1,${MAX_BACKEND_ID_DIGITS}})(?:/(log|edit))?/?$`);

export function destinationOf(hash: string): Destination | null {
  const [, id, kind = 'backend'] = ADDRESS.exec(hash) ?? [];
  return id === undefined ? null : { kind: kind as 'backend' | 'log' | 'edit', backend_id: Number(id) };
}

/**
 * Goes to the location in the address, now and whenever it changes. The location is then removed from the address, so that
 * loading the page again does not lead there again. Until then it stays, because the page is loaded again after a sign-in.
 * @returns the function that ends it
 */
export function syncPageAddress(navigate: Navigate): () => void {
  const read = () => {
    const { hash } = window.location;
    const to = destinationOf(hash);
    if (to === null) return;
    navigate(to, () => {
      if (window.location.hash !== hash) return;
      const { pathname, search } = window.location;
      window.history.replaceState(window.history.state, '', pathname + search);
    });
  };
  read();
  window.addEventListener('hashchange', read);
  return () => window.removeEventListener('hashchange', read);
}
