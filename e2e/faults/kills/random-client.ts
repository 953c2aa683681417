/**
 * A client that changes backends at random and knows what a host must hold after it was killed. Each client has backends of
 * its own, told apart by their titles, and one call at a time under way: of that call alone it is open whether it took effect.
 */
import type { Backend } from '../../../shared/backend.ts';
import type { TestHost } from '../../launch/headless/start-host.ts';

/** What is known of a backend. */
type Known = Pick<Backend, 'title' | 'enabled' | 'modcount'> & { args: string };

/** A call that changes something. */
interface Change {
  operation: string;
  input: object;
  /** What the call makes of the backends of the client. `id` is that of an added backend. */
  apply(backends: Map<number, Known>, id: number): void;
}

/** Programs that a shell runs: quiet ones, some that leave processes behind or ignore signals, one that crashes. */
const PROGRAMS = [
  'exec sleep 1000',
  'sleep 1000 & exec sleep 1000',
  "trap '' TERM; sleep 1000 & wait; sleep 1000",
  'setsid sleep 1000 & exec sleep 1000',
  'sleep 0.02; exit 3',
];
const MAX_BACKENDS = 4;

export class RandomClient {
  readonly #name: string;
  /** From 0 to 1. */
  readonly #random: () => number;
  #known = new Map<number, Known>();
  /** The change under way when the host was killed. */
  #open: Change | null = null;
  #added = 0;
  /** Changes that a host has acknowledged. */
  acknowledged = 0;

  constructor(name: string, random: () => number) {
    this.#name = name;
    this.#random = random;
  }

  /**
   * Calls operations one after another until the host does not answer any more.
   * @param onReply called after each reply
   * @throws Error for a reply that refuses a change
   */
  async changeUntilKilled(host: TestHost, onReply: () => void): Promise<void> {
    for (;;) {
      const change = this.#random() < 0.15 ? this.#read() : this.#change();
      this.#open = change;
      let reply: Record<string, unknown>;
      try {
        reply = await host.call(change.operation, change.input);
      } catch {
        // The connection broke, so this change was not acknowledged.
        return;
      }
      if ('error' in reply) throw new Error(`${change.operation}: ${JSON.stringify(reply)}`);
      change.apply(this.#known, Number(reply.id));
      this.#open = null;
      if (!isRead(change)) this.acknowledged += 1;
      onReply();
    }
  }

  /**
   * Compares the backends of this client with what was acknowledged, and adopts them.
   * @returns how the list differs from both what it may be; null where it is one of the two
   */
  check(list: Record<string, Backend>): string | null {
    const found = new Map(
      Object.values(list)
        .filter(({ title }) => title.startsWith(`${this.#name}:`))
        .map(({ id, title, enabled, modcount, settings }) => [
          Number(id),
          { title, enabled, modcount, args: String(settings.Arguments) },
        ]),
    );
    const allowed = [this.#known];
    if (this.#open) {
      const changed = structuredClone(this.#known);
      const newId = [...found.keys()].find((id) => !this.#known.has(id));
      this.#open.apply(changed, newId ?? -1);
      allowed.push(changed);
    }
    const open = this.#open?.operation;
    this.#open = null;
    const shown = formatBackends(found);
    this.#known = found;
    const texts = allowed.map(formatBackends);
    return texts.includes(shown)
      ? null
      : `Found ${shown}, expected ${texts.join(` or, with ${open} under way, `)}`;
  }

  #pick<T>(from: readonly T[]): T {
    return from[Math.floor(this.#random() * from.length)] as T;
  }

  #read(): Change {
    return { operation: this.#pick(READS), input: {}, apply: () => undefined };
  }

  #change(): Change {
    const ids = [...this.#known.keys()];
    const kind = this.#random();
    if (ids.length === 0 || (ids.length < MAX_BACKENDS && kind < 0.2)) return this.#add();
    const id = this.#pick(ids);
    if (kind < 0.55) return this.#edit(id);
    if (kind < 0.85) return toggle(id, this.#random() < 0.4);
    if (kind < 0.9) return { operation: 'RestartBackends', input: { backend: id }, apply: () => undefined };
    return {
      operation: 'DeleteBackend',
      input: { backend_id: id },
      apply: (backends) => void backends.delete(id),
    };
  }

  #settings(): { Command: string; Arguments: string; StopTimeout: number } {
    const program = this.#pick(PROGRAMS);
    return { Command: '/bin/sh', Arguments: `-c "${program}"`, StopTimeout: 1 };
  }

  #add(): Change {
    const title = `${this.#name}:${this.#added++}`;
    const settings = this.#settings();
    return {
      operation: 'AddNewBackend',
      input: { type_id: 'command', title, settings },
      apply: (backends, id) => {
        if (id >= 0) backends.set(id, { title, enabled: true, modcount: 0, args: settings.Arguments });
      },
    };
  }

  #edit(id: number): Change {
    const title = `${this.#name}:edited ${this.#added++}`;
    const settings: { Arguments?: string } = this.#random() < 0.3 ? this.#settings() : {};
    return {
      operation: 'EditBackend',
      input: { backend_id: id, title, settings },
      apply: (backends) => {
        const before = backends.get(id);
        if (before)
          backends.set(id, {
            ...before,
            title,
            modcount: before.modcount + 1,
            args: settings.Arguments ?? before.args,
          });
      },
    };
  }
}

const READS = ['ListBackends', 'ListBackendTypes', 'FreeBackendMemory'];
const isRead = ({ operation }: Change): boolean => READS.includes(operation);

const toggle = (id: number, enabled: boolean): Change => ({
  operation: 'ToggleBackend',
  input: { backend_id: id, enabled },
  apply: (backends) => {
    const before = backends.get(id);
    if (before) backends.set(id, { ...before, enabled });
  },
});

const formatBackends = (backends: ReadonlyMap<number, Known>): string =>
  JSON.stringify([...backends].sort(([a], [b]) => a - b));
