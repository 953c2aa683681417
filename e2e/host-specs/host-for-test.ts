/** A host process that goes when the present test has finished, and its data directory with it. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import WebSocket from 'ws';
import type { StateEvent } from '../../shared/events.ts';
import { type HostOptions, startHost, type TestHost } from '../launch/headless/start-host.ts';
import { Backends } from '../testkit/backends.ts';
import { eventually } from '../testkit/eventually.ts';
import { processesOf } from '../testkit/processes.ts';

/** A data directory that several lives of a host can share. */
export async function dataDirForTest(): Promise<string> {
  const dataDir = await mkdtemp(join(tmpdir(), 'switchyard-host-test-'));
  onTestFinished(async () => {
    await eventually('no process of it is left', () => processesOf(dataDir).length === 0);
    await rm(dataDir, { recursive: true, force: true });
  });
  return dataDir;
}

export async function hostForTest(
  options: HostOptions = {},
): Promise<{ host: TestHost; backends: Backends; dataDir: string }> {
  const dataDir = options.dataDir ?? (await dataDirForTest());
  const host = await startHost({ ...options, dataDir });
  onTestFinished(async () => {
    await host.stop();
  });
  return { host, backends: new Backends(host), dataDir };
}

/** What a panel gets first. */
export async function snapshotOf(host: TestHost): Promise<Extract<StateEvent, { kind: 'snapshot' }>> {
  const socket = new WebSocket(`${host.url.replace('http', 'ws')}/API/events`, {
    headers: { Authorization: `Bearer ${host.token}` },
  });
  try {
    return await new Promise((resolve, reject) => {
      socket.on('error', reject);
      socket.on('open', () => socket.send(JSON.stringify({ listen: 1, to: { kind: 'state' } })));
      socket.on('message', (data) => resolve(JSON.parse(String(data)).event));
    });
  } finally {
    socket.terminate();
  }
}
