/** A test with real hosts: fixtures that start them, and end them with all that belongs to them after the test. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base } from 'vitest';
import WebSocket from 'ws';
import type { StateEvent } from '../../../shared/events.ts';
import { Backends } from '../../testkit/backends.ts';
import { eventually } from '../../testkit/eventually.ts';
import { processesOf } from '../../testkit/processes.ts';
import { launchStandIn } from '../stand-ins/launch-engine.ts';
import { type HostOptions, startHost, type TestHost } from './start-host.ts';

export interface OpenedHost {
  host: TestHost;
  backends: Backends;
  dataDir: string;
}

export interface HostFixtures {
  /** Makes a data directory that several lives of a host can share. */
  dataDirForTest(): Promise<string>;
  /** Starts a host. By default it has a data directory of its own. */
  hostForTest(options?: HostOptions): Promise<OpenedHost>;
  /** Starts a stand-in of an engine. */
  standInForTest: typeof launchStandIn;
  /** One host for all tests of the file, for tests that do not depend on what else it runs. */
  sharedHost: Pick<OpenedHost, 'host' | 'backends'>;
}

/** Fixtures, and not functions with hooks of their own, because tests may run at the same time. */
export const it = base.extend<HostFixtures>({
  dataDirForTest: async ({ onTestFinished }, use) => {
    await use(async () => {
      const dataDir = await mkdtemp(join(tmpdir(), 'switchyard-host-test-'));
      onTestFinished(async () => {
        await eventually('no process of it is left', () => processesOf(dataDir).length === 0);
        // Windows keeps the files of a process for a moment after its end.
        await rm(dataDir, { recursive: true, force: true, maxRetries: 5 });
      });
      return dataDir;
    });
  },
  hostForTest: async ({ onTestFinished, dataDirForTest }, use) => {
    await use(async (options = {}) => {
      const dataDir = options.dataDir ?? (await dataDirForTest());
      const host = await startHost({ ...options, dataDir });
      onTestFinished(async () => {
        await host.stop();
      });
      return { host, backends: new Backends(host), dataDir };
    });
  },
  sharedHost: [
    // biome-ignore lint/correctness/noEmptyPattern: Vitest reads the needs of a fixture from this pattern.
    async ({}, use) => {
      const host = await startHost();
      await use({ host, backends: new Backends(host) });
      await host.stop();
    },
    { scope: 'file' },
  ],
  standInForTest: async ({ onTestFinished }, use) => {
    await use(async (...request) => {
      const standIn = await launchStandIn(...request);
      onTestFinished(() => standIn.die());
      return standIn;
    });
  },
});

/** The first event that a panel gets. */
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
