import { expect, test } from 'vitest';
import { eventually } from '../../../e2e/testkit/eventually.ts';
import { freePort } from '../../../e2e/testkit/free-port.ts';
import { setUpWorkers } from '../../../e2e/testkit/process/worker-processes.ts';
import { describeExit } from './exit-info.ts';

test('our own forced stop is told from a kill by others', async () => {
  const { spawn } = await setUpWorkers();
  const port = await freePort();
  const stubborn = await spawn(['--ignore-term', '--port', String(port)]);
  await eventually('it listens', () =>
    fetch(`http://127.0.0.1:${port}/health`).then(
      () => true,
      () => false,
    ),
  );
  await stubborn.stop({ graceMs: 50 });
  expect(describeExit(await stubborn.exited, stubborn.isForced)).toBe(
    'ended by force, for it did not end by itself within its stop time-out',
  );
  const killed = await spawn([]);
  process.kill(killed.pid, 'SIGKILL');
  const exit = await killed.exited;
  await killed.stop({ graceMs: 1000 });
  expect(describeExit(exit, killed.isForced)).toMatch(/^killed with SIGKILL, by a person or/);
  const polite = await spawn([]);
  await polite.stop({ graceMs: 10_000 });
  expect(describeExit(await polite.exited, polite.isForced)).not.toContain('force');
});
