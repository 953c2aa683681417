import { expect, test } from 'vitest';
import { fieldIn } from '../../../e2e/testkit/in-language.ts';
import { freeingWords } from '../../../shared/words/en/backends/freeing.ts';
import { texts } from '../../../shared/words/phrase.ts';
import { onWire } from '../../../shared/words/wire-phrases.ts';
import { formatModelNames, listModelNames, withoutFolders } from './model-names.ts';

test('the names of models are on one line, at most three of them', () => {
  expect(formatModelNames([])).toBeNull();
  expect(formatModelNames(['a', 'b', 'c'])).toBe('a, b, c');
  expect(formatModelNames(['a', 'b', 'c', 'd', 'e'])).toBe('a, b, c and 2 more');
});

test('in a message they are a list of its language, with the number of those that are left out', async () => {
  const models = listModelNames(['/models/a.gguf', 'b', 'c', 'd', 'e']) ?? [];
  const message = texts(freeingWords)('freedAfterRequests', { models });
  expect(message.text).toBe(
    'Its memory is freed when the running requests are answered: a, b, c and 2 more.',
  );
  expect(await fieldIn('de', onWire({ message }), 'message')).toContain('a, b, c und 2 weitere');
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
