/** Signs in as a browser does that cannot make keys. Knows no test framework. */
import { randomBytes } from 'node:crypto';

/**
 * @param link as the host prints it, with a one-time code
 * @returns the access key. @throws Error where the host refuses
 */
export async function signInBy(link: string): Promise<string> {
  const { origin, hash } = new URL(link);
  const reply = await fetch(`${origin}/auth/sign-in`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({
      code: hash.replace('#sign-in=', ''),
      secret: randomBytes(32).toString('base64url'),
    }),
  });
  if (!reply.ok) throw new Error(`The host refused to sign in: ${reply.status} ${await reply.text()}`);
  return ((await reply.json()) as { access_key: string }).access_key;
}
