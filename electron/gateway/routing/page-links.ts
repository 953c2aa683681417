/**
 * Links by which a browser opens the pages of a backend without a key: it cannot send one when it opens an address. Each has a
 * random part, is good for one backend, and ends when it was not used for a time.
 */
import { randomBytes } from 'node:crypto';

/** Milliseconds for which a link stays good after its last use. */
const LIFETIME = 12 * 60 * 60_000;
const MAX_LINKS = 200;
const SEPARATOR = '~';

export interface PageAddress {
  /** The id or the title of a backend. */
  backend: string;
  /** Null where the address has none. */
  ticket: string | null;
}

/** Reads what follows `/upstream/` up to the next slash. */
export function parsePageAddress(segment: string): PageAddress {
  const [, backend = segment, ticket = null] = /^(.*)~([\w-]{32})$/.exec(segment) ?? [];
  return { backend, ticket };
}

export class PageLinks {
  readonly #now: () => number;
  /** By ticket; the one that was used last is the last. */
  readonly #links = new Map<string, { backendId: number; expiry: number }>();

  /** @param now milliseconds of a clock that never goes back */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** @returns a segment for {@link parsePageAddress} */
  create(backendId: number): string {
    const ticket = randomBytes(24).toString('base64url');
    this.#keep(ticket, backendId);
    for (const oldest of this.#links.keys()) {
      if (this.#links.size <= MAX_LINKS) break;
      this.#links.delete(oldest);
    }
    return `${backendId}${SEPARATOR}${ticket}`;
  }

  /** Whether the ticket is good for the backend. It counts as used. */
  use(ticket: string, backendId: number): boolean {
    const link = this.#links.get(ticket);
    if (link?.backendId !== backendId || link.expiry < this.#now()) return false;
    this.#keep(ticket, backendId);
    return true;
  }

  revokeAll(): void {
    this.#links.clear();
  }

  #keep(ticket: string, backendId: number): void {
    this.#links.delete(ticket);
    this.#links.set(ticket, { backendId, expiry: this.#now() + LIFETIME });
  }
}
