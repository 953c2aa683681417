/** What a real Ollama says of its models. It is asked without a turn: it loads nothing for that. */
import { z } from 'zod';
import type { OpenAiApi } from '../../core/backend/backend-type.ts';
import { readText } from '../forwarding/call-worker.ts';
import { sendToWorker, workerUrl } from '../forwarding/worker-request.ts';

/** Milliseconds for an answer. Without one, what is known here is told. */
const LIMIT_MS = 3000;
/** With `verbose`, a description holds all tokens of the model. */
const MAX_REPLY_BYTES = 64 * 1024 * 1024;

const listSchema = z.object({ models: z.array(z.looseObject({ name: z.string() })).nullable() });

/** @returns by name; empty where it does not answer */
export async function listOwnDetails(
  api: OpenAiApi,
  path: '/api/tags' | '/api/ps',
): Promise<Map<string, Record<string, unknown>>> {
  const parsed = listSchema.safeParse(await ask(api, { path, method: 'GET', body: null }));
  return new Map((parsed.data?.models ?? []).map((model) => [model.name, model]));
}

/** @param body of `/api/show`, with the name that Ollama knows. @returns null where it does not answer with a description */
export async function showOwnDetails(api: OpenAiApi, body: string): Promise<Record<string, unknown> | null> {
  const reply = await ask(api, { path: '/api/show', method: 'POST', body });
  return z.record(z.string(), z.unknown()).safeParse(reply).data ?? null;
}

async function ask(
  api: OpenAiApi,
  { path, method, body }: { path: string; method: string; body: string | null },
): Promise<unknown> {
  try {
    const reply = await sendToWorker({
      url: workerUrl({ ...api, baseUrl: api.baseUrl.replace(/\/v1$/, '') }, path),
      method,
      headers: { ...(body !== null && { 'content-type': 'application/json' }), ...api.headers },
      body,
      signal: AbortSignal.timeout(LIMIT_MS),
    });
    const text = await readText(reply.body, MAX_REPLY_BYTES);
    return reply.statusCode === 200 ? JSON.parse(text) : null;
  } catch {
    // It is gone, too slow, or says what nobody understands: its requests report that.
    return null;
  }
}
