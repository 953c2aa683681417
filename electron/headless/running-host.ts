/**
 * A start on a data directory that a running host holds: with --open it opens that host's panel, else it is refused. The link
 * comes from the holder itself, over the data directory. Nothing secret is sent to an address: another program may listen there.
 */
import { describeHolder, type RefusedLock } from '../core/storage/instance-lock.ts';
import { openInBrowser } from './open-in-browser.ts';
import type { HeadlessOptions } from './options.ts';
import { UsageError } from './usage-error.ts';

/** @throws UsageError unless the panel of the running host can be opened */
export async function reportRunningHost(lock: RefusedLock, options: HeadlessOptions): Promise<void> {
  const { holder } = lock;
  const message = `Switchyard already runs on the data directory ${options.dataDir}${describeHolder(holder)}.`;
  if (!options.open || !holder?.address)
    throw new UsageError(`${message} Use that one, stop it first, or start with another --data-dir.`);
  if (!holder.sharesNetwork)
    throw new UsageError(
      `${message} Its panel cannot be opened from here: it runs on another machine or in another container.`,
    );
  console.log(message);
  const link = (await lock.askForLink()) ?? holder.address;
  console.log(`open ${link}`);
  await openInBrowser(link);
}

/** Says why the start takes long. @param hostname of the last holder, if it is known */
export function reportWait(maxMs: number, hostname: string | null): void {
  const where = hostname === null ? '' : ` on ${hostname}`;
  console.log(
    `The data directory was last used by a program${where} that cannot be seen from here. Waiting for a sign of life from it, ${maxMs / 1000} seconds at most…`,
  );
}
