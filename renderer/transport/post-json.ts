/** The one way in which the panel posts JSON to its host. */

export interface JsonPost {
  fetch: typeof globalThis.fetch;
  path: string;
  body: unknown;
  /** The access key; null where none is needed. */
  key: string | null;
  headers?: Record<string, string>;
  signal?: AbortSignal;
}

/** @throws whatever `fetch` throws */
export const postJson = ({ fetch, path, body, key, headers = {}, signal }: JsonPost): Promise<Response> =>
  fetch(path, {
    method: 'POST',
    // The host sets no cookies. Cookies that another server on this machine has set must not be sent.
    credentials: 'omit',
    headers: {
      'Content-Type': 'application/json',
      ...(key === null ? {} : { Authorization: `Bearer ${key}` }),
      ...headers,
    },
    body: JSON.stringify(body),
    ...(signal ? { signal } : {}),
  });
