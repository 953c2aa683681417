/** The npm commands that start Switchyard, as a person types them. */
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { signInBy } from '../testkit/net/sign-in.ts';
import { REPOSITORY } from '../testkit/repository.ts';

let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'switchyard-commands-'));
});
afterEach(() => rm(dataDir, { recursive: true, force: true }));

/** The line of `npm start` that says why it opens no window. */
const NO_WINDOW = /^(There is no display here|--port is about the panel in a browser).+\.$/m;

describe.each([
  ['npm start', ['start', '--', '--port', '0'], NO_WINDOW],
  ['npm start -- --browser', ['start', '--', '--browser', '--port', '0'], null],
  ['npm run serve', ['run', 'serve', '--', '--port', '0'], null],
])('%s', (_, args, why) => {
  it('sets up what is missing, serves the panel at the address it prints, and shuts down in order when it is asked to', async () => {
    const npm = spawn('npm', [...args, '--data-dir', dataDir], {
      cwd: REPOSITORY,
      stdio: ['ignore', 'pipe', 'pipe'],
      // No window and no browser must open, whatever this machine has.
      env: { ...process.env, DISPLAY: '', WAYLAND_DISPLAY: '' },
    });
    let output = '';
    const ended = new Promise<number | null>((resolve) => npm.once('close', resolve));
    const link = await new Promise<string>((resolve, reject) => {
      for (const stream of [npm.stdout, npm.stderr])
        stream.setEncoding('utf8').on('data', (text: string) => {
          output += text;
          const found = /^open (\S+)/m.exec(output)?.[1];
          if (found) resolve(found);
        });
      void ended.then((code) => reject(new Error(`It ended with ${code}:\n${output}`)));
    });
    const url = /^listening on (\S+)$/m.exec(output)?.[1];
    if (why === null) expect(output).not.toMatch(NO_WINDOW);
    else expect(output).toMatch(why);
    expect(link.startsWith(`${url}/#sign-in=`)).toBe(true);

    const key = await signInBy(link);
    expect(await (await fetch(`${url}/`)).text()).toContain('<title>Switchyard</title>');
    const session = await fetch(`${url}/API/GetNewSession`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${key}` },
      body: '{}',
    });
    expect(session.status).toBe(200);

    npm.kill('SIGTERM');
    expect(await ended).toBe(0);
    await expect(fetch(`${url}/healthz`)).rejects.toThrow();
  });
});
