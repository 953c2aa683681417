// The replies of the real llama-server that its stand-in answers with. Source: e2e/recordings/llama-server-0.4.0.
import { readFileSync } from 'node:fs';

/** @param {string} name */
export const recordedText = (name) =>
  readFileSync(new URL(`../../recordings/llama-server-0.4.0/${name}`, import.meta.url), 'utf8');

/**
 * A recorded reply. `json` is undefined where its body is none.
 * @param {string} name
 * @returns {{status: number, text: string, json: any}}
 */
export function recordedReply(name) {
  const [head = '', ...rest] = recordedText(name).split('\n');
  const text = rest.join('\n');
  return {
    status: Number(head.replace('HTTP ', '')),
    text,
    json: /^[[{]/.test(text) ? JSON.parse(text) : undefined,
  };
}
