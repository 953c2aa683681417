#!/usr/bin/env node
// Stands in for llama.cpp's llama-server. With --model it loads one model (/health is 503 until then, /props, /slots). With
// --models-dir it is a router (/models, /models/load, /models/unload). Orders: load_ms, unload_ms, busy (number of busy slots);
// mood `lie`: it answers that it unloads, and does not. It refuses unknown arguments.
import { readdirSync } from 'node:fs';
import { flagOf, ordersOfCommandLine, serveMisbehaving } from '../misbehaving-server.mjs';

const KNOWN = [
  '--host',
  '--port',
  '--model',
  '--models-dir',
  '--ctx-size',
  '--n-gpu-layers',
  '--parallel',
  '--stand-in',
];
for (const argument of process.argv.slice(2)) {
  if (!argument.startsWith('--') || KNOWN.includes(argument)) continue;
  console.error(`error: invalid argument: ${argument}`);
  process.exit(1);
}
console.error(
  `STAND-IN ${JSON.stringify({ argv: process.argv.slice(2), cuda: process.env.CUDA_VISIBLE_DEVICES })}`,
);

const model = flagOf('--model');
const folder = flagOf('--models-dir');
const slots = Number(flagOf('--parallel', '1'));
const orders = { load_ms: 100, unload_ms: 200, busy: 0, ...ordersOfCommandLine() };
let isLoaded = model === undefined;
setTimeout(() => {
  isLoaded = true;
  console.error('main: model loaded');
}, orders.load_ms);

/** Model → unloaded, loading, loaded or sleeping. */
const statuses = new Map(
  folder === undefined ? [] : readdirSync(folder).map((name) => [name.replace(/\.gguf$/, ''), 'unloaded']),
);

await serveMisbehaving({
  host: flagOf('--host', '127.0.0.1') ?? '',
  port: Number(flagOf('--port', '8080')),
  orders,
  answer: ({ method, path, query, body }, orders) => {
    const route = `${method} ${path}`;
    if (route === 'GET /health')
      return isLoaded
        ? { json: { status: 'ok' } }
        : {
            status: 503,
            json: { error: { code: 503, message: 'Loading model', type: 'unavailable_error' } },
          };
    if (folder !== undefined) {
      if (route === 'GET /models') {
        // A request without this loads the models, as llama-server does; a probe must not do that.
        if (query.get('autoload') !== 'false')
          for (const name of statuses.keys()) statuses.set(name, 'loaded');
        return { json: { data: [...statuses].map(([id, value]) => ({ id, status: { value } })) } };
      }
      if (route === 'POST /models/load') statuses.set(body.model, 'loaded');
      else if (route === 'POST /models/unload') {
        if (orders.mood !== 'lie')
          setTimeout(() => statuses.set(body.model, 'unloaded'), Number(orders.unload_ms));
      } else return { status: 404, json: { error: { message: 'File Not Found' } } };
      return { json: { success: true } };
    }
    if (route === 'GET /props')
      return { json: { model_path: model, total_slots: slots, is_sleeping: orders.sleeping === true } };
    if (route === 'GET /slots')
      return {
        json: Array.from({ length: slots }, (_, id) => ({ id, is_processing: id < Number(orders.busy) })),
      };
    return { status: 404, json: { error: { message: 'File Not Found' } } };
  },
});
