import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { localFileChecks } from '../../core/files/file-checks.ts';
import { isCheckout, updateCheckout } from './git-update.ts';

let folder: string;
let remote: string;
let checkout: string;
const git = (cwd: string, ...args: string[]) =>
  execFileSync('git', ['-c', 'user.name=Test', '-c', 'user.email=test@example.com', '-C', cwd, ...args], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  }).trim();
async function publish(name: string, text: string): Promise<string> {
  await writeFile(join(remote, name), text);
  git(remote, 'add', name);
  git(remote, 'commit', '-q', '-m', name);
  return git(remote, 'rev-parse', 'HEAD');
}
const update = (toMainBranch = false) =>
  updateCheckout(checkout, { signal: new AbortController().signal, timeoutMs: 60_000, toMainBranch });

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'switchyard-git-'));
  remote = join(folder, 'remote');
  checkout = join(folder, 'check out');
  await mkdir(remote);
  git(remote, 'init', '-q', '-b', 'master');
  await publish('main.py', 'one');
  git(folder, 'clone', '-q', remote, checkout);
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test('updates, and returns the old and the new version', async () => {
  expect(await update()).toEqual({ kind: 'current' });
  const to = await publish('main.py', 'two');
  expect(await update()).toMatchObject({ kind: 'updated', to: to.slice(0, 8), requirementsChanged: false });
  expect(git(checkout, 'rev-parse', 'HEAD')).toBe(to);
  await publish('requirements.txt', 'torch');
  expect(await update()).toMatchObject({ kind: 'updated', requirementsChanged: true });
});

test('does not touch a folder where files were changed by hand; untracked files do not matter', async () => {
  const before = git(checkout, 'rev-parse', 'HEAD');
  await publish('main.py', 'two');
  await writeFile(join(checkout, 'main.py'), 'mine');
  expect(await update(true)).toEqual({ kind: 'changed-by-hand', files: 1 });
  expect(git(checkout, 'rev-parse', 'HEAD')).toBe(before);
  git(checkout, 'checkout', '-q', '--', 'main.py');
  await writeFile(join(checkout, 'model.safetensors'), 'large');
  expect(await update()).toMatchObject({ kind: 'updated' });
});

test('a checkout whose history has diverged is left as it is', async () => {
  await publish('main.py', 'two');
  await writeFile(join(checkout, 'own.py'), 'mine');
  git(checkout, 'add', 'own.py');
  git(checkout, 'commit', '-q', '-m', 'own');
  const before = git(checkout, 'rev-parse', 'HEAD');
  expect(await update()).toMatchObject({ kind: 'failed', reason: expect.stringContaining('fast-forward') });
  expect(git(checkout, 'rev-parse', 'HEAD')).toBe(before);
});

test('a fixed version stays, unless the main branch is wanted', async () => {
  const to = await publish('main.py', 'two');
  git(checkout, 'checkout', '-q', '--detach');
  expect(await update()).toMatchObject({
    kind: 'failed',
    reason: { text: expect.stringContaining('fixed version') },
  });
  expect(await update(true)).toMatchObject({ kind: 'updated', to: to.slice(0, 8) });
  expect(git(checkout, 'branch', '--show-current')).toBe('master');
});

test('without the network the reason says so, and contains no password of an address', async () => {
  git(checkout, 'remote', 'set-url', 'origin', 'http://me:canary@127.0.0.1:9/x.git');
  const result = await update();
  expect(result).toMatchObject({ kind: 'failed', reason: expect.stringMatching(/127\.0\.0\.1/) });
  expect(JSON.stringify(result)).not.toContain('canary');
});

test('has a time-out, and is aborted with the start', async () => {
  const timedOut = await updateCheckout(checkout, {
    signal: new AbortController().signal,
    timeoutMs: 0,
    toMainBranch: false,
  });
  expect(timedOut).toMatchObject({
    kind: 'failed',
    reason: { text: expect.stringContaining('longer than') },
  });
  const aborted = await updateCheckout(checkout, {
    signal: AbortSignal.abort(),
    timeoutMs: 60_000,
    toMainBranch: false,
  });
  expect(aborted).toMatchObject({ kind: 'failed', reason: { text: 'it was called off' } });
});

test('a folder inside a checkout is no checkout itself', async () => {
  await mkdir(join(checkout, 'custom_nodes'));
  expect([
    await isCheckout(checkout, localFileChecks),
    await isCheckout(join(checkout, 'custom_nodes'), localFileChecks),
  ]).toEqual([true, false]);
});
