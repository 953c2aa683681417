/** What a run of the tests counts as left running by itself. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { canSeeWorkers } from '../../e2e/testkit/processes.ts';
import { watchProcesses } from './left-processes.mjs';

/** Runs until the test is finished. Returns once it has printed that it runs. */
async function startProgram(path: string, env: NodeJS.ProcessEnv = {}): Promise<ChildProcess> {
  const child = spawn(process.execPath, [path], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(async () => {
    child.kill('SIGKILL');
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  });
  await once(child.stdout as NonNullable<typeof child.stdout>, 'data');
  return child;
}

/** A folder that looks like a checkout with a host in it. */
function checkoutWithHost(): { root: string; host: string } {
  const root = mkdtempSync(join(tmpdir(), 'switchyard-checkout-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  mkdirSync(join(root, 'headless'));
  const host = join(root, 'headless', 'main.js');
  writeFileSync(host, 'console.log("runs"); setInterval(() => {}, 1000);');
  return { root, host };
}

test.runIf(process.platform !== 'win32')(
  'a program of this checkout counts, one of another does not',
  async () => {
    const [here, elsewhere] = [checkoutWithHost(), checkoutWithHost()];
    const earlier = await startProgram(here.host);
    const watch = watchProcesses(here.root);
    await startProgram(elsewhere.host);
    expect(watch.left()).toEqual([]);
    const own = await startProgram(here.host);
    expect(watch.left()).toEqual([expect.stringMatching(new RegExp(`^${own.pid} .*${here.host}$`))]);
    expect(earlier.exitCode).toBeNull();
  },
);

test.runIf(canSeeWorkers)(
  'any program counts that has the mark of the run, but none of another run',
  async () => {
    const { host } = checkoutWithHost();
    const [watch, other] = [watchProcesses('/nowhere'), watchProcesses('/nowhere')];
    const { pid } = await startProgram(host, watch.environment);
    expect(watch.left()).toEqual([expect.stringContaining(`${pid} `)]);
    expect(other.environment).not.toEqual(watch.environment);
    expect(other.left()).toEqual([]);
  },
);
