/**
 * A worker that has become another user, as a setuid program or sudo does: the host may not end it. Needs root, to start a
 * host without any rights and a worker with them.
 */
import { execFileSync } from 'node:child_process';
import { chmod, chown, copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { it } from '../launch/headless/host-for-test.ts';
import { eventually } from '../testkit/eventually.ts';
import { isRunning } from '../testkit/processes.ts';
import { FAKE_WORKER } from '../testkit/repository.ts';

const NOBODY = 65_534;
const AS_NOBODY = ['setpriv', `--reuid=${NOBODY}`, `--regid=${NOBODY}`, '--clear-groups'];

/** Whether the programs of the test can be read and run by a user without rights. */
function canRunAsNobody(): boolean {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false;
  try {
    const [program = '', ...args] = AS_NOBODY;
    execFileSync(program, [...args, process.execPath, FAKE_WORKER, '--exit-before-ready', '0']);
    return true;
  } catch {
    return false;
  }
}

describe.runIf(canRunAsNobody())('a worker under another user', () => {
  it('leaves the stop answered, the card with the true reason, the deletion unconfirmed, and lets the host end', async ({
    hostForTest,
    dataDirForTest,
    onTestFinished,
  }) => {
    const dataDir = await dataDirForTest();
    await chown(dataDir, NOBODY, NOBODY);
    const programs = await mkdtemp(join(tmpdir(), 'switchyard-setuid-'));
    onTestFinished(() => rm(programs, { recursive: true, force: true }));
    await chmod(programs, 0o755);
    const shell = join(programs, 'root-shell');
    await copyFile('/bin/dash', shell);
    await chmod(shell, 0o4755);
    const { host, backends } = await hostForTest({ dataDir, launcher: AS_NOBODY });
    const worker = `exec setpriv --reuid=0 --regid=0 --clear-groups ${process.execPath} ${FAKE_WORKER} --port {PORT}`;
    const settings = {
      Command: shell,
      Arguments: `-p -c "${worker}"`,
      ReadyUrl: 'http://127.0.0.1:{PORT}/health',
      StopTimeout: 1,
    };
    await host.call('AddNewBackend', { type_id: 'command', settings, title: 'Flux' });
    const { pid = 0 } = await backends.running(0);
    try {
      expect(await backends.toggle(0, false)).toEqual({ result: 'Success.' });
      expect(await backends.full(0)).toMatchObject({
        phase: 'stopping',
        pid,
        error: {
          code: 'stop_not_confirmed',
          message: expect.stringMatching(new RegExp(`Flux.*another user.*PID ${pid}`)),
          hint: expect.stringContaining('administrator'),
        },
      });
      expect(await backends.delete(0)).toEqual({
        result: 'Being deleted: it is listed until its processes are confirmed gone.',
      });
      expect((await host.stop()).code).toBe(0);
      expect(isRunning(pid)).toBe(true);
    } finally {
      process.kill(pid, 'SIGKILL');
      await eventually('the end of the worker', () => !isRunning(pid));
    }
  });
});
