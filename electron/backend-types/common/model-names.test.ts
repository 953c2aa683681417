import { expect, test } from 'vitest';
import { formatModelNames, withoutFolders } from './model-names.ts';

test('the names of models are on one line, at most three of them', () => {
  expect(formatModelNames([])).toBeNull();
  expect(formatModelNames(['a', 'b', 'c'])).toBe('a, b, c');
  expect(formatModelNames(['a', 'b', 'c', 'd', 'e'])).toBe('a, b, c and 2 more');
});

test.each([
  ['/data/models/Qwen 3 8B.gguf', 'Qwen 3 8B'],
  ['C:\\models\\x.GGUF', 'x'],
  ['d:/models/x.gguf', 'x'],
  ['\\\\nas\\models\\x.gguf', 'x'],
  ['/models/meta-llama/Llama-3.1-8B', 'Llama-3.1-8B'],
  ['org/model:q4_k_m', 'org/model:q4_k_m'],
  ['hf.co/org/model-GGUF', 'hf.co/org/model-GGUF'],
  ['accounts/fireworks/models/x', 'accounts/fireworks/models/x'],
  ['x.gguf', 'x.gguf'],
])('%s is called %s', (name, shown) => expect(withoutFolders(name)).toBe(shown));
