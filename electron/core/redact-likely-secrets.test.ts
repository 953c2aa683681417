import { expect, test } from 'vitest';
import { redactLikelySecrets } from './redact-likely-secrets.ts';

test.each([
  ['HF_TOKEN=hf_abc\nHF_HOME=/data', 'HF_TOKEN=***\nHF_HOME=/data'],
  ['--hf-token abcdef --port 80', '--hf-token *** --port 80'],
  ['--hf-token=abcdef --port 80', '--hf-token=*** --port 80'],
  ["{'api_key': 'abcdef', 'n': 1}", "{'api_key': '***', 'n': 1}"],
  ['{"access-key":"abcdef"}', '{"access-key":"***"}'],
  ['Authorization: Bearer abcdefgh', 'Authorization: Bearer ***'],
  ['sent Bearer abcdefgh12 to it', 'sent Bearer *** to it'],
  ['DB_PASSWORD=1234', 'DB_PASSWORD=***'],
  ['https://tom:pw@example.org/x', 'https://***@example.org/x'],
  ['key sk-abcdefghijklmnop1234 refused', 'key *** refused'],
])('%j becomes %j', (text, expected) => {
  expect(redactLikelySecrets(text)).toBe(expected);
});

test.each([
  'prompt_token: 512, max_tokens=512',
  'tokenizer=llama, token usage is low',
  'the password is asked for',
  'loading checkpoint shards: 3/8',
  'http://127.0.0.1:8188/queue?key=1',
  'wrote keyboard=us',
])('%j has no secret and stays as it is', (text) => {
  expect(redactLikelySecrets(text)).toBe(text);
});

test('a line of a million characters takes no longer than a quick look', () => {
  const start = performance.now();
  for (const text of [
    'a-_'.repeat(300_000),
    'token '.repeat(150_000),
    '--'.repeat(400_000),
    `${' '.repeat(900_000)}=`,
  ])
    redactLikelySecrets(text);
  expect(performance.now() - start).toBeLessThan(5000);
});
