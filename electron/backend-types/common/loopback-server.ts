/** Looks whether a known server answers on this machine. An open port alone is nothing: its answer must be of the right shape. */
import type { z } from 'zod';
import type { Finding } from '../../core/discovery/well-known-locations.ts';
import { askAddress, isSuccess } from '../remote/ask-address.ts';

const MAX_WAIT = 1_000;

/** What is told of a server that answers there. */
export function foundAt(port: number, title: string): Finding & { address: string } {
  const address = loopbackAddress(port);
  return { title, settings: { Address: address }, found: `${title} answers at ${address}`, address };
}

export const loopbackAddress = (port: number): string => `http://127.0.0.1:${port}`;

/** @returns the answer, or null where nothing, or something else, answers there. */
export async function answerAt<T>(
  port: number | undefined,
  path: string,
  shape: z.ZodType<T>,
  request: { method?: string; json?: string } = {},
): Promise<T | null> {
  if (port === undefined) return null;
  try {
    const { status, body } = await askAddress({
      url: `${loopbackAddress(port)}${path}`,
      signal: new AbortController().signal,
      timeoutMs: MAX_WAIT,
      ...request,
    });
    if (!isSuccess(status)) return null;
    return shape.safeParse(JSON.parse(body)).data ?? null;
  } catch {
    // Nothing is there, or nothing that speaks JSON in time.
    return null;
  }
}
