/**
 * The one WebSocket of a page, over which the host pushes everything. After a lost connection it connects again with growing
 * delays and asks for every subscription again: the state begins with a new snapshot, a log after the last line received.
 * Only this file knows the state of the connection.
 */
import type { Attention } from '../../shared/events.ts';
import type { ConnectionState } from '../../shared/transport.ts';
import type { HttpAccess } from './access.ts';
import { createSignal } from './panel-transport.ts';
import { parseMessage, Subscriptions } from './subscriptions.ts';

/** The part of WebSocket that is used. */
export interface SocketLike {
  readyState: number;
  send(data: string): void;
  close(): void;
  onopen: (() => void) | null;
  onmessage: ((message: { data: unknown }) => void) | null;
  onclose: ((close: { code: number }) => void) | null;
}

export interface EventSocketOptions {
  open: () => SocketLike;
  /** Left out where nobody has to sign in. */
  access?: Pick<HttpAccess, 'key' | 'replace'>;
  /** Asked after each failed attempt, because a browser does not say why a WebSocket was refused. */
  isRefused?: () => Promise<boolean>;
}

const FIRST_DELAY_MS = 250;
const MAX_DELAY_MS = 5_000;
/** The close code by which the host says that this browser is not signed in, or that its access key is no longer valid. */
const UNAUTHORIZED = 4401;
const OPEN = 1;

export class EventSocket {
  readonly subscriptions = new Subscriptions((message) => this.#send(message));
  readonly #options: EventSocketOptions;
  readonly #changes = createSignal<ConnectionState>();
  #state: ConnectionState = 'connecting';
  #socket: SocketLike | null = null;
  #attention: Attention | null = null;
  #retryDelay = FIRST_DELAY_MS;
  #retry: ReturnType<typeof setTimeout> | null = null;
  /** The access key that was sent last, and whether the host has accepted it by sending a message. */
  #key: string | null = null;
  #isKeyAccepted = true;
  /** Whether the key was sent over this connection, if there has to be one. The host closes a connection that begins with another message. */
  #isStarted = false;

  constructor(options: EventSocketOptions) {
    this.#options = options;
  }

  get state(): ConnectionState {
    return this.#state;
  }

  /** @returns the function that ends the subscription */
  onState(onChange: (state: ConnectionState) => void): () => void {
    return this.#changes.on(onChange);
  }

  connect(): void {
    this.#retry = null;
    const socket = this.#options.open();
    this.#socket = socket;
    this.#isStarted = false;
    const ifCurrent = (run: () => void) => () => {
      if (this.#socket === socket) run();
    };
    socket.onopen = () => {
      const { access } = this.#options;
      const start = ifCurrent(() => this.#startConversation());
      if (!access) start();
      else
        void access.key().then((key) => {
          this.#key = key;
          start();
        });
    };
    socket.onmessage = ({ data }) => ifCurrent(() => this.#receive(data))();
    socket.onclose = ({ code }) => ifCurrent(() => this.#handleClose(code))();
  }

  /** Connects at once instead of after the delay, because the network or the user is back. */
  reconnectNow(): void {
    if (this.#retry === null) return;
    clearTimeout(this.#retry);
    this.#retryDelay = FIRST_DELAY_MS;
    this.connect();
  }

  setAttention(attention: Attention): void {
    if (this.#attention === attention) return;
    this.#attention = attention;
    this.#send({ attention });
  }

  /** The host wants the browser to sign in: connecting again would not help. */
  setUnauthorized(): void {
    if (this.#retry !== null) clearTimeout(this.#retry);
    this.#retry = null;
    this.#setState('unauthorized');
    this.#socket?.close();
  }

  #startConversation(): void {
    this.#isStarted = true;
    if (this.#key !== null) this.#send({ access_key: this.#key });
    this.#setState('open');
    if (this.#attention !== null) this.#send({ attention: this.#attention });
    this.subscriptions.requestAll();
  }

  #receive(data: unknown): void {
    const message = parseMessage(data);
    if (message === null) return;
    this.#retryDelay = FIRST_DELAY_MS;
    this.#isKeyAccepted = true;
    this.subscriptions.receive(message);
  }

  #handleClose(code: number): void {
    this.#socket = null;
    const { access } = this.#options;
    if (code === UNAUTHORIZED && access && this.#isKeyAccepted && this.#state !== 'unauthorized') {
      this.#replaceKey(access);
      return;
    }
    if (code === UNAUTHORIZED || this.#state === 'unauthorized') {
      this.#setState('unauthorized');
      return;
    }
    if (this.#state !== 'refused') this.#setState('lost');
    void this.#options.isRefused?.().then((isRefused) => {
      if (isRefused && this.#state === 'lost') this.#setState('refused');
      if (!isRefused && this.#state === 'refused') this.#setState('lost');
    });
    this.#retry = setTimeout(() => this.connect(), this.#retryDelay);
    this.#retryDelay = Math.min(this.#retryDelay * 2, MAX_DELAY_MS);
  }

  /** After a restart the host knows this browser, but not its key. */
  #replaceKey(access: Pick<HttpAccess, 'replace'>): void {
    this.#isKeyAccepted = false;
    void access.replace(this.#key).then((isReplaced) => {
      if (this.#socket !== null || this.#state === 'unauthorized') return;
      if (isReplaced) this.connect();
      else this.#setState('unauthorized');
    });
  }

  #setState(state: ConnectionState): void {
    if (this.#state === state) return;
    this.#state = state;
    this.#changes.emit(state);
  }

  #send(message: unknown): void {
    // What is asked for earlier is sent when the conversation starts.
    if (this.#isStarted && this.#socket?.readyState === OPEN) this.#socket.send(JSON.stringify(message));
  }
}
