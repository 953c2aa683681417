/** Reads the whole body of a request, for a protocol that has to be translated. */
import type { IncomingMessage } from 'node:http';
import { z } from 'zod';
import { GatewayError } from '../gateway-error.ts';
import type { RequestBody } from '../routing/request-body.ts';
import { badRequest } from './ollama-request.ts';

/** Bytes of a request with its images. */
const MAX_BYTES = 64 * 1024 * 1024;

const modelSchema = z
  .looseObject({ model: z.string().min(1) })
  .or(z.looseObject({ name: z.string().min(1) }).transform((json) => ({ ...json, model: json.name })));

export interface WholeJson {
  model: string;
  json: unknown;
  /** The same, to be sent on. */
  body: RequestBody;
  /** @param model null: as it is in the request */
  toText(model: string | null): string;
}

/** @throws GatewayError where it is too large, no JSON, or names no model */
export async function readWholeJson(request: IncomingMessage): Promise<WholeJson> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes > MAX_BYTES)
      throw new GatewayError(`The request is larger than ${MAX_BYTES / 1024 / 1024} MB.`, {
        status: 413,
        type: 'invalid_request_error',
        code: 'request_too_large',
      });
  }
  const sent = Buffer.concat(chunks);
  let json: unknown;
  try {
    json = JSON.parse(sent.toString());
  } catch (error) {
    throw badRequest(
      `The body of the request is no JSON: ${error instanceof Error ? error.message : error}.`,
    );
  }
  const parsed = modelSchema.safeParse(json);
  if (!parsed.success)
    throw badRequest('The request names no model. GET /api/tags lists those that can be used.');
  const withModel = (model: string | null) =>
    model === null || model === parsed.data.model
      ? sent
      : Buffer.from(JSON.stringify({ ...(json as object), model }));
  return {
    model: parsed.data.model,
    json: parsed.data,
    toText: (model) => withModel(model).toString(),
    body: {
      canRepeat: true,
      async *chunks(model) {
        yield withModel(model);
      },
      length: (model) => withModel(model).length,
    },
  };
}
