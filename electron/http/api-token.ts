/** The token that clients of the HTTP API must send, as long as this program runs. */
import { renewToken } from './identity.ts';

export class ApiToken {
  readonly #dataDir: string;
  #value: string;

  /** @param value the token that the data directory holds */
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
