/** What must not leave the host: files beside the panel, and secrets. */
import { mkdir, readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import WebSocket from 'ws';
import { eventually } from '../../testkit/eventually.ts';
import { canSeeWorkers, commandLineOf, workersOf } from '../../testkit/processes.ts';
import { openForTest, portsSaved } from '../hosts/contract-host.ts';
import { HttpHost } from '../hosts/http-host.ts';

describe('static files', () => {
  it('are those of the panel, whatever the path says', async () => {
    const { host: own } = await openForTest(HttpHost.open, undefined);
    const root = join(own.dataDir, 'outside');
    const panelDir = join(root, 'panel');
    await mkdir(join(panelDir, 'assets'), { recursive: true });
    await writeFile(join(root, 'secret.txt'), 'canary');
    await writeFile(join(panelDir, 'index.html'), '<!doctype html>panel');
    await writeFile(join(panelDir, 'assets', 'app.js'), 'app');
    await writeFile(join(panelDir, '.env'), 'canary');
    await symlink(join(root, 'secret.txt'), join(panelDir, 'link.txt'));
    await symlink(root, join(panelDir, 'folder'));
    const { host: panel } = await openForTest(HttpHost.open, { panelDir });
    const get = async (path: string) => {
      const response = await new Promise<{ status: number; text: string }>((resolve, reject) => {
        httpRequest({ host: '127.0.0.1', port: panel.port, path }, (reply) => {
          let text = '';
          reply.setEncoding('utf8').on('data', (chunk: string) => {
            text += chunk;
          });
          reply.on('end', () => resolve({ status: reply.statusCode ?? 0, text }));
        })
          .on('error', reject)
          .end();
      });
      return response;
    };
    expect(await get('/')).toEqual({ status: 200, text: '<!doctype html>panel' });
    expect(await get('/assets/app.js')).toEqual({ status: 200, text: 'app' });
    for (const path of [
      '/../secret.txt',
      '/assets/../../secret.txt',
      '/%2e%2e/secret.txt',
      '/..%2fsecret.txt',
      '/%2e%2e%2fsecret.txt',
      '/assets/..%2f..%2fsecret.txt',
      '/..%5csecret.txt',
      '/....//secret.txt',
      '//secret.txt',
      `/${encodeURIComponent(join(root, 'secret.txt'))}`,
      '/.env',
      '/%2eenv',
      '/link.txt',
      '/folder/secret.txt',
      '/secret.txt%00.js',
      '/%',
    ]) {
      const { status, text } = await get(path);
      expect([400, 403, 404], path).toContain(status);
      expect(text, path).not.toContain('canary');
    }
  });
});

describe('a secret', () => {
  it('is shown nowhere: not in lists, events, logs, errors, metrics, command lines or logged faults', async () => {
    const { host: own, backends: ownBackends } = await openForTest(HttpHost.open, undefined);
    const canary = 'canary-7f3a9c';
    await ownBackends.addRunning({ ApiKey: canary, Flags: '--stderr started' });
    const seen: string[] = [];
    const socket = new WebSocket(`${own.url.replace('http', 'ws')}/API/events`, {
      headers: { Authorization: `Bearer ${own.token}` },
    });
    socket.on('message', (data) => seen.push(String(data)));
    await new Promise((resolve) => socket.once('open', resolve));
    socket.send(JSON.stringify({ listen: 1, to: { kind: 'state' } }));
    socket.send(JSON.stringify({ listen: 2, to: { kind: 'log', backend_id: 0 } }));
    await eventually('both are listened to', () => seen.length >= 2);

    const calls: [string, object][] = [
      ['ListBackends', { full_data: true }],
      ['EditBackend', { backend_id: 0, settings: { ApiKey: `${canary}-2` } }],
      ['EditBackend', { backend_id: 0, settings: { ApiKey: [canary] } }],
      ['EditBackend', { backend_id: 0, settings: { ApiKey: `${canary}\n` } }],
      ['AddNewBackend', { type_id: 'fake', settings: { ApiKey: { canary } } }],
      ['GetBackendLog', { backend_id: 0 }],
      ['GetCurrentStatus', {}],
      ['RestartBackends', {}],
      ['DeleteBackend', { backend_id: 0 }],
      ['ListDeletedBackends', {}],
      ['RestoreBackend', { backend_id: 0 }],
    ];
    for (const [operation, input] of calls) seen.push(JSON.stringify(await own.call(operation, input)));
    await ownBackends.running(0);
    seen.push(JSON.stringify(await own.call('ListBackends', { full_data: true })));
    seen.push(await (await own.request('/metrics')).text());
    for (const pid of workersOf(own.dataDir)) seen.push(commandLineOf(pid));
    for (const name of await readdir(join(own.dataDir, 'logs')))
      seen.push(await readFile(join(own.dataDir, 'logs', name), 'utf8'));
    seen.push(JSON.stringify(own.faults.map(({ error, where }) => [String(error), where])));
    socket.terminate();

    expect(seen.length).toBeGreaterThan(calls.length + 4);
    if (canSeeWorkers) expect(workersOf(own.dataDir)).not.toEqual([]);
    for (const text of seen) expect(text).not.toContain(canary);
    // The worker has it all the same.
    const { address } = await ownBackends.full(0);
    expect(await (await fetch(`${address}/env`)).text()).toContain(`${canary}-2`);
  });

  it('is kept in files that only their owner may read', async () => {
    const { host: own, backends: ownBackends } = await openForTest(HttpHost.open, undefined);
    await ownBackends.addResting({ ApiKey: 'canary' });
    await ownBackends.edit(0, { settings: { Count: 2 } });
    await portsSaved(own);
    const names = (await readdir(own.dataDir)).filter((name) => name.startsWith('backends.json'));
    expect(names.length).toBeGreaterThan(1);
    if (process.platform !== 'win32')
      for (const name of names) expect((await stat(join(own.dataDir, name))).mode & 0o777).toBe(0o600);
  });
});
