/** The six statuses, and what leads from one to another. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { backendStatuses, type FullBackend } from '../../../shared/backend.ts';
import { eventually } from '../../testkit/eventually.ts';
import { isRunning } from '../../testkit/processes.ts';
import { killed, SLOW_TO_STOP } from '../../testkit/wine.ts';
import { openHost } from '../hosts/http-host.ts';

/** Serves its health, sick while a file named `sick` is beside it. */
const PATIENT = `
import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
createServer((_, response) => {
  response.writeHead(existsSync(new URL('./sick', import.meta.url)) ? 503 : 200).end();
}).listen(Number(process.argv[2]), '127.0.0.1');
`;

describe.concurrent('the status', () => {
  it('goes from waiting by way of loading to running', async (context) => {
    const { backends } = await openHost(context);
    const seen = [(await backends.add({ Flags: '--load-ms 300' })).status as string];
    await backends.until(0, 'is running', ({ status }) => {
      if (seen.at(-1) !== status) seen.push(status);
      return status === 'running';
    });
    expect(seen).toEqual(['waiting', 'loading', 'running']);
  });

  it('is one of the six, whatever happens', async (context) => {
    const { backends } = await openHost(context);
    const flags = ['', '--exit-before-ready 1', '--load-ms 100 --crash-after-ms 150', '--ignore-term'];
    for (const Flags of flags) await backends.add({ Flags, StopSeconds: 0.2 });
    const seen = new Set<string>();
    const noteStatuses = async () => {
      for (const { status } of Object.values(await backends.list())) seen.add(status);
    };
    await eventually('some have failed', async () => {
      await noteStatuses();
      return Object.values(await backends.fullList()).every(
        ({ status, restarts }) => status === 'running' || restarts >= 2 || status === 'errored',
      );
    });
    const ends = Promise.all([0, 1, 2, 3].map((id) => backends.toggle(id, false)));
    let isOver = false;
    void ends.finally(() => {
      isOver = true;
    });
    while (!isOver) await noteStatuses();
    await ends;
    await noteStatuses();
    expect([...seen].filter((status) => !(backendStatuses as readonly string[]).includes(status))).toEqual(
      [],
    );
    expect([...seen]).toEqual(expect.arrayContaining(['waiting', 'running', 'disabled']));
  });

  it('goes from running to waiting when the worker dies, shows what comes next, and to running again', async (context) => {
    const { backends } = await openHost(context);
    let { pid } = await backends.addRunning();
    let waiting: FullBackend | null = null;
    let crashes = 0;
    // The first pause is only 100 ms long. A slow machine may miss it, and sees one of the longer ones that follow.
    while (waiting === null && crashes < 4) {
      process.kill(pid as number, 'SIGKILL');
      crashes++;
      const seen = await backends.until(
        0,
        'waits for its next attempt',
        (now) => now.next_step?.kind === 'retry' || (now.status === 'running' && now.pid !== pid),
      );
      if (seen.next_step?.kind === 'retry') waiting = seen;
      else pid = seen.pid;
    }
    expect(waiting).toMatchObject({
      status: 'waiting',
      restarts: crashes,
      error: { code: 'crashed', ...killed.exit },
      next_step: { kind: 'retry', attempt: crashes + 1, attempts: 5, at: expect.stringMatching(/Z$/) },
    });
    const again = await backends.until(0, 'runs anew', (now) => now.status === 'running' && now.pid !== pid);
    expect(again).not.toHaveProperty('error');
  });

  it('goes from running to errored when the worker dies and may not be restarted', async (context) => {
    const { backends } = await openHost(context);
    const { pid } = await backends.addRunning({ AutoRestart: false });
    process.kill(pid as number, 'SIGKILL');
    expect(await backends.errored(0)).toMatchObject({
      enabled: true,
      error: { code: 'crashed', message: expect.stringContaining(killed.words), hint: expect.any(String) },
    });
  });

  it('goes to errored at once when another attempt would be pointless', async (context) => {
    const { host, backends } = await openHost(context);
    await host.call('AddNewBackend', { type_id: 'command', settings: { Command: '/no/such/program' } });
    expect(await backends.errored(0)).toMatchObject({
      restarts: 1,
      error: { code: 'command_not_found', message: expect.stringContaining('/no/such/program') },
    });
  });

  it('goes to errored after five failures in a row, with the reason and the last lines', async (context) => {
    const { backends } = await openHost(context);
    await backends.add({ Flags: '--stderr "no memory left" --exit-before-ready 7' });
    expect(await backends.errored(0)).toMatchObject({
      restarts: 5,
      error: {
        code: 'crash_loop',
        message: expect.stringContaining('exit code 7'),
        hint: expect.stringContaining('press Restart'),
        last_lines: expect.arrayContaining(['no memory left']),
        exit_code: 7,
      },
    });
  });

  it('an exit with code 0 before it was ready is a failure as well', async (context) => {
    const { backends } = await openHost(context);
    await backends.add({ Flags: '--exit-before-ready 0' });
    const { error } = await backends.until(0, 'has failed', (now) => now.error !== undefined);
    expect(error).toMatchObject({ code: 'exited_before_ready', exit_code: 0 });
  });

  it('is never disabled while a process of it lives', async (context) => {
    const { backends } = await openHost(context);
    const { pid } = await backends.addRunning({ Flags: SLOW_TO_STOP, StopSeconds: 0.5 });
    const end = backends.toggle(0, false);
    const stopping = await backends.until(0, 'is stopping', ({ phase }) => phase === 'stopping');
    expect(stopping).toMatchObject({ status: 'waiting', next_step: { kind: 'force_stop' } });
    await backends.until(0, 'is disabled', ({ status }) => status === 'disabled');
    expect(isRunning(pid as number)).toBe(false);
    await end;
  });

  // Contact counts as lost after three questions, five seconds apart.
  it('goes from running to idle when it answers no more, and back when it does', async (context) => {
    const { host, backends } = await openHost(context);
    const script = join(host.dataDir, 'patient.mjs');
    await writeFile(script, PATIENT);
    await host.call('AddNewBackend', {
      type_id: 'command',
      settings: {
        Command: process.execPath,
        Arguments: `"${script}" {PORT}`,
        HealthUrl: 'http://127.0.0.1:{PORT}/',
      },
    });
    const { pid } = await backends.running(0);
    await writeFile(join(host.dataDir, 'sick'), '');
    const idle = await backends.until(0, 'is idle', ({ status }) => status === 'idle');
    expect(idle).toMatchObject({ pid, error: { code: 'contact_lost' } });
    await host.call('EditBackend', {
      backend_id: 0,
      settings: { HealthUrl: '' },
    });
    const found = await backends.running(0);
    expect(found).toMatchObject({ pid });
    expect(found).not.toHaveProperty('error');
  }, 180_000);
});
