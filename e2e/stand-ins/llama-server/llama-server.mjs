#!/usr/bin/env node
// Stands in for llama.cpp's llama-server 0.4.0: it answers with the replies of e2e/recordings/llama-server-0.4.0, with one model
// or (--models-dir, --models-preset) as a router. Orders: load_ms; answer_ms (how long a completion takes, from its begin); busy (slots that are
// busy without a request of ours); key (as of a file that only it knows); mood `lie`: a router answers that it unloads, and does not; force_ms: when a router ends a busy
// model; vram_mib: what it holds of the first GPU that it may see, as the stand-ins of e2e/stand-ins/gpu show it. In place of a process for each model, it opens a port for it. It refuses unknown arguments.
import { readdirSync } from 'node:fs';
import { createServer } from 'node:http';
import { holdVram } from '../../testkit/process/hold-vram.mjs';
import { flagOf, ordersOfCommandLine, serveMisbehaving } from '../misbehaving-server.mjs';
import { recordedReply, recordedText } from './recorded-replies.mjs';

const WITH_VALUE = [
  ...['--host', '--port', '--model', '--models-dir', '--models-preset', '-hf', '--alias', '--ctx-size'],
  ...['--n-gpu-layers', '--parallel', '-np', '--sleep-idle-seconds', '--api-key', '--api-key-file'],
  ...['--cors-origins', '--stand-in'],
];
const ALONE = ['--metrics', '--no-slots'];
for (const argument of process.argv.slice(2)) {
  if (!argument.startsWith('-') || /^-\d/.test(argument)) continue;
  if (WITH_VALUE.includes(argument) || ALONE.includes(argument)) continue;
  console.error(`error: invalid argument: ${argument}`);
  process.exit(1);
}
const { env } = process;
console.error(
  `STAND-IN ${JSON.stringify({ argv: process.argv.slice(2), cuda: env.CUDA_VISIBLE_DEVICES, cors: env.LLAMA_ARG_CORS_ORIGINS })}`,
);

const model = flagOf('--model') ?? flagOf('-hf');
const folder = flagOf('--models-dir');
const isRouter = model === undefined;
const parallel = Number(flagOf('-np') ?? flagOf('--parallel', '-1'));
const slots = parallel > 0 ? parallel : 4;
const sleepSeconds = Number(flagOf('--sleep-idle-seconds', '-1'));
const origins = flagOf('--cors-origins') ?? env.LLAMA_ARG_CORS_ORIGINS ?? '*';
const hasMetrics = process.argv.includes('--metrics') || env.LLAMA_ARG_ENDPOINT_METRICS === '1';
const orders = { load_ms: 100, answer_ms: 100, busy: 0, force_ms: 10_000, ...ordersOfCommandLine() };
const key = flagOf('--api-key') ?? env.LLAMA_API_KEY ?? orders.key;

let isLoaded = isRouter;
let isEnding = false;
let lastTask = Date.now();
let isSleeping = false;
let tokens = 0;
/** Requests that are being answered, each with the name of its model. @type {Set<{model: string, stop: () => void}>} */
const answering = new Set();
/** @param {string} name */
const countOf = (name) =>
  [...answering].filter((request) => request.model === name).length + Number(orders.busy);

setTimeout(() => {
  if (orders.vram_mib !== undefined) holdVram(Number(orders.vram_mib));
  isLoaded = true;
  lastTask = Date.now();
  console.error('0.00.546.131 I srv  llama_server: model loaded');
}, orders.load_ms);
if (sleepSeconds > 0)
  setInterval(() => {
    if (isSleeping || !isLoaded || countOf('') > 0 || Date.now() - lastTask < sleepSeconds * 1000) return;
    isSleeping = true;
    console.error('0.05.515.300 I srv  handle_sleep: server is entering sleeping state');
  }, 20);

/** A task for the model, such as a completion: it wakes it, and starts its idle clock anew. */
function wake() {
  isSleeping = false;
  lastTask = Date.now();
}

const LOADED = recordedReply('router-models-one-loaded.http').json.data[0];

/** @typedef {{id: string, aliases: string[], status: string, failed: boolean, port: number}} RouterModel */
/** @type {RouterModel[]} */
const models = (folder === undefined ? [] : readdirSync(folder).sort()).map((name) => ({
  id: name.replace(/\.gguf$/, ''),
  aliases: name.startsWith('two') ? ['second'] : [],
  status: 'unloaded',
  failed: false,
  port: 0,
}));

/** @param {RouterModel} one */
async function load(one) {
  one.status = 'loading';
  const server = createServer((request, response) => {
    if (request.url !== '/metrics') return void response.writeHead(404).end();
    const { status, text } = metrics(countOf(one.id));
    response.writeHead(status).end(text);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  one.port = /** @type {import('node:net').AddressInfo} */ (server.address()).port;
  await new Promise((resolve) => setTimeout(resolve, orders.load_ms));
  one.failed = one.id.startsWith('broken');
  one.status = one.failed ? 'unloaded' : 'loaded';
  if (!one.failed) return;
  for (const line of recordedText('router-broken.log.txt').split('\n').slice(-14, -3))
    console.log(line.replace(/^\[\d+\]/, `[${one.port}]`));
}

/** @param {RouterModel} one */
function unload(one) {
  if (one.status !== 'loaded') return recordedReply('router-unload-not-loaded.http');
  if (orders.mood !== 'lie') {
    const force = Date.now() + Number(orders.force_ms);
    const timer = setInterval(() => {
      if (countOf(one.id) > 0 && Date.now() < force) return;
      clearInterval(timer);
      one.status = 'unloaded';
      for (const request of [...answering]) if (request.model === one.id) request.stop();
    }, 20);
  }
  return recordedReply('router-unload-reply.http');
}

/** @param {number} count @returns {{status: number, text: string}} */
function metrics(count) {
  const { status, text } = recordedReply(hasMetrics ? 'metrics.http' : 'metrics-disabled.http');
  const processing = Math.min(count, slots);
  return {
    status,
    text: text
      .replace(/^(llamacpp:requests_processing) .*/m, `$1 ${processing}`)
      .replace(/^(llamacpp:requests_deferred) .*/m, `$1 ${count - processing}`)
      .replace(/^(llamacpp:prompt_tokens_total) .*/m, `$1 ${tokens}`),
  };
}

/**
 * Answers after answer_ms, unless the client goes away or the model is ended before.
 * @param {string} name
 * @param {AbortSignal} gone
 */
function complete(name, gone) {
  wake();
  return new Promise((resolve) => {
    const end = (/** @type {object} */ reply) => {
      clearInterval(timer);
      answering.delete(request);
      resolve(reply);
    };
    const request = {
      model: name,
      stop: () => end({ status: 500, text: 'proxy error: Failed to read connection' }),
    };
    answering.add(request);
    const begun = Date.now();
    const timer = setInterval(() => {
      if (gone.aborted) return end({});
      // A server that was asked to end neither goes on nor ends while a client waits.
      if (Date.now() - begun < Number(orders.answer_ms) || isEnding) return;
      tokens += 8;
      lastTask = Date.now();
      end({ json: { content: 'the answer', tokens_predicted: 8 } });
    }, 10);
  });
}

function end() {
  if (!isEnding) console.error('0.07.821.548 I srv    operator(): operator(): cleaning up before exit...');
  isEnding = true;
  if (answering.size + Number(orders.busy) === 0) process.exit(0);
  setTimeout(end, 20);
}
process.on('SIGTERM', end);

/** @param {string} origin */
function corsHeaders(origin) {
  if (origins === '*') return { 'access-control-allow-origin': origin };
  const isLocal = URL.canParse(origin) && /^(localhost|127\.0\.0\.1)$/.test(new URL(origin).hostname);
  return origins === 'localhost' && !isLocal
    ? {}
    : { 'access-control-allow-origin': origins === 'localhost' ? origin : origins };
}

/** @param {import('../misbehaving-server.mjs').EngineRequest} request */
async function answerSingle({ method, path, gone }) {
  switch (`${method} ${path}`) {
    case 'GET /props': {
      const { json } = recordedReply('props-ready.http');
      const name = flagOf('--alias', model);
      return {
        json: {
          ...json,
          ...{ model_path: model, model_alias: name, total_slots: slots, is_sleeping: isSleeping },
          endpoint_metrics: hasMetrics,
        },
      };
    }
    case 'GET /metrics':
      return metrics(countOf(''));
    case 'GET /slots': {
      wake();
      if (process.argv.includes('--no-slots')) return recordedReply('slots-disabled.http');
      const [slot] = recordedReply('slots-idle.http').json;
      const busy = countOf('');
      return { json: Array.from({ length: slots }, (_, id) => ({ ...slot, id, is_processing: id < busy })) };
    }
    case 'GET /models':
    case 'GET /v1/models':
      return recordedReply('models-ready.http');
    case 'POST /completion':
      return complete('', gone);
    case 'POST /v1/completions':
      await complete('', gone);
      return recordedReply('v1-completions.http');
  }
  return recordedReply('not-found.http');
}

/** @param {import('../misbehaving-server.mjs').EngineRequest} request */
async function answerRouter({ method, path, query, body, gone }) {
  const name = query.get('model') ?? body.model;
  const one = models.find(({ id, aliases }) => id === name || aliases.includes(name));
  switch (`${method} ${path}`) {
    case 'GET /props':
      return recordedReply('router-props.http');
    case 'GET /slots':
      return recordedReply(
        one === undefined ? 'router-slots-without-model.http' : 'router-slots-unloaded-autoload-false.http',
      );
    case 'GET /models':
    case 'GET /v1/models': {
      const [first] = recordedReply('router-models-all-unloaded.http').json.data;
      return { json: { object: 'list', data: models.map((model) => listed(first, model)) } };
    }
    case 'POST /models/load':
      if (one) await load(one);
      return recordedReply('router-unload-reply.http');
    case 'POST /models/unload':
      return one ? unload(one) : recordedReply('router-unload-unknown.http');
    case 'POST /completion':
    case 'POST /v1/completions':
      if (name === undefined) return recordedReply('router-completion-no-model.http');
      if (!one) return recordedReply('router-completion-unknown.http');
      if (one.status === 'unloaded') await load(one);
      return one.failed ? recordedReply('router-completion-broken.http') : complete(one.id, gone);
  }
  return recordedReply('not-found.http');
}

/** @param {any} recorded @param {RouterModel} one */
function listed(recorded, { id, aliases, status, failed, port }) {
  const args = recorded.status.args.map((/** @type {string} */ argument, /** @type {number} */ index) => {
    const name = recorded.status.args[index - 1];
    if (name === '--port') return String(port);
    if (name === '--model') return `${folder}/${id}.gguf`;
    return name === '--alias' ? id : argument;
  });
  const failure = failed ? { exit_code: 1, failed: true } : {};
  // Of a model that is loaded it tells more.
  const meta = status === 'loaded' ? { meta: LOADED.meta } : {};
  return {
    ...recorded,
    ...meta,
    id,
    aliases,
    status: { ...recorded.status, value: status, args, ...failure },
  };
}

await serveMisbehaving({
  host: flagOf('--host', '127.0.0.1') ?? '',
  port: Number(flagOf('--port', '8080')),
  orders,
  answer: async (request, given) => {
    Object.assign(orders, given);
    const headers = corsHeaders(request.headers.origin ?? '');
    const isPublic = request.path === '/health';
    const isKnown = request.headers.authorization === `Bearer ${key}`;
    if (!isLoaded) return { ...recordedReply('health-loading.http'), headers };
    if (key !== undefined && !isPublic && !isKnown) {
      console.error('0.00.600.000 W srv    operator(): unauthorized: Invalid API Key');
      return {
        status: 401,
        json: { error: { message: 'Invalid API Key', type: 'authentication_error', code: 401 } },
        headers,
      };
    }
    if (request.path === '/health') return { ...recordedReply('health-ready.http'), headers };
    return { ...(await (isRouter ? answerRouter(request) : answerSingle(request))), headers };
  },
});
