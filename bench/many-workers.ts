/** What restarting many workers, and the end of their host, costs beside bare spawns and kills. */
import { bareSpawnsAndKills, startManyWorkers } from '../e2e/launch/headless/many-workers.ts';
import { quantile } from './measure.ts';

/** Prints both as ratios to the floor of the same run. */
export async function benchManyWorkers(count: number, rounds: number): Promise<void> {
  const floors: number[] = [];
  const restarts: number[] = [];
  const ends: number[] = [];
  await bareSpawnsAndKills(count);
  for (let round = 0; round < rounds; round++) {
    const workers = await startManyWorkers(count);
    try {
      floors.push(await bareSpawnsAndKills(count));
      restarts.push(await workers.restartAll());
      floors.push(await bareSpawnsAndKills(count));
      ends.push(await workers.end());
    } finally {
      await workers.remove();
    }
  }
  const floor = quantile(floors, 0.5);
  for (const [name, samples] of [
    [`restart of ${count} workers`, restarts],
    [`end of a host with ${count} workers`, ends],
  ] as const) {
    const all = samples.map((ms) => ms.toFixed(0)).join(', ');
    console.log(
      `${(quantile(samples, 0.5) / floor).toFixed(2)}x  ${name}\n       over ${count} bare spawns and kills (${rounds} rounds: ${all} ms; floor p50 ${floor.toFixed(0)} ms)`,
    );
  }
}
