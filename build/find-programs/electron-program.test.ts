/** With real processes; a small script stands in for Electron's program. */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { ROOT } from '../scripts/source-tree.mjs';
import { fetchElectron, findElectron, lastFailure, rememberFailure, runApp } from './electron-program.mjs';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'switchyard-electron-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** @returns the path of a program that does this */
function program(script: string): string {
  const path = join(folder, 'electron');
  writeFileSync(path, `#!${process.execPath}\n${script}`, { mode: 0o755 });
  return path;
}

describe('finding Electron', () => {
  it('takes the program in the folder that is named', () => {
    const env = { ELECTRON_OVERRIDE_DIST_PATH: folder };
    expect(findElectron(env)).toBeNull();
    const path = program('');
    expect(findElectron(env)).toBe(path);
  });

  it('does not take one of another version', () => {
    program('');
    writeFileSync(join(folder, 'version'), '1.2.3');
    expect(findElectron({ ELECTRON_OVERRIDE_DIST_PATH: folder })).toBeNull();
  });
});

describe('fetching Electron', () => {
  /** For another system than this one, lest one that is there already is found; into a folder that goes. */
  const from = (url: string): NodeJS.ProcessEnv => ({
    ...process.env,
    ELECTRON_MIRROR: url,
    ELECTRON_INSTALL_PLATFORM: process.platform === 'win32' ? 'linux' : 'win32',
    electron_config_cache: folder,
  });
  /** @returns the address of a server that answers with this status, or never */
  async function serve(status: number | null): Promise<{ url: string; close(): Promise<void> }> {
    const server = createServer((_, response) => {
      if (status !== null) response.writeHead(status).end();
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as AddressInfo;
    const close = async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    };
    onTestFinished(close);
    return { url: `http://127.0.0.1:${port}/`, close };
  }

  it('says in words when the server cannot be reached', async () => {
    const { url, close } = await serve(null);
    await close();
    expect(await fetchElectron(from(url))).toBe('the server it comes from cannot be reached');
  });

  it('tells what the server answered when it has no such file', async () => {
    const { url } = await serve(404);
    expect(await fetchElectron(from(url))).toContain('404');
  });

  it('gives up on a server that never answers', async () => {
    const { url } = await serve(null);
    expect(await fetchElectron(from(url), 2000)).toBe('it took too long');
  });

  it('remembers a failure, with its time', () => {
    const file = join(folder, 'failure.json');
    expect(lastFailure(file)).toBeNull();
    const before = Date.now();
    rememberFailure('no connection', file);
    expect(lastFailure(file)).toMatchObject({ reason: 'no connection' });
    expect(lastFailure(file)?.at).toBeGreaterThanOrEqual(before);
  });
});

describe.runIf(process.platform !== 'win32')('running the app', () => {
  it('hands it the program and the arguments, and its exit code back', async () => {
    const seen = join(folder, 'seen.json');
    const path = program(
      `require('fs').writeFileSync(${JSON.stringify(seen)}, JSON.stringify(process.argv.slice(2))); process.exit(7);`,
    );
    expect(await runApp(path, ['--hidden'])).toEqual({ code: 7 });
    expect(JSON.parse(readFileSync(seen, 'utf8'))).toEqual([ROOT, '--hidden']);
  });

  it('does not let an editor make a Node of it', async () => {
    process.env.ELECTRON_RUN_AS_NODE = '1';
    onTestFinished(() => {
      delete process.env.ELECTRON_RUN_AS_NODE;
    });
    expect(await runApp(program('process.exit(process.env.ELECTRON_RUN_AS_NODE ? 1 : 0);'), [])).toEqual({
      code: 0,
    });
  });

  it('passes on the signals that end it, and waits for its end', async () => {
    const path = program(
      `process.on('SIGTERM', () => { console.log('quitting'); process.exit(3); }); setInterval(() => {}, 1000); console.log('up');`,
    );
    const url = pathToFileURL(join(ROOT, 'build', 'find-programs', 'electron-program.mjs')).href;
    const parent = spawn(
      process.execPath,
      [
        '--input-type=module',
        '--eval',
        `const { runApp } = await import('${url}'); console.log(JSON.stringify(await runApp(${JSON.stringify(path)}, [])));`,
      ],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    let output = '';
    parent.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      if (output === 'up\n') parent.kill('SIGTERM');
    });
    await new Promise((resolve) => parent.once('close', resolve));
    expect(output).toBe('up\nquitting\n{"code":3}\n');
  });

  it.each([
    ['a library is missing', 'process.exit(127);', '127'],
    [
      'the sandbox cannot be set up',
      `process.kill(process.pid, 'SIGTRAP'); setInterval(() => {}, 1000);`,
      'SIGTRAP',
    ],
  ])('tells an Electron that does not run here from an app that ended: %s', async (_, script, end) => {
    expect(await runApp(program(script), [])).toEqual({
      failed: expect.stringContaining(`ended with ${end}`),
    });
  });

  it('says so when it cannot even be started', async () => {
    expect(await runApp(join(folder, 'nothing'), [])).toEqual({
      failed: expect.stringContaining('could not be started'),
    });
  });
});
