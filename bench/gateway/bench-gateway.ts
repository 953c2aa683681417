/** What a request costs through the gateway: beside a bare proxy of the same bytes, and beside the worker itself. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { Agent, type IncomingMessage, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startHost, type TestHost } from '../../e2e/launch/headless/start-host.ts';
import { Backends } from '../../e2e/testkit/backends.ts';
import { inRepository } from '../../e2e/testkit/repository.ts';
import { residentMib } from '../../e2e/testkit/resident-memory.ts';
import { compare, quantile, time } from '../measure.ts';

const STREAMS = 200;
/** Seconds for which they run; their memory is measured from the second quarter on. */
const STREAM_SECONDS = 20;
/** As base64, it is a body of 20 MB. */
const IMAGE_BYTES = 15_000_000;

const agent = new Agent({ keepAlive: true });

/** Sends a chat, and resolves when its reply was read. @returns the number of bytes of the reply */
async function chat(url: string, { body, query = '' }: { body: string; query?: string }): Promise<number> {
  const sent = request(`${url}/v1/chat/completions${query}`, {
    method: 'POST',
    agent,
    headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) },
  });
  sent.end(body);
  const [reply] = (await once(sent, 'response')) as [IncomingMessage];
  let bytes = 0;
  for await (const chunk of reply) bytes += (chunk as Buffer).length;
  if (reply.statusCode !== 200) throw new Error(`The answer was ${reply.statusCode}.`);
  return bytes;
}

const chatOf = (content: string): string =>
  JSON.stringify({ model: 'bench', messages: [{ role: 'user', content }], stream: true });

/** A program of this folder, in a process of its own, as the host has one. */
async function startServer(name: string, ...args: string[]): Promise<{ url: string; close: () => void }> {
  const child = fork(inRepository(`bench/gateway/${name}`), args);
  const [{ port }] = (await once(child, 'message')) as [AddressInfo];
  return { url: `http://127.0.0.1:${port}`, close: () => void child.kill() };
}

async function benchRequests(gateway: string, bare: string): Promise<void> {
  const image = chatOf('x'.repeat((IMAGE_BYTES / 3) * 4));
  for (const [name, body, rounds] of [
    ['a small chat through the gateway', chatOf('Hello'), 1000],
    ['a chat with an image of 20 MB through the gateway', image, 20],
  ] as const)
    await compare({
      name,
      floor: 'a bare proxy in Node of the same bytes',
      rounds,
      measureFloor: () => time(() => chat(bare, { body })),
      measure: () => time(() => chat(gateway, { body })),
    });
}

/** Prints megabytes a second as a ratio, so that more is better: unlike the other figures. */
async function benchThroughput(gateway: string, bare: string, direct: string): Promise<void> {
  const body = chatOf('Hello');
  for (const [name, query] of [
    // As an engine sends one token after another. Shorter streams, of some 50 ms, would measure how they begin.
    ['a stream of 100,000 small events', '?events=100000&bytes=4&every=0'],
    ['a stream of 256 MB in events of 8 kB', '?events=32000&bytes=8000&every=0'],
  ] as const) {
    const rates: Record<string, number[]> = { direct: [], bare: [], gateway: [] };
    for (let round = 0; round < 11; round++)
      for (const [where, url] of Object.entries({ direct, bare, gateway })) {
        let bytes = 0;
        const ms = await time(async () => {
          bytes = await chat(url, { body, query });
        });
        if (round > 0) rates[where]?.push(bytes / 1000 / ms);
      }
    const median = (where: string) => quantile(rates[where] ?? [], 0.5);
    console.log(
      `${(median('gateway') / median('direct')).toFixed(2)}x  the throughput of ${name}, as fast as it is read\n       of the worker itself (10 rounds: ${median('gateway').toFixed(1)} MB/s, direct ${median('direct').toFixed(1)} MB/s, a bare proxy ${median('bare').toFixed(1)} MB/s)`,
    );
  }
}

async function benchManyStreams(host: TestHost): Promise<void> {
  const body = chatOf('Hello');
  const query = `?events=${STREAM_SECONDS * 20}&bytes=4&every=50`;
  const before = await residentMib(host.pid);
  const samples: number[] = [];
  const sampling = setInterval(() => {
    void residentMib(host.pid).then((megabytes) => samples.push(megabytes));
  }, 250);
  await Promise.all(Array.from({ length: STREAMS }, () => chat(host.gatewayUrl, { body, query })));
  clearInterval(sampling);
  const quarter = Math.floor(samples.length / 4);
  const parts = [1, 2, 3].map((index) =>
    quantile(samples.slice(index * quarter, (index + 1) * quarter), 0.5),
  );
  const [second = Number.NaN, , last = Number.NaN] = parts;
  console.log(
    `${(last / second).toFixed(2)}x  memory in the last quarter of ${STREAMS} streams\n       over the second quarter (${STREAM_SECONDS} s at 20 events a second each: ${before.toFixed(0)} MB before, then ${parts.map((part) => part.toFixed(0)).join(', ')} MB)`,
  );
}

export async function benchGateway(): Promise<void> {
  const upstream = await startServer('upstream.mjs');
  const bare = await startServer('bare-proxy.mjs', new URL(upstream.url).port);
  const host = await startHost();
  try {
    await new Backends(host).addRunning(
      { Address: upstream.url, MaxUsages: STREAMS },
      { type_id: 'simpleremotellm' },
    );
    await benchRequests(host.gatewayUrl, bare.url);
    await benchThroughput(host.gatewayUrl, bare.url, upstream.url);
    await benchManyStreams(host);
  } finally {
    await host.stop();
    bare.close();
    upstream.close();
    agent.destroy();
  }
}
