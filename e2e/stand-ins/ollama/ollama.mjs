#!/usr/bin/env node
// Stands in for Ollama 0.32.15, with replies of the form of e2e/recordings/ollama-0.32.15: `ollama serve` with OLLAMA_HOST, /api/version, /api/tags, /api/ps, /api/show, and /api/generate, which loads a model
// or, with keep_alive 0, unloads it after unload_ms. Orders: unload_ms; mood `lie`: it answers that it unloads, and does not.
import { readFileSync } from 'node:fs';
import { flagOf, ordersOfCommandLine, serveMisbehaving } from '../misbehaving-server.mjs';

const GB = 1024 ** 3;
const [host, envPort] = (process.env.OLLAMA_HOST ?? '127.0.0.1:11434').split(':');
const port = Number(flagOf('--port', envPort));
const MODELS = ['tiny:latest', 'tiny:1b', 'small:3b'];
const TIME = '2026-11-24T12:00:00Z';
const DETAILS = {
  parent_model: '',
  format: 'gguf',
  family: 'llama',
  families: ['llama'],
  parameter_size: '1B',
  quantization_level: 'Q4_0',
};
/** @param {string} name */
const tagOf = (name) => ({
  name,
  model: name,
  modified_at: TIME,
  size: 2 * GB,
  digest: 'c4868bf5420912db',
  details: { ...DETAILS, context_length: 4096, embedding_length: 64 },
  capabilities: ['completion'],
});
/** @param {string} name */
const loadedOf = (name) => ({
  name,
  model: name,
  size: 3 * GB,
  digest: 'c4868bf5420912db',
  details: DETAILS,
  // In the past it would be a model that was told to go and is at work.
  expires_at: new Date(Date.now() + 5 * 60_000).toISOString(),
  size_vram: 2 * GB,
  context_length: 4096,
});
/** Of every model. */
const SHOWN = JSON.parse(
  readFileSync(new URL('../../recordings/ollama-0.32.15/show.http', import.meta.url), 'utf8').replace(
    /^.*\n/,
    '',
  ),
);
/** @param {unknown} model */
const fullName = (model) => (String(model).includes(':') ? String(model) : `${model}:latest`);
/** @type {Set<string>} */
const loaded = new Set();

await serveMisbehaving({
  host,
  port,
  orders: { unload_ms: 200, ...ordersOfCommandLine() },
  answer: ({ method, path, body }, orders) => {
    switch (`${method} ${path}`) {
      case 'GET /api/version':
        return { json: { version: '0.32.15' } };
      case 'GET /api/tags':
        return { json: { models: MODELS.map(tagOf) } };
      case 'GET /v1/models':
        return {
          json: {
            object: 'list',
            data: MODELS.map((id) => ({ id, object: 'model', created: 1795916883, owned_by: 'library' })),
          },
        };
      case 'GET /api/ps':
        return { json: { models: [...loaded].map(loadedOf) } };
      case 'POST /api/show': {
        const name = fullName(body.model);
        if (!MODELS.includes(name)) return { status: 404, json: { error: `model '${name}' not found` } };
        return { json: SHOWN };
      }
      case 'POST /api/generate': {
        const name = fullName(body.model);
        if (!MODELS.includes(name))
          return { status: 404, json: { error: `model '${body.model}' not found` } };
        if (body.keep_alive !== 0) loaded.add(name);
        else if (orders.mood !== 'lie') setTimeout(() => loaded.delete(name), Number(orders.unload_ms));
        const done_reason = body.keep_alive === 0 ? 'unload' : 'load';
        return { json: { model: body.model, created_at: TIME, response: '', done: true, done_reason } };
      }
      default:
        return { status: 404, text: '404 page not found' };
    }
  },
});
// It logs to stderr, as Ollama does.
console.error(`level=INFO msg="Listening on ${host}:${port} (version 0.32.15)"`);
console.error(`STAND-IN ${JSON.stringify({ argv: process.argv.slice(2), env: process.env })}`);
