#!/usr/bin/env node
// Stands in for Ollama: `ollama serve` with OLLAMA_HOST, /api/version, /api/tags, /api/ps, and /api/generate, which loads a model
// or, with keep_alive 0, unloads it after unload_ms. Orders: unload_ms; mood `lie`: it answers that it unloads, and does not.
import { flagOf, ordersOfCommandLine, serveMisbehaving } from '../misbehaving-server.mjs';

const GB = 1024 ** 3;
const [host, envPort] = (process.env.OLLAMA_HOST ?? '127.0.0.1:11434').split(':');
const port = Number(flagOf('--port', envPort));
/** @type {Set<string>} */
const loaded = new Set();

await serveMisbehaving({
  host,
  port,
  orders: { unload_ms: 200, ...ordersOfCommandLine() },
  answer: ({ method, path, body }, orders) => {
    switch (`${method} ${path}`) {
      case 'GET /api/version':
        return { json: { version: '0.15.1' } };
      case 'GET /api/tags':
        return { json: { models: [{ name: 'tiny:1b' }, { name: 'small:3b' }] } };
      case 'GET /api/ps':
        return {
          json: {
            models: [...loaded].map((name) => ({
              name,
              model: name,
              size: 3 * GB,
              size_vram: 2 * GB,
              expires_at: '2026-11-24T12:00:00Z',
            })),
          },
        };
      case 'POST /api/generate': {
        if (body.keep_alive !== 0) loaded.add(body.model);
        else if (orders.mood !== 'lie') setTimeout(() => loaded.delete(body.model), Number(orders.unload_ms));
        const done_reason = body.keep_alive === 0 ? 'unload' : 'load';
        return { json: { model: body.model, response: '', done: true, done_reason } };
      }
      default:
        return { status: 404, json: { error: 'not found' } };
    }
  },
});
// It logs to stderr, as Ollama does.
console.error(`level=INFO msg="Listening on ${host}:${port} (version 0.15.1)"`);
console.error(`STAND-IN ${JSON.stringify({ argv: process.argv.slice(2), env: process.env })}`);
