/** Finds out whether a known server answers on this machine. An open port is not enough: the reply must have the right shape. */
import type { z } from 'zod';
import { discoveryWords } from '../../../shared/words/en/discovery.ts';
import { texts } from '../../../shared/words/phrase.ts';
import type { Finding } from '../../core/discovery/well-known-locations.ts';
import { isSuccess, sendRequest } from './http-request.ts';

const say = texts(discoveryWords);

const PROBE_TIMEOUT_MS = 1_000;

/** The finding for a server that answers on that port. */
export function describeFinding(port: number, title: string): Finding & { address: string } {
  const address = loopbackAddress(port);
  return {
    title,
    settings: { Address: address },
    found: say('answersAt', { name: title, address }),
    address,
  };
}

export const loopbackAddress = (port: number): string => `http://127.0.0.1:${port}`;

/** @returns the reply, or null where nothing answers on that port, or something else does */
export async function probeLoopback<T>(
  port: number | undefined,
  path: string,
  shape: z.ZodType<T>,
  request: { method?: string; json?: string } = {},
): Promise<T | null> {
  if (port === undefined) return null;
  try {
    const { status, body } = await sendRequest({
      url: `${loopbackAddress(port)}${path}`,
      signal: new AbortController().signal,
      timeoutMs: PROBE_TIMEOUT_MS,
      ...request,
    });
    if (!isSuccess(status)) return null;
    return shape.safeParse(JSON.parse(body)).data ?? null;
  } catch {
    // Nothing answers there in time, or not in JSON.
    return null;
  }
}
