/** What the card says when a real ComfyUI does not start. */
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm, symlink } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { comfyDir, it, type_id } from './comfyui-test.ts';

/** An environment with all packages of another one but those whose name begins so. @returns its folder */
async function environmentWithout(python: string, prefix: string): Promise<string> {
  const run = (program: string, ...args: string[]) =>
    execFileSync(program, args, { encoding: 'utf8' }).trim();
  const packagesOf = (program: string) =>
    run(program, '-c', 'import sysconfig; print(sysconfig.get_paths()["purelib"])');
  const folder = await mkdtemp(join(tmpdir(), 'switchyard-environment-'));
  run(python, '-m', 'venv', '--without-pip', folder);
  const source = packagesOf(python);
  const target = packagesOf(join(folder, 'bin', 'python3'));
  for (const name of await readdir(source))
    if (!name.toLowerCase().startsWith(prefix))
      await symlink(join(source, name), join(target, name)).catch(() => undefined);
  return folder;
}

describe('an error says', () => {
  it('that an update needs a front end that is not installed, how it is installed, and it is not tried again', async ({
    sharedHost: { host, backends },
    settingsForTest,
    onTestFinished,
  }) => {
    const settings = await settingsForTest();
    const { found } = await host.call('CheckPath', {
      path: settings.StartScript,
      type_id,
      setting: 'StartScript',
    });
    const beside = /run by (\S+)/.exec(String(found))?.[1] ?? 'python3';
    const python = settings.Python === '' ? beside : await pythonIn(settings.Python);
    const Python = await environmentWithout(python, 'comfyui_frontend');
    onTestFinished(() => rm(Python, { recursive: true, force: true }));
    const { id } = await backends.add({ ...settings, Python }, { type_id });
    const { error, restarts } = await backends.errored(id);
    expect(error).toMatchObject({ code: 'python_module_missing', exit_code: 255 });
    expect(error?.message).toContain('comfyui-frontend-package');
    expect(error?.hint).toContain(`In ${comfyDir}, run: ${Python}`);
    expect(restarts).toBe(1);
  });

  it('which argument is refused, and which port is taken', async ({
    sharedHost: { backends },
    settingsForTest,
    onTestFinished,
  }) => {
    const settings = await settingsForTest();
    const withArgs = (more: string) => ({ ...settings, ExtraArgs: `${settings.ExtraArgs} ${more}` });
    const { id } = await backends.add(withArgs('--reserve-vram much'), { type_id });
    expect((await backends.errored(id)).error).toMatchObject({
      code: 'engine_refused_argument',
      exit_code: 2,
      message: expect.stringContaining('--reserve-vram, and says "invalid float value: \'much\'"'),
    });
    await backends.edit(id, { settings: withArgs('--no-such-argument') });
    await backends.until(id, 'names it', ({ error }) => error?.code === 'arguments_unknown');
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    onTestFinished(() => void taken.close());
    const { port } = taken.address() as { port: number };
    await backends.edit(id, { settings: withArgs(`--port ${port}`) });
    await backends.until(id, 'names the port', ({ error }) => error?.code === 'port_in_use');
  });
});

/** @param named a path of a Python or of its environment */
async function pythonIn(named: string): Promise<string> {
  const names = await readdir(join(named, 'bin')).catch((): string[] => []);
  return names.includes('python3') ? join(named, 'bin', 'python3') : named;
}
