import { expect, test } from 'vitest';
import { modelsSchema } from './openai-servers.ts';

test.each([
  ['as OpenAI has it', { object: 'list', data: [{ id: 'a', object: 'model' }, { id: 'b' }] }, ['a', 'b']],
  ['of an Ollama without models', { object: 'list', data: null }, []],
  ['without an entry', { object: 'list' }, []],
  ['as a bare array, which Together AI sends', [{ id: 'a', type: 'chat' }], ['a']],
  ['as an empty array', [], []],
  ['as Ollama lists them at /api/tags', { models: [{ name: 'a:1b', model: 'a:1b' }] }, ['a:1b']],
  ['of Ollama without models at /api/tags', { models: [] }, []],
  ['of llama-server, which has both', { models: [{ name: 'a.gguf' }], data: [{ id: 'a' }] }, ['a']],
  ['as names', { data: ['a', 'b'] }, ['a', 'b']],
  ['with an entry that has no name', { data: [{ object: 'model' }, null, { id: 'a' }] }, ['a']],
])('a list of models %s is read', (_, reply, names) => {
  expect(modelsSchema.safeParse(reply).data).toEqual(names);
});

test.each([
  [{ status: 'ok' }],
  [{ error: { message: 'no' } }],
  [{ data: 'x' }],
  [{ data: { id: 'a' } }],
  ['models'],
  [null],
  [{ object: 'list', data: 'x' }],
])('%j is no list of models', (reply) => expect(modelsSchema.safeParse(reply).success).toBe(false));
