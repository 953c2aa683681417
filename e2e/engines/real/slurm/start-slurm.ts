/**
 * Starts a real Slurm on loopback: controller, one node with two GPUs (devices that hold nothing), and munge where none runs. Root
 * on Linux; Debian's `slurmctld slurmd slurm-client munge`. Knows no test framework: the caller ends it.
 */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { eventually } from '../../../testkit/eventually.ts';
import { freePort } from '../../../testkit/net/free-port.ts';

const execute = promisify(execFile);

export interface Slurm {
  /** For every program of Slurm, and for hosts that submit jobs. */
  readonly env: { SLURM_CONF: string };
  /** For files that jobs and hosts share. */
  readonly folder: string;
  /** Those that have not ended. */
  jobs(): Promise<{ id: string; name: string; state: string }[]>;
  /** Ends the controller as a power cut does, and starts it again with what it has saved. */
  killController(): Promise<void>;
  startController(): Promise<void>;
  stop(): Promise<void>;
}

export async function startSlurm(): Promise<Slurm> {
  const folder = await mkdtemp(join(tmpdir(), 'switchyard-slurm-'));
  for (const name of ['state', 'spool', 'log']) await mkdir(join(folder, name));
  for (const number of [0, 1]) await execute('mknod', [join(folder, `gpu${number}`), 'c', '1', '3']);
  const node = hostname().split('.')[0] ?? 'node';
  await writeFile(join(folder, 'slurm.conf'), await configuration(folder, node));
  await writeFile(join(folder, 'gres.conf'), `NodeName=${node} Name=gpu File=${folder}/gpu[0-1]\n`);
  await writeFile(join(folder, 'cgroup.conf'), 'CgroupAutomount=no\n');
  const env = { SLURM_CONF: join(folder, 'slurm.conf') };
  const started: ChildProcess[] = [];
  const start = (program: string, args: readonly string[]): ChildProcess => {
    const child = spawn(program, [...args], { env: { ...process.env, ...env }, stdio: 'ignore' });
    started.push(child);
    return child;
  };
  const run = async (program: string, ...args: string[]) =>
    (await execute(program, args, { env: { ...process.env, ...env } })).stdout;
  const munge = await startMunge();
  let controller: ChildProcess;
  const startController = async (args: readonly string[] = []) => {
    controller = start('slurmctld', ['-D', ...args]);
    await eventually('the controller of Slurm answers', () =>
      run('scontrol', 'ping').then(
        (text) => text.includes('is UP'),
        () => false,
      ),
    );
  };
  await startController(['-c']);
  start('slurmd', ['-D', '-N', node]);
  await eventually('the node is idle', async () => (await run('sinfo', '-h', '-o', '%T')).trim() === 'idle');
  const jobs = async () => {
    const lines = (await run('squeue', '-h', '-o', '%A|%j|%T')).trim().split('\n');
    return lines.flatMap((line) => {
      const [id = '', name = '', state = ''] = line.split('|');
      return id === '' ? [] : [{ id, name, state }];
    });
  };
  return {
    env,
    folder,
    jobs,
    killController: async () => {
      // The controller saves a changed job only after some seconds, and after a power cut it ends jobs that it has not saved.
      for (const { id } of await jobs()) {
        await run('scontrol', 'update', `JobId=${id}`, `Comment=saved ${id}`);
        await eventually(`job ${id} is saved`, async () =>
          (await readFile(join(folder, 'state', 'job_state'))).includes(`saved ${id}`),
        );
      }
      await end(controller, 'SIGKILL');
    },
    startController: () => startController(),
    stop: async () => {
      await run('scancel', '--user=root').catch(() => undefined);
      await eventually('its jobs are gone', async () => (await jobs()).length === 0).catch(() => undefined);
      for (const child of [...started].reverse()) await end(child, 'SIGTERM');
      await munge?.();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Debian's key and socket serve every Slurm of the machine. @returns ends it; null where one ran before */
async function startMunge(): Promise<(() => Promise<void>) | null> {
  const isUp = () =>
    execute('munge', ['-n']).then(
      () => true,
      () => false,
    );
  if (await isUp()) return null;
  await execute('install', ['-d', '-o', 'munge', '-g', 'munge', '-m', '755', '/run/munge']);
  const [uid, gid] = await Promise.all(
    ['-u', '-g'].map(async (which) => Number((await execute('id', [which, 'munge'])).stdout)),
  );
  const child = spawn('/usr/sbin/munged', ['--foreground', '--force'], { uid, gid, stdio: 'ignore' });
  await eventually('munge answers', isUp);
  return async () => {
    await end(child, 'SIGTERM');
  };
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = new Promise((resolve) => child.once('exit', resolve));
  child.kill(signal);
  await exited;
}

async function configuration(folder: string, node: string): Promise<string> {
  const [controllerPort, nodePort] = [await freePort(), await freePort()];
  return `ClusterName=switchyard
SlurmctldHost=${node}(127.0.0.1)
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
CredType=cred/munge
SlurmctldPort=${controllerPort}
SlurmdPort=${nodePort}
StateSaveLocation=${folder}/state
SlurmdSpoolDir=${folder}/spool
SlurmctldPidFile=${folder}/slurmctld.pid
SlurmdPidFile=${folder}/slurmd.pid
SlurmctldLogFile=${folder}/log/slurmctld.log
SlurmdLogFile=${folder}/log/slurmd.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SchedulerType=sched/backfill
SchedulerParameters=sched_interval=2,bf_interval=2
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
GresTypes=gpu
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
MpiDefault=none
ReturnToService=2
KillWait=5
NodeName=${node} NodeAddr=127.0.0.1 CPUs=${Math.min(4, availableParallelism())} RealMemory=1000 Gres=gpu:2 State=UNKNOWN
PartitionName=gpu Nodes=${node} Default=YES MaxTime=INFINITE State=UP
`;
}
