/** The error that a backend has answered with, in whatever shape, as one of the gateway. */
import { z } from 'zod';
import { nameOf, type Turn } from '../gateway.ts';
import { GatewayError, typeOfStatus } from '../gateway-error.ts';

/** Characters of a text that is no JSON, such as that of a proxy before the backend. */
const MAX_PLAIN_TEXT = 600;

const errorSchema = z.union([
  z.object({ error: z.object({ message: z.string() }) }).transform(({ error }) => error.message),
  z.object({ error: z.string() }).transform(({ error }) => error),
  z.object({ message: z.string() }).transform(({ message }) => message),
  z.string(),
]);
const codeSchema = z.object({ error: z.object({ code: z.string().min(1) }) });

/** What a backend says of an error, in whatever shape. */
export function errorText(error: unknown): string {
  const parsed = errorSchema.safeParse(error);
  return parsed.success ? parsed.data : JSON.stringify(error).slice(0, 1000);
}

/** @param text the body of the reply */
export function backendError(text: string, status: number, { backend }: Pick<Turn, 'backend'>): GatewayError {
  const isError = status >= 400;
  const options = { status: isError ? status : 502, type: typeOfStatus(isError ? status : 502) };
  const general = `${nameOf(backend)} answered with HTTP ${status}.`;
  try {
    const json: unknown = JSON.parse(text);
    return new GatewayError(errorText(json) || general, {
      ...options,
      code: codeSchema.safeParse(json).data?.error.code ?? 'backend_error',
    });
  } catch {
    // A page of a proxy would help nobody.
    const isPlain = text.trim() !== '' && !text.trimStart().startsWith('<');
    const message = isPlain ? `${general} It said: ${text.trim().slice(0, MAX_PLAIN_TEXT)}` : general;
    return new GatewayError(message, { ...options, code: 'backend_error' });
  }
}
