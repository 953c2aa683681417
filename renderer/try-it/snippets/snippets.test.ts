import { expect, test } from 'vitest';
import { modelsUrl } from './gateway-address.ts';
import { makeSnippets, type SnippetFacts } from './snippets.ts';

const facts: SnippetFacts = {
  baseUrl: 'http://127.0.0.1:7803/v1',
  model: `it's "odd"`,
  purpose: 'text',
  needsKey: true,
};
const textOf = (id: string, change: Partial<SnippetFacts> = {}) =>
  makeSnippets({ ...facts, ...change }).find((snippet) => snippet.id === id)?.text ?? '';

test('every snippet has the address, and a place for the key', () => {
  for (const { id, text } of makeSnippets(facts)) {
    expect(text, id).toContain('http://127.0.0.1:7803/v1');
    expect(text, id).toContain('YOUR_KEY');
  }
});

test('where no key is needed none is asked for, and what insists on one gets a text', () => {
  for (const { id, text } of makeSnippets({ ...facts, needsKey: false }))
    expect(text, id).not.toContain('YOUR_KEY');
  expect(textOf('curl', { needsKey: false })).not.toContain('Authorization');
  expect(textOf('python', { needsKey: false })).toContain('api_key="none"');
});

test('the name of a model may have any characters', () => {
  expect(textOf('curl')).toContain(`it'\\''s \\"odd\\"`);
  for (const id of ['python', 'javascript', 'continue']) expect(textOf(id)).toContain(`"it's \\"odd\\""`);
});

test('an embedding model is used for embeddings', () => {
  expect(textOf('curl', { purpose: 'embeddings' })).toContain('/v1/embeddings');
  expect(textOf('python', { purpose: 'embeddings' })).toContain('embeddings.create');
  expect(textOf('continue', { purpose: 'embeddings' })).toContain('[embed]');
});

test('the address is one that works from where the panel is shown', () => {
  const gateway = 'http://127.0.0.1:7803';
  expect(modelsUrl(gateway, 'http://127.0.0.1:7802/')).toBe('http://127.0.0.1:7803/v1');
  expect(modelsUrl(gateway, 'http://localhost:7802/')).toBe('http://127.0.0.1:7803/v1');
  // From another machine, and behind a proxy under a sub-path.
  expect(modelsUrl(gateway, 'http://box.lan:7802/')).toBe('http://box.lan:7802/v1');
  expect(modelsUrl(gateway, 'https://box.example/yard/')).toBe('https://box.example/yard/v1');
  expect(modelsUrl(null, 'http://127.0.0.1:7802/')).toBe('http://127.0.0.1:7802/v1');
  // The window of the desktop app has no address of its own.
  expect(modelsUrl(gateway, null)).toBe('http://127.0.0.1:7803/v1');
  expect(modelsUrl(null, null)).toBeNull();
});
