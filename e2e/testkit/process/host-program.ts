/**
 * A small host that a test starts and then kills with SIGKILL. Arguments: data directory, its id, the grace in ms, the
 * path of the fake worker, and its flags for each worker as a JSON list of lists. Prints the workers' PIDs as JSON.
 */
import { systemClock } from '../../../electron/core/clock.ts';
import { localFileChecks } from '../../../electron/core/files/file-checks.ts';
import { createLogs } from '../../../electron/core/logging/logs.ts';
import { createSpawner } from '../../../electron/core/process/worker-process.ts';

const [dir = '', dataDirId = '', graceMs = '', fakeWorker = '', flags = '[]'] = process.argv.slice(2);
const logs = createLogs({ dir, clock: systemClock });
const spawner = createSpawner({
  platform: process.platform,
  dataDir: dir,
  owner: { dataDirId, hostId: String(process.pid) },
  clock: systemClock,
  files: localFileChecks,
  log: { warn: (message) => console.error(message) },
});
const workers: number[] = [];
for (const [index, workerFlags] of (JSON.parse(flags) as string[][]).entries()) {
  const worker = await spawner.spawnWorker(
    { command: process.execPath, args: [fakeWorker, ...workerFlags] },
    {
      backendId: index,
      generation: 1,
      backend: `Backend ${index}`,
      sink: logs.of(String(index)),
      graceMs: Number(graceMs),
    },
  );
  workers.push(worker.pid);
}
console.log(JSON.stringify({ workers }));
