/**
 * Signing browsers in, with the one-time code of a printed link or with the token. At the sign-in a browser names the key
 * by which it proves later who it is. There are no cookies: a browser would send them to every port of this machine.
 */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { SwitchyardError } from '../../../shared/errors.ts';
import { describeWithPath } from '../../core/system-errors.ts';
import { type Access, bearerOf } from '../access/access.ts';
import type { IssuedKey } from '../access/access-keys.ts';
import { browserSecretSchema, publicKeySchema, type SignedInBrowsers } from '../access/signed-in-browsers.ts';

const credentialSchema = z.union([z.object({ code: z.string() }), z.object({ token: z.string() })]);
const browserSchema = z.union([
  z.object({ public_key: publicKeySchema }),
  z.object({ secret: browserSecretSchema }),
]);
const answerSchema = z.union([
  z.object({ browser_id: z.string(), challenge: z.string(), signature: z.string().length(86) }),
  z.object({ browser_id: z.string(), secret: browserSecretSchema }),
]);

export interface SignInOptions {
  access: Access;
  /** Null if clients need no token: nobody has to sign in then. */
  browsers: SignedInBrowsers | null;
}

/** The part of an address that signs the page in. Browsers never send it to a server. */
export const signInFragment = (code: string): string => `#sign-in=${code}`;

export function addSignInRoutes(server: FastifyInstance, { access, browsers }: SignInOptions): void {
  const needBrowsers = (): SignedInBrowsers => {
    if (!browsers) throw new SwitchyardError('unauthorized');
    return browsers;
  };

  server.post<{ Body: unknown }>('/auth/sign-in', async (request, reply) => {
    const known = needBrowsers();
    const browser = read(browserSchema, request.body);
    const credential = read(credentialSchema, request.body);
    const holder =
      'code' in credential
        ? access.redeemCode(credential.code)
        : access.findCredential(credential.token, request);
    if (!holder || !access.callerOfHolder(holder, true)) throw access.countGuess(request);
    const id = await known
      .add('secret' in browser ? { secret: browser.secret } : { publicKey: browser.public_key }, holder)
      .catch((error: unknown) => {
        throw new SwitchyardError('store_failed', { reason: describeWithPath(error) }, { cause: error });
      });
    reply.header('Cache-Control', 'no-store');
    return { browser_id: id, ...access.keys.issue(holder) };
  });

  server.post('/auth/challenge', async (_request, reply) => {
    reply.header('Cache-Control', 'no-store');
    return { challenge: needBrowsers().challenge() };
  });

  server.post<{ Body: unknown }>('/auth/answer', async (request, reply): Promise<IssuedKey> => {
    const known = needBrowsers();
    const answer = read(answerSchema, request.body);
    const id = answer.browser_id;
    const holder =
      'secret' in answer
        ? known.findBySecret({ id, secret: answer.secret })
        : known.findByAnswer({ ...answer, id, origin: originOf(request) });
    if (!holder || !access.callerOfHolder(holder, true)) throw access.countGuess(request);
    reply.header('Cache-Control', 'no-store');
    return access.keys.issue(holder);
  });

  // For clients that have the token. A second start of the program asks over the data directory instead, and sends no token.
  server.post('/auth/code', async (request) => {
    access.checkToken(request);
    // A code would outlive the access key of a browser: only the token or an API key makes one, for what it may do itself.
    const bearer = bearerOf(request.raw);
    const holder = bearer === null ? null : access.findCredential(bearer, request);
    if (!holder) throw new SwitchyardError('unauthorized');
    return { code: access.issueCode(holder) };
  });
}

/** Any mistake in such a request means that nobody is signed in. @throws SwitchyardError `unauthorized` */
function read<T>(schema: z.ZodType<T>, body: unknown): T {
  const parsed = schema.safeParse(body);
  if (!parsed.success) throw new SwitchyardError('unauthorized');
  return parsed.data;
}

/** The Origin header. That it is the host's own has been checked before. */
const originOf = ({ headers }: FastifyRequest): string => headers.origin ?? '';
