/** Under which names the llama worker answers where the network is to reach it. */
import { request as httpRequest } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { TestBench, type TestWorker } from '../../e2e/testkit/process/llama-worker-bench.ts';

let bench: TestBench;
let worker: TestWorker;
beforeAll(async () => {
  bench = new TestBench();
  const [modelPath] = await Promise.all([bench.model('sample.gguf'), bench.bundle()]);
  worker = await bench.start({ modelPath, isOnNetwork: true });
  await worker.ready();
});
afterAll(() => bench.close());

const statusFor = (host: string, address = '127.0.0.1') =>
  new Promise<number>((resolve, reject) => {
    const { port } = worker.configuration;
    const sent = httpRequest({ port, host: address, path: '/health', setHost: false }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    sent.setHeader('Host', host);
    sent.once('error', reject);
    sent.end();
  });

test.each(['127.0.0.1:80', '192.168.1.5:8080', '[fd00::2]:8080', 'box:8080', 'Box.local:8080', 'box.lan'])(
  'it answers to %s: no other server can be behind it',
  async (host) => expect(await statusFor(host)).toBe(200),
);

test.each(['evil.example:8080', '127.0.0.1.nip.io', 'box.lan.evil.example', 'a b', 'user@box'])(
  'it does not answer to %s: a stranger may have given that name',
  async (host) => expect(await statusFor(host)).toBe(421),
);

test.runIf(process.platform === 'linux')('it listens beyond 127.0.0.1', async () => {
  expect(await statusFor('127.0.0.2', '127.0.0.2')).toBe(200);
});
