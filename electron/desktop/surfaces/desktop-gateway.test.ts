import { mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { Core } from '../../core/create-core.ts';
import { createGateway } from '../../gateway/create-gateway.ts';
import { openHostAccess } from '../../http/access/host-access.ts';
import { DesktopGateway } from './desktop-gateway.ts';

async function create() {
  const dataDir = mkdtempSync(join(tmpdir(), 'switchyard-gateway-'));
  const onFault = () => undefined;
  const announced: (string | null)[] = [];
  const gateway = new DesktopGateway({
    core: { setGateway: (port) => void announced.push(port?.info.url ?? null) },
    gateway: createGateway({
      registry: { actors: () => [], find: () => undefined, subscribe: () => undefined },
    } as unknown as Core),
    hostAccess: await openHostAccess({ token: 'a token of the test', dataDir, onFault }),
    onFault,
  });
  onTestFinished(async () => {
    await gateway.stop();
    rmSync(dataDir, { recursive: true, force: true });
  });
  return { gateway, announced };
}

async function takenPort(): Promise<number> {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void other.close());
  return (other.address() as AddressInfo).port;
}

const models = (port: number | null) => fetch(`http://127.0.0.1:${port}/v1/models`);

test('where its port is taken when the program starts, it gets another one, and the panel is told which', async () => {
  const { gateway, announced } = await create();
  const port = await takenPort();
  await gateway.startOnFreePort(port);
  expect(gateway.port).not.toBe(port);
  expect(announced).toEqual([`http://127.0.0.1:${gateway.port}`]);
  expect((await models(gateway.port)).status).toBe(200);
});

test('a chosen port that is taken is refused with a message, and the gateway stays where it is', async () => {
  const { gateway } = await create();
  await gateway.start(0);
  const { port } = gateway;
  const taken = await takenPort();
  await expect(gateway.start(taken)).rejects.toThrow(`another program already uses port ${taken}`);
  expect(gateway.port).toBe(port);
  expect((await models(port)).status).toBe(200);
});

test('switched off, nothing answers', async () => {
  const { gateway, announced } = await create();
  await gateway.start(0);
  const { port } = gateway;
  await gateway.stop();
  expect(announced.at(-1)).toBeNull();
  await expect(models(port)).rejects.toThrow();
});
