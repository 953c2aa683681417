import childProcess, { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire, syncBuiltinESMExports } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, onTestFinished, test } from 'vitest';
import type { Gpu } from '../../backend-types/llama/llama-protocol.ts';
import { answerBinaryTests } from './binary-tests.ts';

type TestBindingBinary = (path: string, extensions: undefined, gpu: Gpu | false) => Promise<boolean>;

/** The library's own test, from the file in which the version that is installed has it. */
async function libraryTest(): Promise<TestBindingBinary> {
  const entry = createRequire(import.meta.url).resolve('node-llama-cpp');
  const file = join(dirname(entry), 'bindings', 'utils', 'testBindingBinary.js');
  const module = (await import(pathToFileURL(file).href)) as { testBindingBinary: TestBindingBinary };
  return module.testBindingBinary;
}

const original = childProcess.fork;
let announced: (Gpu | null)[];
beforeEach(() => {
  announced = [];
});
afterEach(() => {
  Object.assign(childProcess, { fork: original });
  syncBuiltinESMExports();
});

test('the library’s own test fails for a binary that is not there: what is skipped exists', async () => {
  const testBindingBinary = await libraryTest();
  expect(await testBindingBinary('/no/such/binary.node', undefined, false)).toBe(false);
});

test('once they are answered, it passes without a process, after what it is about has been announced', async () => {
  const testBindingBinary = await libraryTest();
  let isHeard = false;
  answerBinaryTests(async (gpu) => {
    announced.push(gpu);
    await new Promise((resolve) => setImmediate(resolve));
    isHeard = true;
  });
  expect(await testBindingBinary('/no/such/binary.node', undefined, 'vulkan')).toBe(true);
  expect(isHeard).toBe(true);
  expect(await testBindingBinary('/no/such/binary.node', undefined, false)).toBe(true);
  expect(announced).toEqual(['vulkan', null]);
});

test('whatever else is forked is forked as ever', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'switchyard-fork-'));
  onTestFinished(() => rm(dir, { recursive: true, force: true }));
  const program = join(dir, 'other.mjs');
  await writeFile(program, 'process.send(process.argv[2]); process.disconnect();');
  answerBinaryTests(async (gpu) => void announced.push(gpu));
  const child: ChildProcess = fork(program, ['one']);
  const [message] = await once(child, 'message');
  expect(message).toBe('one');
  expect(announced).toEqual([]);
});
