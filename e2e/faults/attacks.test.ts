/** Attacks on the memory and the time of a host, one after another: it stays small, and answers others as in quiet. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect } from 'vitest';
import { it, type OpenedHost } from '../launch/headless/host-for-test.ts';
import { inRepository } from '../testkit/repository.ts';
import { residentMib } from '../testkit/resident-memory.ts';

const IS_LONG = process.env.SWITCHYARD_FAULTS === 'long';
/** MiB by which an attack may make the host grow. */
const MAX_GROWTH = 100;
/** Times the latency in quiet. The short form runs beside other tests on the same processors. */
const MAX_RATIO = IS_LONG ? 2 : 8;
const ATTEMPTS = 3;
const REQUESTS = IS_LONG ? 60 : 40;

/** Milliseconds, the median of requests one after another by a client that behaves well. */
async function latencyOf({ host }: OpenedHost): Promise<number> {
  const samples: number[] = [];
  for (let left = REQUESTS; left > 0; left--) {
    const before = performance.now();
    await host.call('ListBackends');
    samples.push(performance.now() - before);
  }
  return samples.sort((a, b) => a - b)[REQUESTS / 2] as number;
}

/** Starts an attack. @returns ends it */
type Attack = (
  opened: OpenedHost,
  standIn: (mood: string) => Promise<string>,
) => Promise<() => Promise<void>>;

const byConnections =
  (kind: string): Attack =>
  async ({ host }) => {
    const { port } = new URL(host.url);
    const program = inRepository('e2e/testkit/process/attacker.mjs');
    const attacker = spawn(process.execPath, [program, kind, port, String(host.token)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const exited = once(attacker, 'exit');
    await once(attacker.stdout, 'data');
    return async () => {
      attacker.kill('SIGKILL');
      await exited;
    };
  };

const byWorkers: Attack = async ({ backends }) => {
  const ids: number[] = [];
  for (const kind of ['empty', 'long', 'endless']) {
    const Flags = `--flood 0 --flood-of ${kind}`;
    ids.push((await backends.addRunning({ Flags, StopSeconds: 0.1 })).id);
  }
  return async () => {
    for (const id of ids) await backends.delete(id);
  };
};

const byRemote: Attack = async ({ backends, host }, standIn) => {
  const reply = await host.call('AddNewBackend', {
    type_id: 'simpleremotellm',
    settings: { Address: await standIn('flood') },
  });
  const id = Number(reply.id);
  return async () => void (await backends.delete(id));
};

const attacks: Record<string, Attack> = {
  ...Object.fromEntries(
    [
      'pipelined requests without reading',
      'subscriptions without reading',
      'WebSockets without a key',
      'bodies without an end',
      'slow bodies',
      'slow headers',
      'many silent connections',
      'deep JSON',
      'a body with many keys',
    ].map((kind) => [kind, byConnections(kind)]),
  ),
  'floods of log lines': byWorkers,
  'a remote whose reply never ends': byRemote,
};

/** The short form leaves out what `unread-replies.test.ts` and `output-floods.test.ts` inflict. */
const SHORT = [
  'WebSockets without a key',
  'bodies without an end',
  'slow bodies',
  'deep JSON',
  'a body with many keys',
  'a remote whose reply never ends',
];

describe.runIf(process.platform === 'linux')('an attack', () => {
  it('makes the host hardly larger, and others wait hardly longer', async ({
    hostForTest,
    standInForTest,
  }) => {
    const opened = await hostForTest();
    const { host, backends } = opened;
    await backends.addResting();
    const standIn = async (mood: string) => (await standInForTest('openai', { mood })).url;
    await latencyOf(opened);
    const results: { name: string; growth: number; ratio: number }[] = [];
    for (const [name, attack] of Object.entries(attacks)) {
      if (!IS_LONG && !SHORT.includes(name)) continue;
      let ratio = Number.POSITIVE_INFINITY;
      // What earlier attacks have filled within its limits, such as the lines of a log that are kept, is not this one's growth.
      const before = await residentMib(host.pid);
      let highest = before;
      for (let attempt = 0; attempt < ATTEMPTS && ratio > MAX_RATIO; attempt++) {
        const quiet = await latencyOf(opened);
        const sampling = setInterval(async () => {
          highest = Math.max(highest, await residentMib(host.pid));
        }, 50);
        const end = await attack(opened, standIn);
        const attacked = await latencyOf(opened);
        clearInterval(sampling);
        await end();
        ratio = Math.min(ratio, attacked / quiet);
      }
      const growth = highest - before;
      console.log(`${name}: +${growth.toFixed(0)} MiB, ${ratio.toFixed(2)} times the latency of quiet`);
      results.push({ name, growth, ratio });
    }
    // Only here, so that a failure shows all of them.
    expect(results.filter(({ growth, ratio }) => growth >= MAX_GROWTH || ratio >= MAX_RATIO)).toEqual([]);
  });
});
