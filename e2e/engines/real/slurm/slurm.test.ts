/** `autoscalingbackend` on a real Slurm with one node and two GPUs. */
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import type { FullBackend } from '../../../../shared/backend.ts';
import type { OperationOutput } from '../../../../shared/operations.ts';
import { it } from '../../../launch/headless/host-for-test.ts';
import { askInstance } from '../../../scale-out/ask-instance.ts';
import { AT_ONCE, newUrl, serverLine, URL_PATTERN, writeScript } from '../../../scale-out/launch-script.ts';
import type { Backends } from '../../../testkit/backends.ts';
import { eventually } from '../../../testkit/eventually.ts';
import { freePort } from '../../../testkit/net/free-port.ts';
import { isRunning } from '../../../testkit/processes.ts';
import { inRepository } from '../../../testkit/repository.ts';
import { type Slurm, startSlurm } from './start-slurm.ts';

const MODEL = 'slurm-model';

/** Milliseconds for which the controller is away in the long form; in the short one, until that is noticed. */
const OUTAGE_MS = process.env.SWITCHYARD_ENGINES === 'long' ? 60_000 : 0;

let slurm: Slurm;
beforeAll(async () => {
  slurm = await startSlurm();
});
afterAll(() => slurm.stop());

async function addFarm(backends: Backends, settings: object, orders: object = {}) {
  const lines = ['echo "GPU $CUDA_VISIBLE_DEVICES"', serverLine({ models: [MODEL], ...orders })];
  const StartScript = await writeScript(slurm.folder, 'instance.sh', lines);
  const { id } = await backends.add(
    {
      Scheduler: 'slurm',
      StartScript,
      UrlPattern: URL_PATTERN,
      Models: [MODEL],
      MaxUsages: 1,
      ...AT_ONCE,
      ...settings,
    },
    { type_id: 'autoscalingbackend', title: 'Farm' },
  );
  const until = (what: string, isSo: (backend: FullBackend) => boolean) => backends.until(id, what, isSo);
  return { id, until };
}

const noJobs = () => eventually('no job is left', async () => (await slurm.jobs()).length === 0);

describe('instances as jobs', () => {
  it('start by requests that wait, wait for a place in the words of Slurm, are replaced when killed, and stop when unused', async ({
    hostForTest,
  }) => {
    const { host, backends } = await hostForTest({ env: slurm.env });
    const { id, until } = await addFarm(
      backends,
      { MaxBackends: 3, MinQueuedBeforeExpand: 1, MinIdleTime: 0.02 },
      { answerMs: 700 },
    );
    await until('is ready', ({ phase }) => phase === 'running');
    expect(await slurm.jobs()).toEqual([]);
    const answers = Array.from({ length: 20 }, () => askInstance(host, MODEL));
    const { children, notice } = await until('has two, and a third that waits', (backend) => {
      const waits = backend.children?.some(
        ({ load_status }) => load_status === 'is waiting in the queue (Resources)',
      );
      return backend.scale?.up === 2 && waits === true;
    });
    expect(children?.map(({ remote: { id: number } }) => number)).toEqual([1, 2, 3]);
    expect(notice).toMatch(/^Instance [1-3] is waiting in the queue: Resources\.$/);
    const [first] = await slurm.jobs();
    expect(first?.name).toMatch(/^switchyard-[0-9a-f]{16}-[0-9a-f]{12}-\d$/);
    // Whoever answers first is killed on its node.
    process.kill(await Promise.race(answers), 'SIGKILL');
    const pids = new Set(await Promise.all(answers));
    expect(pids.size).toBeGreaterThanOrEqual(3);
    const log = (await backends.log(id)).map(({ text }) => text);
    expect(log).toContainEqual(
      expect.stringMatching(
        /^Instance \d is gone: job \d+ failed.*, and printed last: GPU \d \/ listening on http/,
      ),
    );
    expect(log).toContainEqual(expect.stringMatching(/^\[launch 1\] GPU [01]$/));
    const { runs } = (await host.call('ListLogRuns', { backend_id: id })) as OperationOutput<'ListLogRuns'>;
    expect(runs).toContainEqual(
      expect.objectContaining({
        launch: expect.any(Number),
        failed: true,
        exit: expect.stringMatching(/^job \d+ failed/),
      }),
    );
    await until('has none', ({ scale }) => scale?.up === 0 && scale.starting === 0 && scale.draining === 0);
    await noJobs();
    for (const pid of pids) expect(isRunning(pid)).toBe(false);
  });

  it('are kept while the controller is away, none in their place; are found again after the host was killed; and end with the switch', async ({
    hostForTest,
    dataDirForTest,
  }) => {
    const dataDir = await dataDirForTest();
    const { host, backends } = await hostForTest({ env: slurm.env, dataDir });
    const { id, until } = await addFarm(backends, { MinBackends: 2, MinQueuedBeforeExpand: 1, MaxUsages: 4 });
    await until('has two', ({ scale }) => scale?.up === 2);
    const jobs = await slurm.jobs();
    expect(jobs).toMatchObject([{ state: 'RUNNING' }, { state: 'RUNNING' }]);
    const pid = await askInstance(host, MODEL);

    await slurm.killController();
    const away = await until('does not know what runs', ({ scale }) => scale?.unknown_since !== undefined);
    expect(away.notice).toMatch(/^What runs is unknown since \d\d:\d\d:\d\d: .+ Its instances are kept/);
    expect(away.scale).toMatchObject({ up: 2, starting: 0 });
    const end = performance.now() + OUTAGE_MS;
    do expect(await askInstance(host, MODEL)).toBe(pid);
    while (performance.now() < end);
    await host.call('ReportDemand', { backend_id: id, waiting: 50 });
    expect((await until('has the demand', ({ scale }) => scale?.waiting === 50)).scale).toMatchObject({
      up: 2,
      starting: 0,
      draining: 0,
    });
    await host.call('ReportDemand', { backend_id: id, waiting: 0 });
    await slurm.startController();
    await until('knows it again', ({ scale }) => scale?.unknown_since === undefined);
    expect(await slurm.jobs()).toEqual(jobs);

    await host.kill();
    const began = performance.now();
    const next = await hostForTest({ env: slurm.env, dataDir });
    const found = await next.backends.until(id, 'has found both', ({ scale }) => scale?.up === 2);
    const seconds = (performance.now() - began) / 1000;
    console.log(
      `After a SIGKILL of the host, both jobs were found again ${seconds.toFixed(1)} s after its start.`,
    );
    expect(found.children?.map(({ remote }) => remote.id)).toEqual([1, 2]);
    expect(await askInstance(next.host, MODEL)).toBe(pid);
    expect(await slurm.jobs()).toEqual(jobs);

    await next.backends.edit(id, { settings: { AfterRestart: 'cancel', MinBackends: 0 } });
    await next.backends.toggle(id, false);
    await noJobs();
    expect(isRunning(pid)).toBe(false);
  });

  it('of an earlier run are cancelled, where the settings say so', async ({
    hostForTest,
    dataDirForTest,
  }) => {
    const dataDir = await dataDirForTest();
    const { host, backends } = await hostForTest({ env: slurm.env, dataDir });
    const { id, until } = await addFarm(backends, {
      MinQueuedBeforeExpand: 1,
      AfterRestart: 'cancel',
      MinIdleTime: 10,
    });
    await until('is ready', ({ phase }) => phase === 'running');
    const pid = await askInstance(host, MODEL);
    await host.kill();
    const next = await hostForTest({ env: slurm.env, dataDir });
    await noJobs();
    await eventually('its instance is gone', () => !isRunning(pid));
    expect((await next.backends.full(id)).scale).toMatchObject({ up: 0, starting: 0 });
  });

  it('that fail or are refused say why', async ({ hostForTest }) => {
    const { backends } = await hostForTest({ env: slurm.env });
    const failing = await writeScript(slurm.folder, 'failing.sh', ['echo no module named vllm', 'exit 3']);
    const { until, id } = await addFarm(backends, {
      MinBackends: 1,
      MinWaitAfterFailure: 10,
      StartScript: failing,
    });
    const failed = await until('has failed', ({ notice }) => notice?.includes('failed') ?? false);
    expect(failed.notice).toMatch(
      /^Launch 1 failed: job \d+ failed with exit code 3 \(NonZeroExitCode\), and printed last: no module named vllm/,
    );
    await backends.edit(id, {
      settings: { SlurmPartition: 'nope', StartScript: join(slurm.folder, 'failing.sh') },
    });
    const refused = await until('is refused', ({ notice }) => notice?.includes('refused') ?? false);
    expect(refused.notice).toMatch(
      /^Launch 1 failed: sbatch refused the job: Batch job submission failed: Invalid partition name specified\./,
    );
  });

  it('are started by the wrapper of SwarmUI’s documentation too, with a headless host as the instance', async ({
    hostForTest,
  }) => {
    const { backends } = await hostForTest({ env: slurm.env });
    const port = await freePort();
    const worker = await writeScript(slurm.folder, 'worker.sh', [
      'echo "Running on node: $SLURMD_NODENAME"',
      'echo "[SwarmAutoScaleBackend]DoRetries: 2[/SwarmAutoScaleBackend]"',
      `echo "${newUrl(`http://localhost:${port}/`)}"`,
      `exec '${process.execPath}' '${inRepository('dist-test/headless/main.js')}' --port ${port} --gateway-port off --no-auth --data-dir "$(dirname "$0")/instance" --require-control-within 3`,
    ]);
    const StartScript = await writeScript(slurm.folder, 'wrapper.sh', [
      'set -eu',
      // A host that runs in a job of its own has such variables.
      'export SLURM_JOB_ID=4711 SLURM_NODELIST=elsewhere',
      'unset $(env | grep "^SLURM_" | grep -v "^SLURM_CONF=" | cut -d= -f1)',
      `exec srun --immediate=5 --nodes=1 --gpus=1 --job-name=SwarmBackend --time=24:00:00 '${worker}'`,
    ]);
    const { id, until } = await addFarm(backends, {
      Scheduler: 'script',
      StartScript,
      MinBackends: 1,
      UrlPattern: '',
    });
    const { children } = await until('has one instance', ({ scale }) => scale?.up === 1);
    expect(children).toMatchObject([
      { title: `Instance 1 at localhost:${port}`, remote: { type: 'swarmswarmbackend' } },
    ]);
    expect(await slurm.jobs()).toMatchObject([{ name: 'SwarmBackend', state: 'RUNNING' }]);
    await backends.edit(id, { settings: { MinBackends: 0, MinIdleTime: 0 } });
    await until('has ended it', ({ scale }) => scale?.up === 0 && scale.draining === 0);
    await noJobs();
    const log = (await backends.log(id)).map(({ text }) => text);
    expect(log).toContain('[launch 1] Stopping all workers (ShutdownServer)…');
  });
});
