/** The data directory on the Windows build of Node: a change is on disk when it is acknowledged, and one host has it at a time. */
import { readdir } from 'node:fs/promises';
import { expect } from 'vitest';
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
  const next = await startHost({ dataDir });
  await next.kill();
});
