/** Reads the body of a request until the model is known that it names. The rest is not read before it is sent on. */
import { Buffer } from 'node:buffer';
import type { IncomingMessage } from 'node:http';
import { GatewayError } from '../gateway-error.ts';
import { boundaryOf, FormModelFinder } from './find-form-model.ts';
import { ModelNameFinder, type ModelSearch } from './find-model-name.ts';
import { IncomingBody } from './request-body.ts';

/** Bytes that are held in memory while the model is looked for: images stand before its name at times. */
const MAX_BYTES_BEFORE_MODEL = 64 * 1024 * 1024;

/** @throws GatewayError where the body is neither JSON nor a form with a model */
export async function readModelName(request: IncomingMessage): Promise<{ name: string; body: IncomingBody }> {
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
  const head = { kind, read: Buffer.concat(read), model: { name, start, end } } as const;
  return { name, body: new IncomingBody(request, head, rest) };
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
