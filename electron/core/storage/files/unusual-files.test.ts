/** What lies in the place of a file of the data directory may be anything: nothing hangs, and the message has no codes. */
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { readIdentity } from '../../../http/access/identity.ts';
import { SignedInBrowsers } from '../../../http/access/signed-in-browsers.ts';
import { corePreferences, Preferences } from '../preferences.ts';
import { Store } from '../store.ts';
import { DataFileError } from './data-file-error.ts';
import { readDataFileSync } from './read-data-file.ts';

type Place = (path: string) => Promise<unknown>;

const asFolder: Place = async (path) => {
  await mkdir(path);
  await writeFile(join(path, 'x'), 'x');
};
const asPipe: Place = async (path) => execFileSync('mkfifo', [path]);
const asEndlessDevice: Place = (path) => symlink('/dev/zero', path);
const asSocket: Place = async (path) => {
  const server = createServer().listen(path);
  onTestFinished(() => void server.close());
  await once(server, 'listening');
};
const asHugeFile: Place = async (path) => {
  await writeFile(path, '');
  await truncate(path, 2 ** 40);
};

const unusual: readonly [string, Place][] = [
  ['a folder', asFolder],
  ['a file of a terabyte', asHugeFile],
  ...(process.platform === 'win32'
    ? []
    : ([
        ['a pipe that nobody writes to', asPipe],
        ['a device without an end', asEndlessDevice],
        ['a socket', asSocket],
      ] satisfies [string, Place][])),
];

async function makeDataDir(): Promise<string> {
  const dataDir = await mkdtemp(join(tmpdir(), 'switchyard-test-'));
  onTestFinished(() => rm(dataDir, { recursive: true, force: true }));
  return dataDir;
}
const wall = () => Date.UTC(2026, 0, 2, 3, 4, 5);
const openStore = (dataDir: string) => Store.open({ dataDir, wall });
// The random end of a folder's name may look like one.
const withoutCodes = expect.not.stringMatching(/(?<!switchyard-test-)\bE[A-Z]{3,}\b|ERR_/);

describe.each(unusual)('%s', (_, place) => {
  it('in the place of the registry is set aside, and the previous version is used', async () => {
    const dataDir = await makeDataDir();
    const file = join(dataDir, 'backends.json');
    const first = await openStore(dataDir);
    for (const title of ['first', 'second'])
      await first.update((document) => {
        const uid = `uid${title}`;
        document.backends = [{ id: 0, uid, type: 'x', title, enabled: false, modcount: 0, settings: {} }];
      });
    await rm(file);
    await place(file);
    const store = await openStore(dataDir);
    expect(store.document.backends.map(({ title }) => title)).toEqual(['first']);
    expect(store.notices).toMatchObject([{ id: 'store-recovered', message: withoutCodes }]);
    expect((await readdir(dataDir)).filter((name) => name.includes('.corrupt-'))).toHaveLength(1);
    await store.update((document) => {
      document.next_id = 7;
    });
    expect((await openStore(dataDir)).document.next_id).toBe(7);
  });

  it('put there while the program runs is not overwritten', async () => {
    const dataDir = await makeDataDir();
    const file = join(dataDir, 'backends.json');
    const store = await openStore(dataDir);
    const change = () =>
      store.update((document) => {
        document.next_id += 1;
      });
    await change();
    await rm(file);
    await place(file);
    await expect(change()).rejects.toMatchObject({ code: 'other_writer', message: withoutCodes });
    expect(() => readDataFileSync(file, 1e6)).toThrow(DataFileError);
  });

  it('in the place of the previous version is passed over', async () => {
    const dataDir = await makeDataDir();
    await writeFile(join(dataDir, 'backends.json'), 'x');
    await place(join(dataDir, 'backends.json.1'));
    expect((await openStore(dataDir)).notices).toMatchObject([{ level: 'error' }]);
  });

  it('in the place of the preferences is set aside, and they can be changed', async () => {
    const dataDir = await makeDataDir();
    await place(join(dataDir, 'preferences.json'));
    const open = () => Preferences.open({ dataDir, shape: corePreferences, lockedAtStart: false, wall });
    const preferences = await open();
    expect(preferences.notices).toMatchObject([{ id: 'preferences-unreadable' }]);
    await preferences.edit({ LogDays: 3 });
    expect((await open()).values().LogDays).toBe(3);
  });

  it('in the place of the token is refused in words', async () => {
    const dataDir = await makeDataDir();
    await place(join(dataDir, 'token'));
    await expect(readIdentity(dataDir)).rejects.toThrow(
      expect.objectContaining({
        message: expect.stringMatching(/token cannot be read: (there is|it is larger).*move the file away/),
      }),
    );
    await expect(readIdentity(dataDir)).rejects.toMatchObject({ message: withoutCodes });
  });

  it('in the place of the signed-in browsers is set aside, and browsers can sign in', async () => {
    const dataDir = await makeDataDir();
    const file = join(dataDir, 'signed-in-browsers.json');
    await place(file);
    const faults: unknown[] = [];
    const onFault = (error: unknown) => void faults.push(error);
    const browsers = await SignedInBrowsers.open({ dataDir, token: 't', now: wall, onFault });
    expect(faults).toEqual([expect.any(DataFileError)]);
    await browsers.add({ secret: 'x'.repeat(43) }, { apiKeyId: null });
    expect(JSON.parse(await readFile(file, 'utf8')).browsers).toHaveLength(1);
  });
});
