/**
 * Stands in for Electron's `protocol`: requests of the program's own schemes are answered by its handlers, with status,
 * headers and body. It cannot show what the privileges of a scheme do, except that it has a secure origin.
 */
import type * as Electron from 'electron';
import { app } from '../app.ts';
import type { ProgramHandlers, RequestFacts, ResponseFacts } from '../messages.ts';
import { registerHandlers } from '../test-connection.ts';

type Handler = Parameters<Electron.Protocol['handle']>[1];

const privileged = new Map<string, Electron.Privileges>();
const handlers = new Map<string, Handler>();

export const protocol = {
  registerSchemesAsPrivileged(schemes: Electron.CustomScheme[]): void {
    if (app.isReady())
      throw new Error('protocol.registerSchemesAsPrivileged should be called before app is ready');
    for (const { scheme, privileges } of schemes) privileged.set(scheme, privileges ?? {});
  },

  handle(scheme: string, handler: Handler): void {
    if (!app.isReady()) throw new Error('protocol.handle can only be used after app is ready');
    // Without these a page of the scheme has no origin in Electron, by which its calls could be checked.
    if (!privileged.get(scheme)?.standard || !privileged.get(scheme)?.secure)
      throw new Error(`The stand-in supports only schemes that are standard and secure; ${scheme}: is not.`);
    handlers.set(scheme, handler);
  },

  unhandle(scheme: string): void {
    handlers.delete(scheme);
  },

  isProtocolHandled: (scheme: string): boolean => handlers.has(scheme),
} satisfies Pick<
  Electron.Protocol,
  'registerSchemesAsPrivileged' | 'handle' | 'unhandle' | 'isProtocolHandled'
>;

registerHandlers({
  handleRequest: async ({ url, method, headers, body }: RequestFacts): Promise<ResponseFacts | null> => {
    const handler = handlers.get(new URL(url).protocol.slice(0, -1));
    if (!handler) return null;
    const request = new Request(url, {
      method,
      headers,
      ...(body === null ? {} : { body: new Uint8Array(body) }),
    });
    const response = await handler(request as Parameters<Handler>[0]);
    return {
      status: response.status,
      headers: [...response.headers],
      body: new Uint8Array(await response.arrayBuffer()),
    };
  },
} satisfies Pick<ProgramHandlers, 'handleRequest'>);
