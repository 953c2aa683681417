import { expect, test } from 'vitest';
import { eventually } from '../../../e2e/testkit/eventually.ts';
import { errorIn } from '../../../e2e/testkit/in-language.ts';
import { freePort } from '../../../e2e/testkit/net/free-port.ts';
import { setUpWorkers } from '../../../e2e/testkit/process/worker-processes.ts';
import { SwitchyardError } from '../../../shared/errors.ts';
import { describeExit, type ExitInfo } from './exit-info.ts';

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
  expect(describeExit(await stubborn.exited, stubborn.isForced).text).toBe(
    'ended by force, because it did not end by itself within its stop time-out',
  );
  const killed = await spawn([]);
  process.kill(killed.pid, 'SIGKILL');
  const exit = await killed.exited;
  await killed.stop({ graceMs: 1000 });
  expect(describeExit(exit, killed.isForced).text).toMatch(/^killed with SIGKILL, by a person or/);
  const polite = await spawn([]);
  await polite.stop({ graceMs: 10_000 });
  expect(describeExit(await polite.exited, polite.isForced).text).not.toContain('force');
});

test.each([
  [{ code: 137, signal: null }, 'exit code 137, by which shells report SIGKILL'],
  [{ code: 127, signal: null }, 'exit code 127, by which shells report a program that is missing'],
  [{ code: 3221225781, signal: null }, 'exit code 3221225781, which is 0xC0000135: a DLL that is missing'],
  [
    { code: -1073741819, signal: null },
    'exit code -1073741819, which is 0xC0000005: an access to memory that is not its own',
  ],
  [{ code: 1, signal: null }, 'exit code 1'],
  [{ code: null, signal: 'SIGHUP' as const }, 'ended by SIGHUP'],
])('an exit of %o is put into words', (exit, text) => {
  expect(describeExit(exit).text).toBe(text);
});

test('how a process ended is said in the language of the panel, with its numbers', async () => {
  const inGerman = async (exit: ExitInfo) => {
    const error = new SwitchyardError('crashed', { backend: 'Flux', reason: describeExit(exit) });
    return (await errorIn('de', error.toReply())).message;
  };
  expect(await inGerman({ code: 3221225781, signal: null })).toBe(
    'Flux hat sich von selbst beendet (Exit-Code 3221225781, das ist 0xC0000135: eine fehlende DLL).',
  );
  expect(await inGerman({ code: 137, signal: null })).toBe(
    'Flux hat sich von selbst beendet (Exit-Code 137, womit Shells SIGKILL melden).',
  );
  expect(await inGerman({ code: null, signal: 'SIGSEGV' })).toBe(
    'Flux hat sich von selbst beendet (abgestürzt mit SIGSEGV, einem Fehler im Programm oder Treiber).',
  );
});
