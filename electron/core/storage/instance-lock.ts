/**
 * One program per data directory, whichever Node, container or machine it runs in, and whatever the directory is called. The
 * lock is a claim in the directory (lock/claims.ts). It is taken over only when its holder is provably gone, or was silent for
 * a while where it runs on a kernel of which nothing can be seen here (docs/decisions/008-lock-in-the-data-directory.md).
 */
import { randomBytes } from 'node:crypto';
import { type FileHandle, mkdir, open, realpath, rm, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { type Clock, delay, systemClock } from '../clock.ts';
import {
  type Claim,
  claimFolder,
  type FoundClaim,
  findNewestClaim,
  heartbeatPath,
  inodeOf,
  makeLockFolder,
  prepareClaim,
  preparedFolder,
  readHeartbeat,
  releaseClaim,
  removeOldClaims,
  submitClaim,
} from './lock/claims.ts';
import { askHolder, createAnswering, type HolderAnswer } from './lock/conversation.ts';
import { connectTo, endpointPath, listenOn } from './lock/endpoint.ts';
import {
  findFate,
  isSameMachine,
  type ProcessIdentity,
  type ReadStartTime,
  readOwnIdentity,
} from './lock/process-identity.ts';

/** What is known of the holder. */
export interface LockHolder {
  pid: number;
  /** Of its machine or container, where that is another one. */
  hostname: string | null;
  /** Of its panel; null where it has none yet, or could not be asked. */
  address: string | null;
  /** Whether the address leads to it from here. */
  sharesNetwork: boolean;
}

export interface HeldLock {
  held: true;
  /** From now on a second start is told this address, and gets a link from `createLink` where it asks for one. */
  setPanel(panel: { address: string; createLink: () => string }): void;
  release(): Promise<void>;
}

export interface RefusedLock {
  held: false;
  /** Null where its claim cannot be read. */
  holder: LockHolder | null;
  /** A link that signs one browser in, from a holder that has proved itself. Null where there is none to be had. */
  askForLink(): Promise<string | null>;
}

export interface LockOptions {
  platform?: NodeJS.Platform;
  clock?: Clock;
  /** How this process would be told from others. */
  identity?: ProcessIdentity;
  /** Tells when a process started, where that is not read from /proc: so a PID that another process has got by now keeps no lock. */
  readStartTime?: ReadStartTime | undefined;
  /** Whether the file system belongs to this kernel alone. */
  isLocal?: boolean;
  /** Called when it takes up to that many milliseconds to see whether the holder still lives. */
  onWait?: (maxMs: number, hostname: string | null) => void;
}

/** Of the data directory; it holds a socket, and a copy of it is worthless. */
export const LOCK_FOLDER = 'instance-lock';
/** Milliseconds between two heartbeats of the holder. */
const HEARTBEAT = 4000;
/** Milliseconds after which a holder without a heartbeat counts as gone. */
const SILENCE = 20_000;
/** Milliseconds between two looks at a heartbeat. */
const POLL = 500;
const MAX_ATTEMPTS = 50;
/** File systems of Linux (statfs(2)) that one kernel mounts alone: ext2-4, xfs, btrfs, f2fs, bcachefs, zfs, tmpfs, overlayfs. */
const LOCAL_FILE_SYSTEMS = new Set([
  0xef53, 0x58465342, 0x9123683e, 0xf2f52010, 0xca451a4e, 0x2fc12fc1, 0x01021994, 0x794c7630,
]);

/**
 * Makes the data directory where it is missing. Resolves at once, unless the last holder may run on another machine: then
 * after 20 seconds at most.
 */
export async function acquireInstanceLock(
  dataDir: string,
  options: LockOptions = {},
): Promise<HeldLock | RefusedLock> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const folder = join(await realpath(dataDir), LOCK_FOLDER);
  await makeLockFolder(folder);
  const platform = options.platform ?? process.platform;
  const attempt: Attempt = {
    folder,
    platform,
    clock: options.clock ?? systemClock,
    own: options.identity ?? (await readOwnIdentity(platform, options.readStartTime)),
    readStartTime: options.readStartTime,
    isLocal: options.isLocal ?? (platform === 'linux' && LOCAL_FILE_SYSTEMS.has((await statfs(folder)).type)),
    onWait: options.onWait ?? (() => undefined),
  };
  for (let count = 0; count < MAX_ATTEMPTS; count++) {
    const newest = await findNewestClaim(folder);
    if (newest.claim !== 'released' && !(await isAbandoned(newest, attempt)))
      return await refuse(newest, attempt);
    const lock = await claimNumber(newest.number + 1, attempt);
    if (lock) return lock;
    // Another program was faster, and may have given up the lock again.
  }
  throw new Error(
    `the lock in ${folder} could not be taken: other programs take and release it all the time`,
  );
}

interface Attempt extends Required<Pick<LockOptions, 'platform' | 'clock' | 'isLocal' | 'onWait'>> {
  folder: string;
  own: ProcessIdentity;
  readStartTime: ReadStartTime | undefined;
}

/** @returns null where that number is taken */
async function claimNumber(number: number, attempt: Attempt): Promise<HeldLock | null> {
  const { folder, platform, clock, own, isLocal } = attempt;
  const id = randomBytes(16).toString('hex');
  const secret = randomBytes(32).toString('base64url');
  let panel: { address: string; createLink: () => string } | null = null;
  const answering = createAnswering(
    secret,
    (wantsLink): HolderAnswer => ({
      address: panel?.address ?? null,
      link: wantsLink ? (panel?.createLink() ?? null) : null,
    }),
  );
  const prepared = preparedFolder(folder, id);
  await mkdir(prepared, { mode: 0o700 });
  const inode = await inodeOf(prepared);
  const hasEndpoint = await listenOn(answering.server, endpointPath(prepared, { id, inode }, platform));
  const claim: Claim = { id, secret, owner: own, hasEndpoint, isLocal, inode };
  let isHeld = false;
  try {
    await prepareClaim(prepared, claim);
    isHeld = await submitClaim(folder, claim, number);
  } catch (error) {
    // A program that got the number meanwhile removes what others prepare.
    if ((await findNewestClaim(folder)).number < number) throw error;
  } finally {
    if (!isHeld) {
      await answering.close();
      await rm(prepared, { recursive: true, force: true });
    }
  }
  if (!isHeld) return null;
  // Files that another machine has open may resist; the next holder tries again.
  await removeOldClaims(folder, number).catch(() => undefined);
  const held = claimFolder(folder, number);
  const stopHeartbeat = startHeartbeat(await open(heartbeatPath(held), 'r+'), clock);
  return {
    held: true,
    setPanel: (value) => {
      panel = value;
    },
    release: async () => {
      stopHeartbeat();
      // A claim that stays is that of a program which is gone.
      await releaseClaim(held, claim).catch(() => undefined);
      await answering.close();
    },
  };
}

/** Goes on through a rename of the directory, because the file stays open. @returns ends it, and closes the file */
function startHeartbeat(file: FileHandle, clock: Clock): () => void {
  let count = 0;
  let cancel: () => void;
  const schedule = () => {
    cancel = clock.setTimer(HEARTBEAT, beat, false);
  };
  // The next one waits for this one: on a drive that hangs, one write waits, not one more each time.
  const beat = () => {
    void file
      .write(String(++count), 0)
      .catch(() => undefined)
      .finally(() => {
        if (!isEnded) schedule();
      });
  };
  let isEnded = false;
  schedule();
  return () => {
    isEnded = true;
    cancel();
    // Not awaited: it waits for a write, and a drive that hangs must not keep the program from ending.
    void file.close().catch(() => undefined);
  };
}

/** Whether the holder of that claim is gone for good. */
async function isAbandoned({ folder, claim }: FoundClaim, attempt: Attempt): Promise<boolean> {
  const isReadable = typeof claim === 'object';
  if (isReadable) {
    const inode = await inodeOf(folder);
    const endpoint = claim.hasEndpoint
      ? await connectTo(endpointPath(folder, { id: claim.id, inode }, attempt.platform))
      : 'unknown';
    if (typeof endpoint === 'object') {
      endpoint.destroy();
      return false;
    }
    const areBothLocal = claim.isLocal && attempt.isLocal;
    // A copy of the data directory, which nobody has ever held; or a newer holder has just removed the claim.
    if (areBothLocal && claim.inode !== inode) return true;
    const fate = await findFate(claim.owner, attempt.own, attempt.readStartTime);
    if (fate !== 'unknown') return fate === 'gone';
    // The disk belonged to a kernel that has ended, or to this one, on which a socket without a listener has no holder.
    if (areBothLocal && (endpoint === 'refused' || !isSameMachine(claim.owner, attempt.own))) return true;
  }
  return await isSilent(folder, isReadable ? claim.owner.hostname : null, attempt);
}

/** Watches the heartbeat, by the monotonic clock: the wall clocks of two machines say nothing about each other. */
async function isSilent(folder: string, hostname: string | null, attempt: Attempt): Promise<boolean> {
  const { clock, onWait } = attempt;
  onWait(SILENCE, hostname);
  const before = await readHeartbeat(folder);
  const start = clock.now();
  while (clock.now() - start < SILENCE) {
    await delay(clock, POLL);
    const now = await readHeartbeat(folder);
    if (now === null) return true;
    if (now !== before) return false;
  }
  return true;
}

async function refuse({ folder, claim }: FoundClaim, attempt: Attempt): Promise<RefusedLock> {
  if (typeof claim !== 'object') return { held: false, holder: null, askForLink: async () => null };
  const { owner, hasEndpoint, id, secret } = claim;
  const ask = async (wantsLink: boolean): Promise<HolderAnswer | null> => {
    if (!hasEndpoint) return null;
    const inode = await inodeOf(folder);
    const socket = await connectTo(endpointPath(folder, { id, inode }, attempt.platform));
    return typeof socket === 'object' ? await askHolder(socket, secret, wantsLink) : null;
  };
  return {
    held: false,
    holder: {
      pid: owner.pid,
      hostname: owner.hostname === attempt.own.hostname ? null : owner.hostname,
      address: (await ask(false))?.address ?? null,
      sharesNetwork:
        isSameMachine(owner, attempt.own) && owner.networkNamespace === attempt.own.networkNamespace,
    },
    askForLink: async () => (await ask(true))?.link ?? null,
  };
}

/** Who holds the lock, in parentheses, to follow the name of the directory in a message; empty where it is not known. */
export function describeHolder(holder: LockHolder | null): string {
  if (holder === null) return '';
  const { pid, hostname, address } = holder;
  return ` (PID ${pid}${hostname === null ? '' : ` on ${hostname}`}${address === null ? '' : `, ${address}`})`;
}
