/** The data directory on the Windows build of Node: a change is on disk when it is acknowledged, and one host has it at a time. */
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { isHandle, lastError, loadWin32 } from '../../electron/core/process/windows/native/win32.ts';
import { it } from '../launch/headless/host-for-test.ts';
import { spawnHost, startHost } from '../launch/headless/start-host.ts';
import { Backends } from '../testkit/backends.ts';

it('an edit is there after the host was killed right behind the reply, with the versions before it', async ({
  dataDirForTest,
}) => {
  const dataDir = await dataDirForTest();
  const host = await startHost({ dataDir });
  const backends = new Backends(host);
  await backends.addResting({}, { title: 'Flux' });
  await backends.edit(0, { settings: { Notes: 'edited' } });
  await host.kill();
  const next = await startHost({ dataDir });
  expect(await new Backends(next).one(0)).toMatchObject({ title: 'Flux', settings: { Notes: 'edited' } });
  await next.kill();
  expect(await readdir(dataDir)).toEqual(expect.arrayContaining(['backends.json', 'backends.json.1']));
});

it('a second host is refused with PID and address of the first, and may start once that was killed', async ({
  dataDirForTest,
}) => {
  const dataDir = await dataDirForTest();
  const first = await startHost({ dataDir });
  const second = await spawnHost({ dataDir });
  expect((await second.exited).code).not.toBe(0);
  expect(second.output()).toContain(`(PID ${first.pid}, ${first.url})`);
  await first.kill();
  // As if Windows had given its PID to another program, which is this one.
  const locks = join(dataDir, 'instance-lock');
  const [claim = ''] = (await readdir(locks)).filter((name) => /^\d+$/.test(name));
  const file = join(locks, claim, 'claim.json');
  const held = JSON.parse(await readFile(file, 'utf8'));
  expect(held.owner).toMatchObject({ pid: first.pid, startTime: expect.stringMatching(/^\d{18}$/) });
  held.owner.pid = process.pid;
  await writeFile(file, JSON.stringify(held));
  const next = await startHost({ dataDir });
  expect(next.output()).not.toContain('Waiting for a sign of life');
  await next.kill();
});

describe('a virus scanner that has the list of backends open', () => {
  const GENERIC_READ = 0x8000_0000;
  const OPEN_EXISTING = 3;
  /** Opens the file as a scanner does: others may read it or not, and may not replace it. @returns closes it */
  async function hold(file: string, share: number): Promise<() => void> {
    const win32 = await loadWin32();
    const handle = win32.CreateFileW(file, GENERIC_READ, share, null, OPEN_EXISTING, 0, null);
    if (!isHandle(handle)) throw lastError(win32);
    return () => void win32.CloseHandle(handle);
  }

  it.for([
    ['and lets others read it', 1],
    ['for itself', 0],
  ] as const)(
    '%s, for a moment, delays an edit and does not refuse it',
    async ([_, share], { hostForTest }) => {
      const { backends, dataDir } = await hostForTest();
      await backends.addResting();
      const release = await hold(join(dataDir, 'backends.json'), share);
      const edit = backends.edit(0, { settings: { Notes: 'edited' } });
      setTimeout(release, 500);
      expect(await edit).toMatchObject({ settings: { Notes: 'edited' } });
      expect(await readFile(join(dataDir, 'backends.json'), 'utf8')).toContain('edited');
    },
  );
});
