/**
 * Requests of a window for models, over the same two channels as its calls and events. Window → host: `{listen: n, to:
 * {kind: 'model_reply', …}}`, `{stop: n}` ends the request; host → window: what {@link ModelReplyMessage} has, with `for: n`.
 */
import { StringDecoder } from 'node:string_decoder';
import { z } from 'zod';
import { messageOf } from '../../../shared/errors.ts';
import type { ModelReplyMessage } from '../../../shared/transport.ts';
import type { WindowModels } from '../../http/window-models.ts';

const requestSchema = z.object({
  listen: z.int(),
  to: z.object({
    kind: z.literal('model_reply'),
    path: z.string().regex(/^v1\/[\w-]+(\/[\w-]+)*$/),
    body: z.record(z.string(), z.unknown()),
  }),
});
const stopSchema = z.object({ stop: z.int() });

export interface ModelRepliesOptions {
  models: () => Promise<Pick<WindowModels, 'post'>>;
  send(message: ModelReplyMessage & { for: number }): void;
  /** Resolves when the window has read most of what was sent. */
  whenWritable(): Promise<void>;
}

export class ModelReplies {
  readonly #options: ModelRepliesOptions;
  readonly #running = new Map<number, AbortController>();

  constructor(options: ModelRepliesOptions) {
    this.#options = options;
  }

  /** @returns whether the message was about a reply of a model */
  handle(message: unknown): boolean {
    const stop = stopSchema.safeParse(message);
    if (stop.success) {
      const running = this.#running.get(stop.data.stop);
      running?.abort();
      return running !== undefined;
    }
    const request = requestSchema.safeParse(message);
    if (!request.success) return false;
    const { listen, to } = request.data;
    void this.#answer(listen, to);
    return true;
  }

  /** Ends all requests. */
  close(): void {
    for (const controller of this.#running.values()) controller.abort();
  }

  async #answer(number: number, { path, body }: z.infer<typeof requestSchema>['to']): Promise<void> {
    const controller = new AbortController();
    const { signal } = controller;
    this.#running.set(number, controller);
    const { models, whenWritable } = this.#options;
    const send = (message: ModelReplyMessage) => {
      if (!signal.aborted) this.#options.send({ for: number, ...message });
    };
    try {
      const reply = await (await models()).post(`/${path}`, JSON.stringify(body), signal);
      send({ head: { status: reply.statusCode ?? 502, content_type: reply.headers['content-type'] ?? '' } });
      const decoder = new StringDecoder('utf8');
      for await (const chunk of reply) {
        send({ text: decoder.write(chunk as Buffer) });
        await whenWritable();
      }
      send({ end: true });
    } catch (error) {
      send({ failure: messageOf(error) });
    } finally {
      this.#running.delete(number);
    }
  }
}
