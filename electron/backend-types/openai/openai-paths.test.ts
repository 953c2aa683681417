import { expect, test } from 'vitest';
import { parseAddress } from '../remote/remote-address.ts';
import { modelListPaths, toOpenAiBasePath } from './openai-paths.ts';

/** The URLs that are tried for the list of models, the first one first. */
function asked(address: string): string[] {
  const parsed = parseAddress(address, toOpenAiBasePath);
  if (!parsed.ok) throw new Error(parsed.problem.text);
  return modelListPaths(parsed.baseUrl).map((path) => `${parsed.baseUrl}${path}${parsed.query}`);
}

test.each([
  [
    'https://generativelanguage.googleapis.com/v1beta/openai/',
    'https://generativelanguage.googleapis.com/v1beta/openai/models',
  ],
  ['https://api.deepinfra.com/v1/openai', 'https://api.deepinfra.com/v1/openai/models'],
  ['https://openrouter.ai/api/v1', 'https://openrouter.ai/api/v1/models'],
  ['https://openrouter.ai/api/v1/', 'https://openrouter.ai/api/v1/models'],
  [
    'https://x.openai.azure.com/openai/v1?api-version=preview',
    'https://x.openai.azure.com/openai/v1/models?api-version=preview',
  ],
  [
    'https://x.openai.azure.com/openai?api-version=2024-10-21',
    'https://x.openai.azure.com/openai/models?api-version=2024-10-21',
  ],
  [
    'https://x.openai.azure.com/openai/deployments/gpt/chat/completions?api-version=2024-10-21',
    'https://x.openai.azure.com/openai/models?api-version=2024-10-21',
  ],
  ['http://box:8000', 'http://box:8000/v1/models'],
  ['http://box:8000/v1', 'http://box:8000/v1/models'],
  ['http://box:8000/v1/models', 'http://box:8000/v1/models'],
  ['http://box:8000/models/', 'http://box:8000/v1/models'],
  ['http://box:8000/v1/models/my-model', 'http://box:8000/v1/models'],
  ['http://box:8000/v1/chat/completions', 'http://box:8000/v1/models'],
  ['http://box:8000/V1/Chat/Completions', 'http://box:8000/V1/models'],
  ['http://box:8000/v1/completions', 'http://box:8000/v1/models'],
  ['http://box:8000/v1/embeddings/', 'http://box:8000/v1/models'],
  ['http://box:11434/api/tags', 'http://box:11434/v1/models'],
  ['https://box/llm/v1/chat/completions?tenant=a', 'https://box/llm/v1/models?tenant=a'],
])('%s is asked for its models at %s', (address, url) => expect(asked(address)[0]).toBe(url));

test('an address without a version is also tried without /v1', () => {
  expect(asked('https://models.github.ai/inference')).toEqual([
    'https://models.github.ai/inference/v1/models',
    'https://models.github.ai/inference/models',
  ]);
  expect(asked('https://api.groq.com/openai')).toEqual([
    'https://api.groq.com/openai/models',
    'https://api.groq.com/openai/v1/models',
  ]);
});
