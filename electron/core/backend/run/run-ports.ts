/** The ports that one run was given. */

import { noticeWords } from '../../../../shared/words/en/backends/notices.ts';
import { type Text, texts } from '../../../../shared/words/phrase.ts';
import { FIXED_PORT_ADVICE } from '../common-settings.ts';
import type { RunEnvironment } from './run-environment.ts';
import { startCancelled } from './run-process.ts';

const note = texts(noticeWords);

/** Which port a backend has whenever it runs. */
export interface PortMemory {
  /** Null where it has none yet. */
  readonly port: number | null;
  /** The display name of another backend that the port is kept for; null where it is for none. */
  reservedFor(port: number): string | null;
  /** To be called when a worker is ready on a port that was chosen for it. It does not throw, and nobody need wait for it. */
  remember(port: number): void;
  /** The backend cannot have its port and gets another one; the message says why. */
  noteClash(message: Text): void;
}

export class RunPorts {
  readonly #environment: Pick<RunEnvironment, 'choosePort' | 'releasePort'>;
  /** displayName of the backend, for errors. */
  readonly #backend: string;
  readonly #memory: PortMemory;
  readonly #ports: number[] = [];
  /** The one to be remembered. */
  #chosen: number | null = null;

  constructor(
    environment: Pick<RunEnvironment, 'choosePort' | 'releasePort'>,
    backend: string,
    memory: PortMemory,
  ) {
    this.#environment = environment;
    this.#backend = backend;
    this.#memory = memory;
  }

  /**
   * See {@link AdapterIo.choosePort}.
   * @param isStopping whether the start was called off meanwhile
   * @throws SwitchyardError `start_failed` where it was; `port_in_use`
   */
  async choose(fixed: number, isStopping: () => boolean): Promise<number> {
    const before = this.#memory.port;
    const port = await this.#environment.choosePort(this.#backend, {
      fixed,
      advice: FIXED_PORT_ADVICE,
      // A run that needs several ports gets its remembered one first.
      preferred: this.#chosen === null ? before : null,
      reservedFor: (candidate) => this.#memory.reservedFor(candidate),
      onClash: ({ kind, owner }, instead) =>
        this.#memory.noteClash(note(`port_${kind}`, { port: before ?? 0, owner, instead })),
    });
    this.#ports.push(port);
    if (fixed === 0) this.#chosen ??= port;
    if (!isStopping()) return port;
    this.releaseAll();
    throw startCancelled(this.#backend);
  }

  /** To be called when the worker is ready. */
  remember(): void {
    if (this.#chosen !== null) this.#memory.remember(this.#chosen);
  }

  /** To be called when nothing of the run is left. */
  releaseAll(): void {
    for (const port of this.#ports.splice(0)) this.#environment.releasePort(port);
  }
}
