import childProcess, { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire, syncBuiltinESMExports } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, onTestFinished, test } from 'vitest';
import type { Gpu } from '../../backend-types/llama/llama-protocol.ts';
import { answerBinaryTests, type BinaryTestEvents } from './binary-tests.ts';

type TestBindingBinary = (path: string, extensions: undefined, gpu: Gpu | false) => Promise<boolean>;

/** The library's own test, from the file in which the version that is installed has it. */
async function libraryTest(): Promise<TestBindingBinary> {
  const entry = createRequire(import.meta.url).resolve('node-llama-cpp');
  const file = join(dirname(entry), 'bindings', 'utils', 'testBindingBinary.js');
  const module = (await import(pathToFileURL(file).href)) as { testBindingBinary: TestBindingBinary };
  return module.testBindingBinary;
}

/** @returns the path of a CommonJS file with that content */
async function writeProgram(content: string): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'switchyard-fork-'));
  onTestFinished(() => rm(dir, { recursive: true, force: true }));
  const program = join(dir, 'program.cjs');
  await writeFile(program, content);
  return program;
}

const original = childProcess.fork;
let loading: (Gpu | null)[];
let reasons: string[];
const events: BinaryTestEvents = {
  onLoading: async (gpu) => void loading.push(gpu),
  onFailed: (reason) => void reasons.push(reason),
};
beforeEach(() => {
  loading = [];
  reasons = [];
});
afterEach(() => {
  Object.assign(childProcess, { fork: original });
  syncBuiltinESMExports();
});

test('without the answers, the library’s own test fails for a binary that is not there', async () => {
  const testBindingBinary = await libraryTest();
  expect(await testBindingBinary('/no/such/binary.node', undefined, false)).toBe(false);
});

test('with the answers, it passes without a process, after its GPU has been announced', async () => {
  const testBindingBinary = await libraryTest();
  let isHeard = false;
  answerBinaryTests({
    ...events,
    async onLoading(gpu) {
      loading.push(gpu);
      await new Promise((resolve) => setImmediate(resolve));
      isHeard = true;
    },
  });
  expect(await testBindingBinary('/no/such/binary.node', undefined, 'vulkan')).toBe(true);
  expect(isHeard).toBe(true);
  expect(await testBindingBinary('/no/such/binary.node', undefined, false)).toBe(true);
  expect(loading).toEqual(['vulkan', null]);
});

test.each([
  ['vk::createInstance: ErrorIncompatibleDriver', 'No Vulkan device was found'],
  ['vk::Instance::enumeratePhysicalDevices: ErrorInitializationFailed', 'No Vulkan device was found'],
  ['Please update your Vulkan driver', 'Vulkan cannot be used (Please update your Vulkan driver)'],
])('a Vulkan binary that has no device fails, with the reason in one line: %s', async (cause, reason) => {
  const testBindingBinary = await libraryTest();
  answerBinaryTests(events);
  const binary = await writeProgram(`let log;
module.exports = {
  setLogger(logger) { log = logger; },
  ensureGpuDeviceIsSupported() {
    setImmediate(() => log(3, ${JSON.stringify(cause)}));
    throw new Error('Vulkan device is not supported');
  },
};`);
  expect(await testBindingBinary(binary, undefined, 'vulkan')).toBe(false);
  expect(reasons).toEqual([`${reason}, so the model runs on the processor.`]);
});

test('a Vulkan binary that has a device passes', async () => {
  const testBindingBinary = await libraryTest();
  answerBinaryTests(events);
  const binary = await writeProgram('module.exports = { setLogger() {}, ensureGpuDeviceIsSupported() {} };');
  expect(await testBindingBinary(binary, undefined, 'vulkan')).toBe(true);
  expect(reasons).toEqual([]);
});

test('other programs are forked as before', async () => {
  const program = await writeProgram('process.send(process.argv[2]); process.disconnect();');
  answerBinaryTests(events);
  const child: ChildProcess = fork(program, ['one']);
  const [message] = await once(child, 'message');
  expect(message).toBe('one');
  expect(loading).toEqual([]);
});
