/** A program on the stand-in starts, runs and ends as on Electron. */
import { spawn } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { eventually } from '../../testkit/eventually.ts';
import { isRunning } from '../../testkit/processes.ts';
import { inRepository } from '../../testkit/repository.ts';
import { createUserData, runSamples, SAMPLE_APP } from './sample-app/run-samples.ts';

const START = inRepository('e2e/stand-ins/electron/start.mjs');

const samples = runSamples();

describe('a program', () => {
  it('is ready only after its entry was evaluated, and sees itself as Electron', async () => {
    const sample = samples.shared();
    expect(await sample.task('platform')).toEqual(['browser', 'string', 'Sample', '1.2.3']);
  });

  it('quits with the events in the order of Electron, and closes its windows', async () => {
    const sample = await samples.start();
    await sample.page();
    await sample.controls.quit();
    expect(await sample.program.exited).toEqual({ code: 0, signal: null });
    const order = ['before-quit', 'window close', 'window closed', 'will-quit', 'quit'];
    expect(sample.notes.filter((note) => order.includes(note))).toEqual(order);
    expect(sample.program.pages()).toEqual([]);
  });

  it('keeps running when it refuses to quit, and when a window refuses to close', async () => {
    const refusing = await samples.start(['refuse-quit']);
    await refusing.page();
    await refusing.controls.quit();
    await refusing.noted('before-quit');
    expect(await refusing.task('echo', 'alive')).toBe('alive');

    const keeping = await samples.start(['keep']);
    await keeping.page();
    await keeping.controls.quit();
    await keeping.noted('window close');
    expect(await keeping.task('echo', 'alive')).toBe('alive');
    expect(keeping.notes).not.toContain('will-quit');
  });

  it('ends with its last window unless it listens to window-all-closed', async () => {
    const leaving = await samples.start();
    await leaving.page();
    await leaving.controls.closeWindow();
    expect((await leaving.program.exited).code).toBe(0);

    const staying = await samples.start(['stay']);
    await staying.page();
    await staying.controls.closeWindow();
    await staying.noted('window-all-closed');
    expect(await staying.controls.windows()).toEqual([]);
    expect(staying.program.pages()).toEqual([]);
  });

  it('quits at SIGTERM in the same way', async () => {
    const sample = await samples.start();
    await sample.page();
    sample.program.signal('SIGTERM');
    expect((await sample.program.exited).code).toBe(0);
    expect(sample.notes).toContain('will-quit');
  });

  it('runs once per folder of user data: a second one hands over its arguments and ends', async () => {
    const userData = await createUserData();
    const first = await samples.start([], { userData });
    await first.page();
    const second = await samples.start(['flag'], { userData });
    expect((await second.program.exited).code).toBe(0);
    expect(second.notes).toContain('second');
    await first.noted(`second-instance --user-data-dir=${userData} --flag`);
    const other = await samples.start();
    expect(await other.task('echo', 1)).toBe(1);
  });

  it('gets the events of the system', async () => {
    const sample = samples.shared();
    await sample.page();
    await sample.controls.wake();
    await sample.controls.openUrl('sample://here');
    await sample.controls.activate();
    for (const note of ['resume', 'open-url sample://here', 'activate']) await sample.noted(note);
  });

  it('ends with the test that shows its windows, and does not start without one', async () => {
    const folder = await createUserData();
    const args = [START, SAMPLE_APP, `--user-data-dir=${folder}`];
    const watched = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
    await new Promise((resolve) => watched.once('message', resolve));
    watched.disconnect();
    expect(await new Promise((resolve) => watched.once('exit', resolve))).toBe(1);

    const alone = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'pipe'] });
    let errors = '';
    alone.stderr.setEncoding('utf8').on('data', (text: string) => {
      errors += text;
    });
    expect(await new Promise((resolve) => alone.once('close', resolve))).toBe(1);
    expect(errors).toContain('needs a test that shows its windows');
  });

  it('runs utility processes that see themselves as Electron', async () => {
    const { pid, message, code, text } = (await samples.shared().task('fork')) as Record<string, unknown>;
    expect(message).toEqual({ data: 'hello', type: 'utility', electron: true });
    expect({ code, text }).toEqual({ code: 15, text: 'child argument\n' });
    expect(isRunning(pid as number)).toBe(false);
  });

  it('leaves no utility process when it is killed', async () => {
    const sample = await samples.start();
    const pid = (await sample.task('forkAndKeep')) as number;
    expect(isRunning(pid)).toBe(true);
    sample.program.signal('SIGKILL');
    await sample.program.exited;
    await eventually('it is gone', () => !isRunning(pid));
  });
});
