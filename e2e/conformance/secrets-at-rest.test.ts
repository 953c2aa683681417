/** Secrets on the disk of a host that encrypts them: with real files, a real worker, and over several starts. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createFakeCodec } from '../testkit/core/fake-codec.ts';
import { type ContractHost, openForTest, portsSaved } from './hosts/contract-host.ts';
import { HttpHost, type HttpHostOptions } from './hosts/http-host.ts';

const CANARY = 'canary-7f3a9c';

/** The files of the data directory that hold a text. */
async function filesWith(host: ContractHost, wanted: string): Promise<string[]> {
  // A file that is just being written would vanish under this.
  await portsSaved(host);
  const holding: string[] = [];
  for (const entry of await readdir(host.dataDir, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isFile() && (await readFile(path, 'latin1')).includes(wanted)) holding.push(path);
  }
  return holding;
}

it('are in no file of the data directory in clear, and reach the worker as they were typed', async () => {
  const options: HttpHostOptions = { secrets: createFakeCodec('me') };
  const { host, backends } = await openForTest(HttpHost.open, options);
  const keyOf = async (id: number) => {
    const { address } = await backends.running(id);
    return ((await (await fetch(`${address}/env`)).json()) as Record<string, string>).FAKE_API_KEY;
  };
  await backends.addRunning({ ApiKey: CANARY, Flags: '--stderr started' });
  expect(await keyOf(0)).toBe(CANARY);
  await backends.edit(0, { settings: { ApiKey: `${CANARY}-2` } });
  await backends.add({ ApiKey: `${CANARY}-3` });
  await backends.delete(1);
  expect(await filesWith(host, CANARY)).toEqual([]);
  expect((await filesWith(host, 'sealed:v1:')).length).toBeGreaterThan(1);

  await host.reopen();
  expect(await keyOf(0)).toBe(`${CANARY}-2`);
  await host.call('RestoreBackend', { backend_id: 1 });
  expect(await keyOf(1)).toBe(`${CANARY}-3`);
  expect(await filesWith(host, CANARY)).toEqual([]);
});

it('that were written by a headless host are sealed at the next start, and are kept by it afterwards', async () => {
  const secrets = createFakeCodec('me');
  const { host, backends } = await openForTest(HttpHost.open, {});
  await backends.addRunning({ ApiKey: CANARY });
  expect(await filesWith(host, CANARY)).not.toEqual([]);
  await host.reopen({ secrets });
  await backends.running(0);
  expect(await filesWith(host, CANARY)).toEqual([]);

  await host.reopen();
  const { error, settings } = await backends.errored(0);
  expect(error).toMatchObject({ code: 'secret_unreadable', message: expect.stringContaining('API key') });
  expect(settings.ApiKey).toBe('\t<secret>');
  await backends.edit(0, { title: 'renamed', settings: { Count: 2 } });
  expect(await filesWith(host, CANARY)).toEqual([]);

  await host.reopen({ secrets });
  const { address, title } = await backends.running(0);
  expect(title).toBe('renamed');
  expect(await (await fetch(`${address}/env`)).json()).toMatchObject({ FAKE_API_KEY: CANARY });
});
