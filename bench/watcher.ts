/** Follows the state of a host over its event stream. */
import { once } from 'node:events';
import { WebSocket } from 'ws';
import type { TestHost } from '../e2e/launch/headless/start-host.ts';

interface StateMessage {
  event: { changed?: ShownBackend[]; backends?: ShownBackend[] };
}
/** What the benchmarks read of a backend. */
export interface ShownBackend {
  id: number;
  status: string;
  pid?: number;
  children?: { id: number; title: string; status: string; remote: { id: number; type: string } }[];
  scale?: { up: number; starting: number; away: number; draining: number };
}

/** Subscribes to the state of one host. */
export class Watcher {
  readonly #socket: WebSocket;
  readonly #latest = new Map<number, ShownBackend>();
  #waiting: {
    id: number;
    until: (shown: ShownBackend) => boolean;
    resolve: (shown: ShownBackend) => void;
  }[] = [];

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.on('message', (data) => {
      const { event } = JSON.parse(String(data)) as StateMessage;
      for (const shown of event.backends ?? event.changed ?? []) this.#onState(shown);
    });
  }

  static async open(host: TestHost): Promise<Watcher> {
    const socket = new WebSocket(`${host.url.replace('http', 'ws')}/API/events`, {
      headers: { Authorization: `Bearer ${host.token}` },
    });
    const watcher = new Watcher(socket);
    await once(socket, 'open');
    socket.send(JSON.stringify({ listen: 1, to: { kind: 'state' } }));
    return watcher;
  }

  /** Resolves to the first state of the backend from now on that fits. */
  next(id: number, until: (shown: ShownBackend) => boolean): Promise<ShownBackend> {
    return new Promise((resolve) => this.#waiting.push({ id, until, resolve }));
  }

  /** Resolves to the state of the backend when it fits, which may be now. */
  async until(id: number, isSo: (shown: ShownBackend) => boolean): Promise<ShownBackend> {
    const now = this.latest(id);
    return now && isSo(now) ? now : await this.next(id, isSo);
  }

  latest(id: number): ShownBackend | undefined {
    return this.#latest.get(id);
  }

  close(): void {
    this.#socket.close();
  }

  #onState(shown: ShownBackend): void {
    this.#latest.set(shown.id, shown);
    this.#waiting = this.#waiting.filter((waiter) => {
      if (waiter.id !== shown.id || !waiter.until(shown)) return true;
      waiter.resolve(shown);
      return false;
    });
  }
}
