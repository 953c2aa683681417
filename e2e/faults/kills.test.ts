/** A host that is killed again and again while it works, and started again at once each time. */
import { expect } from 'vitest';
import { it } from '../launch/headless/host-for-test.ts';
import { spawnHost, startHost } from '../launch/headless/start-host.ts';
import { Backends } from '../testkit/backends.ts';
import { eventually } from '../testkit/eventually.ts';
import { processesOf } from '../testkit/processes.ts';
import { seededRandom } from '../testkit/seeded-random.ts';
import { RandomClient } from './kills/random-client.ts';

const KILLS = process.env.SWITCHYARD_FAULTS === 'long' ? 1000 : 30;
/** Data directories at the same time, each with a host and clients of its own. */
const DIRECTORIES = 3;
const CLIENTS = 3;
/** A kill comes after so many replies, or sooner. */
const MAX_REPLIES = 12;
/** So many of the kills come while the host starts. */
const KILLED_AT_START = 0.2;
/** Milliseconds in which a host starts on a quiet machine. */
const START_TIME = 600;

it(`${KILLS} SIGKILLs at random moments, each followed by a start at once: every start succeeds, and no acknowledged change is lost`, async ({
  dataDirForTest,
}) => {
  const seed = Date.now();
  const figures = { kills: 0, killedAtStart: 0, starts: 0, acknowledged: 0 };
  const failed: string[] = [];
  const lost: string[] = [];
  const left: number[] = [];
  const work = Array.from({ length: DIRECTORIES }, async (_, number) => {
    const random = seededRandom(seed + number);
    const dataDir = await dataDirForTest();
    const clients = Array.from(
      { length: CLIENTS },
      (_, client) => new RandomClient(`client ${client}`, random),
    );
    for (let kill = number; kill < KILLS; kill += DIRECTORIES) {
      figures.kills += 1;
      if (random() < KILLED_AT_START) {
        const starting = await spawnHost({ dataDir });
        await new Promise((resolve) => setTimeout(resolve, random() * START_TIME));
        starting.signal('SIGKILL');
        const { signal } = await starting.exited;
        // It was to end by the kill alone.
        if (signal !== 'SIGKILL') failed.push(starting.output());
        else figures.killedAtStart += 1;
        continue;
      }
      // Fails where the start does not succeed.
      const host = await startHost({ dataDir });
      figures.starts += 1;
      const list = await new Backends(host).list();
      for (const client of clients) lost.push(...[client.check(list)].filter((text) => text !== null));
      let replies = Math.floor(random() * MAX_REPLIES);
      const onReply = () => {
        if (replies-- <= 0) host.signal('SIGKILL');
      };
      try {
        await Promise.all(clients.map((client) => client.changeUntilKilled(host, onReply)));
      } finally {
        await host.kill();
      }
    }
    const host = await startHost({ dataDir });
    figures.starts += 1;
    const backends = new Backends(host);
    const list = await backends.list();
    for (const client of clients) {
      lost.push(...[client.check(list)].filter((text) => text !== null));
      figures.acknowledged += client.acknowledged;
    }
    await host.stop();
    // The watcher of the host that was killed last may still be ending its workers.
    await eventually('no process is left', () => processesOf(dataDir).length === 0).catch(() =>
      left.push(...processesOf(dataDir)),
    );
  });
  await Promise.all(work);
  console.log(`${JSON.stringify(figures)}, lost ${lost.length}, processes left ${left.length}, seed ${seed}`);
  expect(failed, `seed ${seed}`).toEqual([]);
  expect(lost, `seed ${seed}`).toEqual([]);
  expect(left).toEqual([]);
}, 3_600_000);
