/**
 * Sends comments to the client of a stream while its backend loads, is busy or reads the prompt, so that no proxy between them
 * takes the connection for dead. The first one comes with the head of the reply: from then on, an error is an event of the stream.
 */
import type { ServerResponse } from 'node:http';

/** Proxies end a connection without data after 60 s or more; some load balancers after 30 s. */
export const KEEP_ALIVE_MS = 15_000;
/** Every parser of events passes over it (WHATWG HTML, "Server-sent events", 9.2.6). */
const COMMENT = ': the backend has not answered yet\n\n';

export interface KeepAliveOptions {
  response: ServerResponse;
  intervalMs: number;
  /** Whether the client has asked for a stream of events. Asked once, when the first comment is due. */
  wantsStream: () => Promise<boolean>;
  /** Called before the head of the reply is sent. */
  onStart: () => void;
}

export class KeepAlive {
  readonly #options: KeepAliveOptions;
  #timer: NodeJS.Timeout | null = null;
  #isOver = false;

  constructor(options: KeepAliveOptions) {
    this.#options = options;
    this.#schedule(() => this.#start());
  }

  /** No comment is sent any more. To be called before anything else is sent. */
  stop(): void {
    this.#isOver = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
  }

  async #start(): Promise<void> {
    const { response, wantsStream, onStart } = this.#options;
    if (!(await wantsStream()) || this.#isOver) return;
    onStart();
    response.writeHead(200, {
      'content-type': 'text/event-stream',
      'cache-control': 'no-cache',
      // nginx collects a reply before it sends it, unless this says no.
      'x-accel-buffering': 'no',
    });
    this.#comment();
  }

  #comment(): void {
    const { response } = this.#options;
    // One that does not read gets no more of them.
    if (!response.writableNeedDrain) response.write(COMMENT);
    this.#schedule(() => this.#comment());
  }

  #schedule(run: () => unknown): void {
    this.#timer = setTimeout(run, this.#options.intervalMs);
  }
}
