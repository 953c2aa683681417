/** A host whose thread writes the list of backends: a full disk, a kill at any moment, and its end. */
import { readdirSync } from 'node:fs';
import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { it } from '../../launch/headless/host-for-test.ts';
import { startHost, type TestHost } from '../../launch/headless/start-host.ts';
import { Backends } from '../../testkit/backends.ts';
import { eventually } from '../../testkit/eventually.ts';
import { fillDisk, mountSmallDisk } from '../../testkit/process/small-disk.ts';

const KILLS = 12;

const threadsOf = ({ pid }: TestHost) => readdirSync(`/proc/${pid}/task`).length;

/** Edits backend 0 until the host has a thread more; adds it where there is none. Nothing has been changed before. */
async function untilThreadRuns(host: TestHost, backends: Backends): Promise<void> {
  // All threads of the pool are there from the start on, which reads files.
  const before = threadsOf(host);
  if (Object.keys(await backends.list()).length === 0) await backends.addResting({}, { title: 'first' });
  await eventually('the thread runs', async () => {
    await backends.edit(0, { title: 'again', settings: {} });
    return threadsOf(host) > before;
  });
  // It is given a write once it has said that it is ready.
  for (let edit = 0; edit < 5; edit++) await backends.edit(0, { title: `edit ${edit}`, settings: {} });
}

const titleOnDisk = async (dataDir: string): Promise<string> =>
  JSON.parse(await readFile(join(dataDir, 'backends.json'), 'utf8')).backends[0].title;

describe.runIf(process.platform === 'linux')('a host whose thread writes', () => {
  it('refuses a change on a full disk, keeps the file as it was, and writes again when there is room', async ({
    onTestFinished,
    skip,
  }) => {
    const dataDir = await mountSmallDisk({ onTestFinished, skip }, 512);
    const host = await startHost({ dataDir });
    onTestFinished(async () => void (await host.stop()));
    const backends = new Backends(host);
    await untilThreadRuns(host, backends);
    const before = await readFile(join(dataDir, 'backends.json'), 'utf8');
    const filler = join(dataDir, 'filler');
    for (let attempt = 0; attempt < 3; attempt++) {
      await fillDisk(filler);
      const Notes = 'long '.repeat(2000);
      expect(await host.call('EditBackend', { backend_id: 0, settings: { Notes } })).toMatchObject({
        code: 'store_failed',
        error: expect.stringContaining('the disk is full'),
      });
      expect(await readFile(join(dataDir, 'backends.json'), 'utf8')).toBe(before);
      expect(await readdir(dataDir)).not.toContain('backends.json.writing');
    }
    await rm(filler);
    await backends.edit(0, { title: 'there is room', settings: {} });
    expect(await titleOnDisk(dataDir)).toBe('there is room');
  });

  it(`loses no acknowledged change by ${KILLS} kills, each at another moment of a write`, async ({
    dataDirForTest,
    onTestFinished,
  }) => {
    const dataDir = await dataDirForTest();
    let acknowledged = '';
    for (let kill = 0; kill < KILLS; kill++) {
      const host = await startHost({ dataDir });
      onTestFinished(async () => void (await host.kill()));
      const backends = new Backends(host);
      if (kill > 0) expect([acknowledged, `${kill - 1} attempted`]).toContain((await backends.one(0)).title);
      await untilThreadRuns(host, backends);
      acknowledged = `${kill} acknowledged`;
      await backends.edit(0, { title: acknowledged, settings: {} });
      const attempted = backends.edit(0, { title: `${kill} attempted`, settings: {} }).catch(() => undefined);
      // A write takes a millisecond or two.
      await new Promise((resolve) => setTimeout(resolve, (3 * kill) / KILLS));
      await host.kill();
      await attempted;
    }
    const host = await startHost({ dataDir });
    onTestFinished(async () => void (await host.kill()));
    expect([acknowledged, `${KILLS - 1} attempted`]).toContain((await new Backends(host).one(0)).title);
    expect(await readdir(dataDir)).not.toContain('backends.json.writing');
    expect((await host.stop()).code).toBe(0);
  });

  it('ends as it is asked to, with everything on disk and nothing half-done', async ({
    dataDirForTest,
    onTestFinished,
  }) => {
    const dataDir = await dataDirForTest();
    const host = await startHost({ dataDir });
    onTestFinished(async () => void (await host.kill()));
    const backends = new Backends(host);
    await untilThreadRuns(host, backends);
    await backends.edit(0, { title: 'last', settings: {} });
    expect(await host.stop()).toEqual({ code: 0, signal: null });
    expect(await titleOnDisk(dataDir)).toBe('last');
    const names = await readdir(dataDir);
    expect(names).not.toContain('backends.json.writing');
    expect(names).not.toContain('backends.json.0');
  });
});
