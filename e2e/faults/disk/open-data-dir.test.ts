/** A data directory that other users of the machine can write or read: it is closed to them, or refused. */
import { chmod, mkdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import { it, snapshotOf } from '../../launch/headless/host-for-test.ts';
import { spawnHost } from '../../launch/headless/start-host.ts';
import { eventually } from '../../testkit/eventually.ts';

const modeOf = async (path: string) => (await stat(path)).mode & 0o777;

it('a data directory that others can write is closed at the start, and a notice and the log say so', async ({
  hostForTest,
  dataDirForTest,
  skip,
}) => {
  if (process.platform === 'win32') skip('Windows has access lists in place of modes');
  const dataDir = await dataDirForTest();
  const { host: first, backends } = await hostForTest({ dataDir });
  await backends.addResting({ ApiKey: 'a secret key' });
  await first.stop();
  const files = ['token', 'server-id', 'backends.json', 'logs/switchyard.log'].map((name) =>
    join(dataDir, name),
  );
  for (const file of files) await chmod(file, 0o644);
  await chmod(dataDir, 0o777);
  const { host } = await hostForTest({ dataDir });
  expect(await modeOf(dataDir)).toBe(0o700);
  for (const file of files) expect(await modeOf(file), file).toBe(0o600);
  expect((await snapshotOf(host)).notices).toContainEqual(
    expect.objectContaining({
      id: 'data-directory-was-open',
      message: expect.stringContaining('Other users of this computer could change what Switchyard keeps'),
    }),
  );
  // The log is written in the background.
  await eventually('the log says so', async () =>
    (await readFile(join(dataDir, 'logs/switchyard.log'), 'utf8')).includes(
      'Other users of this computer could change',
    ),
  );
});

it('a data directory that every user can replace is refused with what to do', async ({
  dataDirForTest,
  skip,
}) => {
  if (process.platform === 'win32') skip('Windows has access lists in place of modes');
  const parent = await dataDirForTest();
  await mkdir(join(parent, 'data'));
  await chmod(parent, 0o777);
  const host = await spawnHost({ dataDir: join(parent, 'data') });
  expect(await host.exited).toEqual({ code: 2, signal: null });
  expect(host.output().trim()).toMatch(
    /^The data directory .+ cannot be used: every user of this computer can write its parent .+, and so replace it\. .+ Run "chmod o-w .+", or choose another folder with --data-dir\.$/,
  );
});
