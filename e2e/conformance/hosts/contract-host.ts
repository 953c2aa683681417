/** What the contract tests need of a host, whatever its transport: calls, a restart, an end. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, type TestContext } from 'vitest';
import type { PanelFault } from '../../../electron/core/api/panel-faults.ts';
import type { FullBackend } from '../../../shared/backend.ts';
import { Backends } from '../../testkit/backends.ts';
import { eventually } from '../../testkit/eventually.ts';
import { workersOf } from '../../testkit/processes.ts';

export interface OpenOptions {
  /** Refuse every change of settings. */
  locked?: boolean;
}

/** A host with the fake type and the shipped ones, on a data directory of its own. */
export interface ContractHost {
  readonly dataDir: string;
  /** What panels reported, as it would stand in the log of the program. */
  readonly panelFaults: readonly PanelFault[];
  /** The operation's value, or `{error, …}` as clients of this transport see it. */
  call(operation: string, input?: object): Promise<Record<string, unknown>>;
  /** Closes it and opens it again on the same data directory. */
  reopen(options?: OpenOptions): Promise<void>;
  /** Ends its core, with all workers. */
  close(): Promise<void>;
  /** Removes the data directory. */
  dispose(): Promise<void>;
}

export type OpenHost = (options?: OpenOptions) => Promise<ContractHost>;

/**
 * Opens a host for one test. After the test it is closed, and no process of it may be left.
 * @param onFinished the one of the test's own context; needed where tests run at the same time
 */
export async function openForTest<H extends ContractHost, O>(
  openHost: (options?: O) => Promise<H>,
  options?: O,
  onFinished: TestContext['onTestFinished'] = onTestFinished,
) {
  const host = await openHost(options);
  onFinished(async () => {
    await host.close();
    const left = workersOf(host.dataDir);
    await host.dispose();
    expect(left, 'processes left behind').toEqual([]);
  });
  return { host, backends: new Backends(host) };
}

/** The registry as it is on disk. */
export const fileOf = (host: ContractHost): Promise<string> =>
  readFile(join(host.dataDir, 'backends.json'), 'utf8');

/**
 * Waits until the ports of the fake backends that run are in the file, and its write is over: a backend counts as running just
 * before.
 */
export const portsSaved = (host: ContractHost) =>
  eventually('the ports are saved', async () => {
    const list = Object.values(await host.call('ListBackends', { full_data: true })) as FullBackend[];
    const { backends } = JSON.parse(await fileOf(host)) as { backends: { id: number; port?: number }[] };
    const areSaved = list
      .filter(({ type, status }) => type === 'fake' && status === 'running')
      .every((running) => backends.find(({ id }) => id === running.id)?.port === running.port);
    // The file is in place a moment before the ones that were there before have moved on.
    const names = await readdir(host.dataDir);
    return areSaved && !names.includes('backends.json.writing') && !names.includes('backends.json.0');
  });

/** All that a refused call must leave alone: what a client can see, and the file. */
export async function stateOf(host: ContractHost): Promise<object> {
  await portsSaved(host);
  return {
    list: withoutClock(await host.call('ListBackends', { full_data: true })),
    deleted: await host.call('ListDeletedBackends'),
    file: await fileOf(host),
  };
}

/** Checks that `action` changes neither what is listed nor the file. Backends must have settled before. */
export async function expectNothingChanged(
  host: ContractHost,
  action: () => Promise<unknown>,
): Promise<void> {
  const before = await stateOf(host);
  await action();
  expect(await stateOf(host)).toEqual(before);
}

/** Waits until no backend is about to change its status by itself. */
export const settled = (host: ContractHost) =>
  eventually('all backends are settled', async () => {
    const list = await host.call('ListBackends', { full_data: true });
    return Object.values(list).every(
      (backend) =>
        typeof backend === 'object' &&
        backend !== null &&
        'phase' in backend &&
        ['running', 'errored', 'disabled', 'idle'].includes(String(backend.phase)),
    );
  });

/** What changes with time alone. */
const CLOCKED = ['seconds_since_used', 'time_since_used', 'ram_bytes', 'cpu_percent', 'vram_bytes'];

const withoutClock = (list: Record<string, unknown>) =>
  Object.fromEntries(
    Object.entries(list).map(([id, backend]) => [
      id,
      Object.fromEntries(Object.entries(backend as object).filter(([name]) => !CLOCKED.includes(name))),
    ]),
  );
