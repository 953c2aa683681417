/** A start on a data directory that a running host holds: with --open it opens that host's panel, else it is refused. */
import type { LockHolder } from '../core/storage/instance-lock.ts';
import { readIdentity } from '../http/identity.ts';
import { signInFragment } from '../http/routes/sign-in-routes.ts';
import { openInBrowser } from './open-in-browser.ts';
import { type HeadlessOptions, UsageError } from './options.ts';

/** @throws UsageError unless the panel of the running host can be opened */
export async function reportRunningHost(holder: LockHolder | null, options: HeadlessOptions): Promise<void> {
  const who = holder?.pid ? ` (PID ${holder.pid}${holder.address ? `, ${holder.address}` : ''})` : '';
  const message = `Switchyard already runs on the data directory ${options.dataDir}${who}.`;
  if (!options.open || !holder?.address)
    throw new UsageError(`${message} Use that one, stop it first, or start with another --data-dir.`);
  console.log(message);
  const link = await requestSignInLink(holder.address, options);
  console.log(`open ${link}`);
  await openInBrowser(link);
}

/** A link that signs a browser in, or the plain address, where the panel asks for the token. */
async function requestSignInLink(address: string, options: HeadlessOptions): Promise<string> {
  try {
    const token = options.token ?? (await readIdentity(options.dataDir)).token;
    const reply = await fetch(`${address}/auth/code`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${token}` },
      body: '{}',
      signal: AbortSignal.timeout(5000),
    });
    const body: unknown = await reply.json();
    if (typeof body === 'object' && body !== null && 'code' in body && typeof body.code === 'string')
      return `${address}/${signInFragment(body.code)}`;
  } catch {
    // The running host does not answer; its address is still right.
  }
  return address;
}
