/** The ports that one run was given. */
import type { RunEnvironment } from './run-environment.ts';
import { startCancelled } from './run-process.ts';

export class RunPorts {
  readonly #environment: Pick<RunEnvironment, 'choosePort' | 'releasePort'>;
  /** displayName of the backend, for errors. */
  readonly #backend: string;
  readonly #ports: number[] = [];

  constructor(environment: Pick<RunEnvironment, 'choosePort' | 'releasePort'>, backend: string) {
    this.#environment = environment;
    this.#backend = backend;
  }

  /**
   * See {@link AdapterIo.choosePort}.
   * @param isStopping whether the start was called off meanwhile
   * @throws SwitchyardError `start_failed` where it was
   */
  async choose(isStopping: () => boolean): Promise<number> {
    const port = await this.#environment.choosePort(this.#backend);
    this.#ports.push(port);
    if (!isStopping()) return port;
    this.releaseAll();
    throw startCancelled(this.#backend);
  }

  /** To be called when nothing of the run is left. */
  releaseAll(): void {
    for (const port of this.#ports.splice(0)) this.#environment.releasePort(port);
  }
}
