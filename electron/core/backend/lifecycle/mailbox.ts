/** Runs commands one after another, in the order in which they were posted. */
export class Mailbox {
  #tail: Promise<unknown> = Promise.resolve();

  /** Runs `command` after all that were posted before it. Its result or error goes to the caller alone. */
  post<T>(command: () => Promise<T> | T): Promise<T> {
    const result = this.#tail.then(command);
    this.#tail = result.catch(() => {
      // The caller has got the error; the next command runs all the same.
    });
    return result;
  }
}
