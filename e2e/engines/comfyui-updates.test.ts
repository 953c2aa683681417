/** A ComfyUI that is installed here is updated before it starts, where its settings say so. Real git repositories. */
import { execFileSync } from 'node:child_process';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect } from 'vitest';
import { ensurePython } from '../launch/stand-ins/find-python.ts';
import { itInstalled } from './installed-engine.ts';

const type_id = 'comfyui_selfstart';
const it = itInstalled('comfyui', 'ComfyUI');
beforeAll(() => void ensurePython());

describe.concurrent('updates', () => {
  const git = (cwd: string, ...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=Test', '-c', 'user.email=test@example.com', '-C', cwd, ...args], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();

  /** Makes the folder a checkout. @returns the folder of its remote repository */
  async function checkOut(folder: string): Promise<string> {
    const remote = `${folder}.remote`;
    git(folder, 'init', '-q', '-b', 'master');
    git(folder, 'add', '.');
    git(folder, 'commit', '-q', '-m', 'one');
    git(dirname(folder), 'clone', '-q', folder, remote);
    git(folder, 'remote', 'add', 'origin', remote);
    git(folder, 'fetch', '-q');
    git(folder, 'branch', '-q', '-u', 'origin/master');
    return remote;
  }

  it('update it and its custom nodes before it starts', async ({ sharedHost, install }) => {
    const folder = await install();
    const node = join(folder, 'custom_nodes', 'node');
    await mkdir(node, { recursive: true });
    await writeFile(join(node, 'node.py'), '');
    const nodeRemote = await checkOut(node);
    await writeFile(join(folder, '.gitignore'), 'custom_nodes\n');
    const remote = await checkOut(folder);
    for (const [repository, name] of [
      [remote, 'new.py'],
      [nodeRemote, 'requirements.txt'],
    ] as const) {
      await writeFile(join(repository, name), '');
      git(repository, 'add', '.');
      git(repository, 'commit', '-q', '-m', 'two');
    }
    const { backends } = sharedHost;
    const settings = { StartScript: join(folder, 'main.py'), AutoUpdate: 'true', UpdateManagedNodes: 'true' };
    const { id } = await backends.add(settings, { type_id });
    const { notice } = await backends.running(id);
    expect(git(folder, 'rev-parse', 'HEAD')).toBe(git(remote, 'rev-parse', 'HEAD'));
    expect(notice).toMatch(/^The custom node node was updated and needs other packages now/);
    expect((await backends.log(id)).map(({ text }) => text).join('\n')).toMatch(
      /ComfyUI was updated from \w+ to \w+\./,
    );
  });

  it('leave folders alone that were changed by hand or whose remote is gone, and it starts all the same', async ({
    sharedHost,
    install,
  }) => {
    const folder = await install();
    const remote = await checkOut(folder);
    await writeFile(join(folder, 'nodes.py'), '# mine\n');
    const { backends } = sharedHost;
    const { id } = await backends.add(
      { StartScript: join(folder, 'main.py'), AutoUpdate: 'aggressive' },
      { type_id },
    );
    expect((await backends.running(id)).notice).toBe(
      'ComfyUI was not updated: a file in its folder was changed by hand.',
    );
    git(folder, 'checkout', '-q', '--', '.');
    await rm(remote, { recursive: true });
    await backends.restart(id);
    const { notice } = await backends.until(
      id,
      'is up again',
      (backend) => backend.status === 'running' && /does not/.test(backend.notice ?? ''),
    );
    expect(notice).toMatch(/^ComfyUI was not updated: /);
  });
});
