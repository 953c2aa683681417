/** Who reaches a program of the type `command`: {HOST}, its own arguments, and what the card says. */
import { describe, expect, onTestFinished, test } from 'vitest';
import { FakeAdapterIo } from '../../../e2e/testkit/backend-types/fake-adapter-io.ts';
import type { SettingValues } from '../../../shared/backend.ts';
import { defaultSettings, mergeSettings } from '../../../shared/settings.ts';
import { command } from './command.ts';

async function start(settings: SettingValues): Promise<FakeAdapterIo> {
  const io = new FakeAdapterIo();
  onTestFinished(() => io.stop());
  const values = mergeSettings(command.settings, command.id, defaultSettings(command.settings), {
    Command: '/opt/engine',
    ReadyUrl: 'http://127.0.0.1:{PORT}/health',
    ...settings,
  });
  await command.createAdapter(values, io).start();
  return io;
}

const NETWORK = { ListenOn: 'the network' };

describe('{HOST} becomes', () => {
  test('loopback, in arguments and variables', async () => {
    const io = await start({ Arguments: '--host {HOST} --port {PORT}', Environment: 'AT={HOST}:{PORT}' });
    expect(io.request).toMatchObject({
      args: ['--host', '127.0.0.1', '--port', '23456'],
      env: { AT: '127.0.0.1:23456' },
    });
    expect(io.facts).toMatchObject({ isOnNetwork: false });
    expect(io.facts.notice).toBeUndefined();
  });

  test('all addresses where the network is to reach it, which is asked on loopback', async () => {
    const io = await start({ Arguments: '--host {HOST} --port {PORT}', ...NETWORK });
    expect(io.request?.args).toEqual(['--host', '0.0.0.0', '--port', '23456']);
    expect(io.probes[0]?.url).toBe('http://127.0.0.1:23456/health');
    expect(io.facts).toMatchObject({ address: 'http://127.0.0.1:23456', isOnNetwork: true });
    expect(io.facts.notice).toMatch(
      /^Other computers reach it at .* does not know of a key that it asks them for/,
    );
  });
});

describe('the card says', () => {
  test('nothing of a key where the program has one', async () => {
    const io = await start({ Environment: 'OLLAMA_HOST={HOST}:{PORT}', ApiKey: 'k', ...NETWORK });
    expect(io.facts.notice).toMatch(/^Other computers reach it at \S+\.$/);
  });

  test('what to write where nothing in the settings hands the address over', async () => {
    const io = await start({ Arguments: '--port {PORT}', ...NETWORK });
    expect(io.facts.isOnNetwork).toBeUndefined();
    expect(io.facts.notice).toBe(
      '“Can be reached from” does not reach this program: write {HOST} where its arguments or variables name the address on which it listens.',
    );
  });

  test('which of its arguments opens or closes it', async () => {
    const open = await start({ Arguments: '--host 0.0.0.0 --port {PORT}' });
    expect(open.facts).toMatchObject({
      isOnNetwork: true,
      notice: expect.stringContaining(', because Arguments has --host 0.0.0.0. '),
    });
    const closed = await start({ Arguments: '--host 127.0.0.1 --port {PORT}', ...NETWORK });
    expect(closed.facts).toMatchObject({
      isOnNetwork: false,
      notice: expect.stringContaining(
        'Only this computer reaches it, because Arguments has --host 127.0.0.1',
      ),
    });
  });
});
