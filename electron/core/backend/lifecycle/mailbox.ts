/** One command at a time: the commands of a backend are decided in the order in which they came. */
export class Mailbox {
  #tail: Promise<unknown> = Promise.resolve();

  /** Runs `command` after all that were posted before it; its outcome is the caller's alone. */
  post<T>(command: () => Promise<T> | T): Promise<T> {
    const result = this.#tail.then(command);
    this.#tail = result.catch(() => {
      // The poster got the error; the queue goes on.
    });
    return result;
  }
}
