/** Reads the body of a request until the model is known that it names. The rest is not read before it is sent on. */
import { Buffer } from 'node:buffer';
import type { IncomingMessage } from 'node:http';
import { GatewayError } from '../gateway-error.ts';
import { boundaryOf, FormModelFinder } from './find-form-model.ts';
import { ModelNameFinder, type ModelSearch } from './find-model-name.ts';

/** Bytes that are held in memory while the model is looked for: images stand before its name at times. */
const MAX_BYTES_BEFORE_MODEL = 64 * 1024 * 1024;

export interface RequestBody {
  /** Whether it was read whole before it was sent on, so that it can be sent again. */
  readonly isComplete: boolean;
  /** The body, with that name in place of the one that was found; null leaves it. Can be read once, or again where it is complete. */
  chunks(model: string | null): AsyncIterable<Buffer>;
  /** Bytes of {@link chunks}; null where the client did not say. */
  length(model: string | null): number | null;
}

/** @throws GatewayError where the body is neither JSON nor a form with a model */
export async function readModelName(request: IncomingMessage): Promise<{ name: string; body: RequestBody }> {
  const boundary = boundaryOf(request.headers['content-type'] ?? '');
  const finder = boundary === null ? new ModelNameFinder() : new FormModelFinder(boundary);
  const kind = boundary === null ? 'json' : 'form';
  const read: Buffer[] = [];
  let bytes = 0;
  let search: ModelSearch = { kind: 'more' };
  const rest = request[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  while (search.kind === 'more') {
    const next = await rest.next();
    if (next.done === true) break;
    read.push(next.value);
    bytes += next.value.length;
    search = finder.add(next.value);
    if (search.kind === 'more' && bytes > MAX_BYTES_BEFORE_MODEL) throw tooLate(kind);
  }
  if (search.kind !== 'found') throw noModel(search.kind, kind);
  const { name, start, end } = search;
  const head = Buffer.concat(read);
  const withModel = (model: string | null) =>
    model === null || model === name
      ? head
      : Buffer.concat([
          head.subarray(0, start),
          Buffer.from(kind === 'json' ? JSON.stringify(model) : model),
          head.subarray(end),
        ]);
  let isRestRead = false;
  const declared = Number(request.headers['content-length'] ?? Number.NaN);
  return {
    name,
    body: {
      get isComplete() {
        return !isRestRead && (Number.isFinite(declared) ? head.length === declared : request.complete);
      },
      async *chunks(model) {
        yield withModel(model);
        for (let next = await rest.next(); next.done !== true; next = await rest.next()) {
          isRestRead = true;
          yield next.value;
        }
      },
      length: (model) =>
        Number.isFinite(declared) ? declared + withModel(model).length - head.length : null,
    },
  };
}

const messages = {
  json: {
    more: 'The body of the request is not complete JSON.',
    absent:
      'The request names no model. Add "model" to its JSON; GET /v1/models lists those that can be used.',
    invalid: 'The body of the request is not a JSON object with the name of a model as text in "model".',
    late: 'Put "model" at the beginning of its JSON.',
  },
  form: {
    more: 'The body of the request is not a complete form.',
    absent:
      'The request names no model. Add the field "model" to its form; GET /v1/models lists those that can be used.',
    invalid: 'The body of the request is not a form with the name of a model in the field "model".',
    late: 'Put the field "model" before the files in its form.',
  },
};

function noModel(reason: 'more' | 'absent' | 'invalid', kind: 'json' | 'form'): GatewayError {
  return new GatewayError(messages[kind][reason], {
    status: 400,
    type: 'invalid_request_error',
    code: reason === 'absent' ? 'model_required' : `invalid_${kind}`,
  });
}

const tooLate = (kind: 'json' | 'form'): GatewayError =>
  new GatewayError(
    `The request has more than ${MAX_BYTES_BEFORE_MODEL / 1024 / 1024} MB before "model". ${messages[kind].late}`,
    { status: 413, type: 'invalid_request_error', code: 'model_too_late' },
  );
