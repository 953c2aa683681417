/** Where the pages of a live worker are, and what they need. */
import type { BackendPages, OpenAiApi } from '../backend-type.ts';

/** For a type that says nothing of its pages: they are at the address of the worker. */
export function pagesAt(address: string, api: OpenAiApi | null | undefined): BackendPages {
  const baseUrl = address.replace(/\/+$/, '');
  // Credentials go to the server for which they were typed.
  const hasCredentials = api && new URL(api.baseUrl).origin === new URL(baseUrl).origin;
  return { baseUrl, query: '', headers: hasCredentials ? api.headers : {} };
}
