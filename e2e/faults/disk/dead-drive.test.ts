/** Paths of users on a drive that does not answer: whoever named them is told, and nothing else waits. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished } from 'vitest';
import type { FullBackend } from '../../../shared/backend.ts';
import { it } from '../../launch/headless/host-for-test.ts';
import { mountDeadDrive } from '../../stand-ins/dead-drive/dead-drive.ts';
import type { Backends } from '../../testkit/backends.ts';
import { eventually } from '../../testkit/eventually.ts';
import { commandLineOf, isRunning } from '../../testkit/processes.ts';

/**
 * Milliseconds that anything may take longer than twice its time on a quiet host, because other tests share the machine. Less
 * than the 5 s for which a drive that does not answer is waited for.
 */
const SLACK = 4000;

async function filesOnDeadDrive(...names: string[]): Promise<string[]> {
  const drive = await mountDeadDrive(names);
  onTestFinished(() => drive.end());
  return drive.paths;
}

async function timeOf(action: () => Promise<unknown>): Promise<number> {
  const since = performance.now();
  await action();
  return performance.now() - since;
}

/** Adds a backend for each model, and waits until each is being started. */
async function addModels(backends: Backends, paths: string[]): Promise<number[]> {
  const ids: number[] = [];
  for (const ModelPath of paths) {
    const settings = { ModelPath, GPULoadLayers: 0 };
    ids.push((await backends.add(settings, { type_id: 'localllama' })).id);
  }
  for (const id of ids) await backends.until(id, 'is being started', ({ status }) => status === 'loading');
  return ids;
}

const notAnswering = (backends: Backends, id: number): Promise<FullBackend> =>
  backends.until(id, 'says why', ({ error }) => error?.code === 'path_not_answering');

const switchOffAndOn = async (backends: Backends, id: number): Promise<void> => {
  await backends.toggle(id, false);
  await backends.until(id, 'is off', ({ status }) => status === 'disabled');
  await backends.toggle(id, true);
  await backends.running(id);
};

/** PIDs of the programs that check files for this host. */
const helpersOf = (hostPid: number): number[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => commandLineOf(pid).includes('file-helper.js') && isChild(pid, hostPid));

function isChild(pid: number, parent: number): boolean {
  try {
    return readFileSync(`/proc/${pid}/status`, 'utf8').includes(`PPid:\t${parent}\n`);
  } catch {
    return false;
  }
}

describe.runIf(process.platform === 'linux')('four models on a drive that does not answer', () => {
  it('delay neither the toggle nor the edit of another backend, and their cards say why they do not start', async ({
    hostForTest,
  }) => {
    const { backends, dataDir } = await hostForTest();
    const { id } = await backends.addRunning();
    const quiet = await timeOf(() => switchOffAndOn(backends, id));
    const quietEdit = await timeOf(() => backends.edit(id, { title: 'Quiet', settings: {} }));

    const paths = await filesOnDeadDrive('a.gguf', 'b.gguf', 'c.gguf', 'd.gguf');
    const ids = await addModels(backends, paths);
    expect(await timeOf(() => backends.edit(id, { title: 'Meanwhile', settings: {} }))).toBeLessThan(
      2 * quietEdit + SLACK,
    );
    expect(readFileSync(join(dataDir, 'backends.json'), 'utf8')).toContain('Meanwhile');
    expect(await timeOf(() => switchOffAndOn(backends, id))).toBeLessThan(2 * quiet + SLACK);

    for (const [index, model] of ids.entries()) {
      const { error } = await notAnswering(backends, model);
      expect(error).toMatchObject({
        code: 'path_not_answering',
        message: expect.stringContaining(`${paths[index]} did not answer within 5 s`),
        hint: expect.stringContaining('a drive that is not connected'),
      });
    }
  });

  it('do not delay the end of the host, and nothing that checks files is left', async ({ hostForTest }) => {
    const quietHost = await hostForTest();
    await quietHost.backends.addRunning();
    const quiet = await timeOf(() => quietHost.host.stop());

    const { host, backends } = await hostForTest();
    await backends.addRunning();
    await addModels(backends, await filesOnDeadDrive('a.gguf', 'b.gguf', 'c.gguf', 'd.gguf'));
    const helpers = helpersOf(host.pid);
    expect(await timeOf(() => host.stop())).toBeLessThan(2 * quiet + SLACK);
    expect(helpers).toHaveLength(1);
    await eventually('the helper has ended', () => !helpers.some(isRunning));
  });

  it('leave nothing behind that checks files when the host is killed', async ({ hostForTest }) => {
    const { host, backends } = await hostForTest();
    await addModels(backends, await filesOnDeadDrive('a.gguf', 'b.gguf', 'c.gguf', 'd.gguf'));
    const helpers = helpersOf(host.pid);
    expect(helpers).toHaveLength(1);
    await host.kill();
    await eventually('the helper has ended', () => !helpers.some(isRunning));
  });

  it('are stopped at once when they are switched off', async ({ hostForTest }) => {
    const { backends } = await hostForTest();
    const [id = -1] = await addModels(backends, await filesOnDeadDrive('a.gguf'));
    const stop = async () => {
      await backends.toggle(id, false);
      await backends.until(id, 'is off', ({ status }) => status === 'disabled');
    };
    expect(await timeOf(stop)).toBeLessThan(SLACK);
  });
});

describe.runIf(process.platform === 'linux')('a path on a drive that does not answer', () => {
  it('is named on the card where it is the command', async ({ hostForTest }) => {
    const { backends } = await hostForTest();
    const [Command = ''] = await filesOnDeadDrive('engine');
    const { id } = await backends.add({ Command }, { type_id: 'command' });
    const { error } = await notAnswering(backends, id);
    expect(error?.message).toContain(`cannot start: ${Command} did not answer within 5 s`);
  });

  it('counts against the time that a start may take', async ({ hostForTest }) => {
    const { backends } = await hostForTest();
    const [Command = ''] = await filesOnDeadDrive('engine');
    const { id } = await backends.add({ Command, StartTimeout: 1 }, { type_id: 'command' });
    await backends.until(id, 'says why', ({ error }) => error?.code === 'start_timeout');
  });

  it('is refused as an import with the reason', async ({ hostForTest }) => {
    const { host } = await hostForTest();
    const [path] = await filesOnDeadDrive('Backends.fds');
    expect(await host.call('PreviewImport', { path })).toMatchObject({
      error: expect.stringContaining(
        'it did not answer within 5 s; the drive that it is on may not be connected',
      ),
    });
  });

  it('is checked again by itself, and found once the drive is back', async ({ hostForTest }) => {
    const { backends } = await hostForTest();
    const drive = await mountDeadDrive(['engine']);
    const { id } = await backends.add({ Command: drive.paths[0] }, { type_id: 'command' });
    await notAnswering(backends, id);
    // It has failed twice without anybody's doing.
    await backends.until(id, 'is checked again', ({ restarts = 0 }) => restarts >= 2);
    // Afterwards by hand: on a loaded machine it may have used up its attempts before the drive is back.
    await drive.end();
    await backends.toggle(id, false);
    await backends.toggle(id, true);
    await backends.until(
      id,
      'says that the file is gone',
      ({ error }) => error?.code === 'command_not_found',
    );
  });
});

describe('the program that checks files', () => {
  it('is not started before a path is to be checked', async ({ hostForTest }) => {
    const { host, backends } = await hostForTest();
    await backends.list();
    if (process.platform === 'linux') expect(helpersOf(host.pid)).toEqual([]);
  });
});
