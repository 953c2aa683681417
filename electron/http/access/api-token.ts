/** The current token of the HTTP API. */
import { renewToken } from './identity.ts';

export class ApiToken {
  readonly #dataDir: string;
  #value: string;

  /** @param value the token in the data directory */
  constructor(dataDir: string, value: string) {
    this.#dataDir = dataDir;
    this.#value = value;
  }

  get value(): string {
    return this.#value;
  }

  /** Replaces the token, on disk as well. */
  async renew(): Promise<void> {
    this.#value = await renewToken(this.#dataDir);
  }
}
