import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { knownArchitectures } from './known-architectures.ts';

const run = promisify(execFile);

test('the architectures are those of the llama.cpp whose source node-llama-cpp carries', async () => {
  const entry = createRequire(import.meta.url).resolve('node-llama-cpp');
  const bundle = join(dirname(entry), '..', 'llama', 'gitRelease.bundle');
  const folder = await mkdtemp(join(tmpdir(), 'switchyard-llama-source-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  await run('git', ['clone', '--quiet', '--bare', bundle, folder]);
  const { stdout } = await run('git', ['--git-dir', folder, 'show', 'HEAD:src/llama-arch.cpp']);
  const table = stdout.slice(stdout.indexOf('LLM_ARCH_NAMES'), stdout.indexOf('LLM_KV_NAMES'));
  const names = [...table.matchAll(/\{ LLM_ARCH_\w+,\s*"([\w.-]+)"/g)].map(([, name]) => name);
  expect(names.length).toBeGreaterThan(100);
  expect([...knownArchitectures]).toEqual(names);
});
