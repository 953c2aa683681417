import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import {
  cp,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  realpath,
  rename,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { shortestTime } from '../../../e2e/testkit/shortest-time.ts';
import { type Clock, systemClock } from '../clock.ts';
import { defaultDataDir } from './data-dir.ts';
import {
  acquireInstanceLock,
  describeHolder,
  type HeldLock,
  type LockOptions,
  type RefusedLock,
} from './instance-lock.ts';
import { endpointPath } from './lock/endpoint.ts';
import { type ProcessIdentity, readOwnIdentity } from './lock/process-identity.ts';

let dataDir: string;
let locks: HeldLock[];
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'switchyard-lock-'));
  locks = [];
});
afterEach(async () => {
  for (const lock of locks) await lock.release();
  await rm(dataDir, { recursive: true, force: true });
});

async function acquire(options: LockOptions = {}, folder = dataDir): Promise<HeldLock | RefusedLock> {
  const lock = await acquireInstanceLock(folder, options);
  if (lock.held) locks.push(lock);
  return lock;
}
/** Milliseconds: shorter than a holder is waited for that does not answer. */
const LESS_THAN_A_WAIT = 2000;

async function hold(options: LockOptions = {}, folder = dataDir): Promise<HeldLock> {
  const lock = await acquire(options, folder);
  if (!lock.held) throw new Error('refused');
  return lock;
}
async function beRefused(options: LockOptions = {}, folder = dataDir): Promise<RefusedLock> {
  const lock = await acquire(options, folder);
  if (lock.held) throw new Error('not refused');
  return lock;
}
/** The folder of the claim that counts. */
async function newestClaim(folder = dataDir): Promise<string> {
  const numbers = (await readdir(join(folder, 'instance-lock'))).map(Number).filter((number) => number > 0);
  return join(folder, 'instance-lock', String(Math.max(...numbers)));
}
/** Changes the claim that counts, as another program would have written it. */
async function rewriteClaim(
  change: (claim: { owner: ProcessIdentity; isLocal: boolean }) => void,
): Promise<void> {
  const file = join(await newestClaim(), 'claim.json');
  const claim = JSON.parse(await readFile(file, 'utf8'));
  change(claim);
  await writeFile(file, JSON.stringify(claim));
}
const isLinux = process.platform === 'linux';
const deadPid = () => spawnSync(process.execPath, ['-e', '']).pid;
const panel = { address: 'http://127.0.0.1:1', createLink: () => 'http://127.0.0.1:1/#sign-in=code' };

/** The lock of other systems works on sockets that are files, which Windows does not have. */
const platforms = process.platform === 'win32' ? (['win32'] as const) : (['linux', 'darwin'] as const);

describe.each(platforms)('the lock of a data directory, as on %s', (platform) => {
  it('is held by one program, which answers who it is', async () => {
    const first = await hold({ platform });
    first.setPanel(panel);
    expect((await beRefused({ platform })).holder).toEqual({
      pid: process.pid,
      hostname: null,
      address: 'http://127.0.0.1:1',
      sharesNetwork: true,
    });
    await first.release();
    await hold({ platform });
  });

  it('does not affect other data directories', async () => {
    const other = await mkdtemp(join(tmpdir(), 'switchyard-lock-'));
    const results = await Promise.all([dataDir, other].map((dir) => acquire({ platform }, dir)));
    expect(results.map(({ held }) => held)).toEqual([true, true]);
    // Windows removes no folder of which a file is open.
    for (const lock of locks.splice(0)) await lock.release();
    await rm(other, { recursive: true });
  });

  it('is acquired at once where a dead holder left its claim and its socket', async () => {
    const milliseconds = await shortestTime(LESS_THAN_A_WAIT, async () => {
      await (await hold({ platform })).release();
      const folder = await newestClaim();
      await rename(join(folder, 'released.json'), join(folder, 'claim.json'));
      await rewriteClaim((claim) => {
        claim.owner.pid = deadPid();
      });
      const start = performance.now();
      const lock = await hold({ platform });
      const time = performance.now() - start;
      await lock.release();
      return time;
    });
    expect(milliseconds).toBeLessThan(LESS_THAN_A_WAIT);
  });

  it('is had by one of many that start at once, also where a dead holder left it', async () => {
    for (let round = 0; round < 20; round++) {
      const results = await Promise.all(
        Array.from({ length: 12 }, async (_, index) => {
          // Some find the claim of the dead one, some what the new holder is about to remove.
          await new Promise((resolve) => setTimeout(resolve, (index * round) % 15));
          return await acquire({ platform, isLocal: platform === 'linux' });
        }),
      );
      expect(results.filter(({ held }) => held)).toHaveLength(1);
      const [lock] = locks.splice(0);
      await lock?.release();
      if (round % 4 === 0) continue;
      const folder = await newestClaim();
      await rename(join(folder, 'released.json'), join(folder, 'claim.json'));
      await rewriteClaim((claim) => {
        claim.owner.pid = deadPid();
      });
    }
  });

  it('holds under every name of the directory', async () => {
    await hold({ platform });
    const link = `${dataDir}-link`;
    // A junction needs no privilege on Windows; elsewhere the word has no effect.
    await symlink(dataDir, link, 'junction');
    await beRefused({ platform }, link);
    await rm(link);
    // Windows renames no folder of which a file is open.
    if (platform === 'win32') return;
    const renamed = `${dataDir}-renamed`;
    await rename(dataDir, renamed);
    await beRefused({ platform }, renamed);
    await rename(renamed, dataDir);
  });

  it('holds where the path is too long for a socket', async () => {
    const deep = join(dataDir, 'd'.repeat(100), 'e'.repeat(100));
    const first = await hold({ platform }, deep);
    first.setPanel(panel);
    if (platform !== 'win32')
      expect((await stat(join(await newestClaim(deep), 'socket'))).isSocket()).toBe(true);
    expect((await beRefused({ platform }, deep)).holder?.address).toBe('http://127.0.0.1:1');
  });
});

it('the lock is a named pipe on Windows, whose name nobody can guess', () => {
  const id = '0123456789abcdef0123456789abcdef';
  expect(endpointPath('C:\\data', { id, inode: '7' }, 'win32')).toBe(`\\\\.\\pipe\\switchyard-${id}-7`);
});

describe('a lock without its socket', () => {
  it('still holds as long as the process lives', async () => {
    await hold();
    await rm(join(await newestClaim(), 'socket'));
    const milliseconds = await shortestTime(LESS_THAN_A_WAIT, async () => {
      const { holder } = await beRefused({ clock: fastClock });
      expect(holder).toMatchObject({ pid: process.pid, address: null });
    });
    if (isLinux) expect(milliseconds).toBeLessThan(LESS_THAN_A_WAIT);
  });

  it('is not held by another process that got the same PID, where the system tells when each started', async () => {
    const readStartTime = async (pid: number) => (pid === process.pid ? '133000000000000000' : null);
    const system = { platform: 'darwin', readStartTime } as const;
    await hold(system);
    // The pipe of a holder that is gone is gone too.
    await rm(join(await newestClaim(), 'socket'), { force: true });
    await beRefused({ ...system, clock: fastClock });
    await rewriteClaim((claim) => {
      expect(claim.owner.startTime).toBe('133000000000000000');
      claim.owner.startTime = '132000000000000000';
    });
    await hold({ ...system, onWait: () => expect.unreachable() });
  });

  it('is waited for where the system cannot tell it', async () => {
    const readStartTime = () => Promise.reject(new Error('koffi cannot be loaded'));
    await hold({ platform: 'darwin', readStartTime, clock: fastClock });
    await rm(join(await newestClaim(), 'socket'), { force: true });
    const waits: unknown[] = [];
    await beRefused({
      platform: 'darwin',
      readStartTime,
      clock: fastClock,
      onWait: (...wait) => waits.push(wait),
    });
    expect(waits).toHaveLength(1);
  });

  it.runIf(isLinux)('is not held by another process that got the same PID', async () => {
    await hold();
    await rm(join(await newestClaim(), 'socket'));
    await rewriteClaim((claim) => {
      claim.owner.startTime = '1';
    });
    await hold();
  });
});

it('a copy of the data directory is free', async () => {
  await hold({ isLocal: true });
  const copy = `${dataDir}-copy`;
  await cp(dataDir, copy, { recursive: true, filter: (path) => !path.endsWith('socket') });
  await hold({ isLocal: true }, copy);
  await beRefused({ isLocal: true });
  for (const lock of locks.splice(0)) await lock.release();
  await rm(copy, { recursive: true });
});

/** A hundred times as fast as the time. */
const fastClock: Clock = {
  now: () => systemClock.now() * 100,
  wall: () => systemClock.wall(),
  setTimer: (delayMs, fire, keepsAlive) => systemClock.setTimer(delayMs / 100, fire, keepsAlive),
};

describe('a holder on another machine, on a network drive', () => {
  /** Its socket is a file here, on which nobody listens. */
  async function holdElsewhere(clock: Clock = fastClock): Promise<HeldLock> {
    const identity = { ...(await readOwnIdentity('linux')), bootId: 'another', hostname: 'nas' };
    const lock = await hold({ identity, isLocal: false, clock });
    await rm(join(await newestClaim(), 'socket'));
    return lock;
  }

  it('keeps the lock as long as its heart beats', async () => {
    await holdElsewhere();
    const waits: unknown[] = [];
    const { holder } = await beRefused({
      platform: 'linux',
      isLocal: false,
      clock: fastClock,
      onWait: (...wait) => waits.push(wait),
    });
    expect(holder).toMatchObject({ hostname: 'nas', address: null, sharesNetwork: false });
    expect(describeHolder(holder)).toBe(` (PID ${process.pid} on nas)`);
    expect(waits).toEqual([[20_000, 'nas']]);
  });

  it('keeps it from a machine to which the drive is a disk of its own', async () => {
    await holdElsewhere();
    await beRefused({ platform: 'linux', isLocal: true, clock: fastClock });
  });

  it('loses it after 20 s of silence, and not earlier', async () => {
    const never: Clock = { ...fastClock, setTimer: () => () => undefined };
    await holdElsewhere(never);
    const start = fastClock.now();
    await hold({ platform: 'linux', isLocal: false, clock: fastClock });
    expect(fastClock.now() - start).toBeGreaterThanOrEqual(20_000);
  });

  it('gives it up at once when it ends in order', async () => {
    await (await holdElsewhere()).release();
    await hold({ platform: 'linux', isLocal: false, onWait: () => expect.unreachable() });
  });
});

it('after a restart of the machine, a disk of its own is free at once', async () => {
  const identity = { ...(await readOwnIdentity('linux')), bootId: 'the last one' };
  await hold({ identity, isLocal: true, platform: 'linux' });
  await rm(join(await newestClaim(), 'socket'));
  await hold({ platform: 'linux', isLocal: true, onWait: () => expect.unreachable() });
});

it('a claim that cannot be read is respected for as long as a heartbeat may take', async () => {
  await (await hold()).release();
  await writeFile(join(await newestClaim(), 'claim.json'), '');
  const waits: unknown[] = [];
  await hold({ clock: fastClock, onWait: (...wait) => waits.push(wait) });
  expect(waits).toEqual([[20_000, null]]);
});

it('an interrupted start and old claims leave nothing behind', async () => {
  await mkdir(join(dataDir, 'instance-lock', 'new-left'), { recursive: true });
  for (let round = 0; round < 3; round++) await (await hold()).release();
  await hold();
  expect(await readdir(join(dataDir, 'instance-lock'))).toEqual(['4']);
});

describe('other users of the machine', () => {
  it('see nothing of the lock: neither its folder nor its secret', async () => {
    await hold();
    expect((await stat(join(dataDir, 'instance-lock'))).mode & 0o777).toBe(0o700);
    expect((await stat(join(await newestClaim(), 'claim.json'))).mode & 0o777).toBe(0o600);
  });

  it.runIf(isLinux)('cannot block it, nor be asked, by taking the name that the lock once had', async () => {
    let connections = 0;
    const name = createHash('sha256')
      .update(await realpath(dataDir))
      .digest('hex')
      .slice(0, 24);
    const squatter = createServer((socket) => {
      connections += 1;
      socket.destroy();
    }).listen(`\0switchyard-${name}`);
    await once(squatter, 'listening');
    await hold();
    await beRefused();
    squatter.close();
    expect(connections).toBe(0);
  });
});

it('a second start gets a link from the holder, each time a new one, and none without asking', async () => {
  let count = 0;
  (await hold()).setPanel({ address: 'http://127.0.0.1:1', createLink: () => `link ${++count}` });
  const second = await beRefused();
  expect(count).toBe(0);
  expect([await second.askForLink(), await second.askForLink()]).toEqual(['link 1', 'link 2']);
});

describe('the default data directory', () => {
  it.each([
    ['linux', {}, '/home/me/.local/share/switchyard'],
    ['linux', { XDG_DATA_HOME: '/data' }, '/data/switchyard'],
    ['darwin', {}, '/home/me/Library/Application Support/Switchyard'],
    ['win32', { APPDATA: 'D:\\Roaming' }, 'D:\\Roaming\\Switchyard'],
    ['win32', {}, 'C:\\Users\\me\\AppData\\Roaming\\Switchyard'],
  ] as const)('on %s with %j is %s', (platform, env, expected) => {
    const home = platform === 'win32' ? 'C:\\Users\\me' : '/home/me';
    expect(defaultDataDir({ platform, env, home })).toBe(expected);
  });
});
