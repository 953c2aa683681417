/**
 * Writes the sample model. Plain Node, no dependencies: it runs in a bare checkout.
 *
 * usage: node build/scripts/make-sample-model.mjs OUT.gguf [--layers N] [--embedding N] [--heads N]
 *        [--keyValueHeads N] [--feedForward N] [--contextLength N] [--seed N] [--chatTemplate JINJA]
 */
import { mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { makeSampleModel, sampleModelDefaults } from '../sample-model/sample-model.mjs';

const names = Object.keys(sampleModelDefaults);
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: Object.fromEntries(
    [...names, 'chatTemplate'].map((name) => [name, { type: /** @type {const} */ ('string') }]),
  ),
});
const [out] = positionals;
if (out === undefined || positionals.length > 1) {
  console.error(`usage: make-sample-model.mjs OUT.gguf ${names.map((name) => `[--${name} N]`).join(' ')}`);
  process.exit(2);
}

const path = resolve(out);
mkdirSync(dirname(path), { recursive: true });
const { chatTemplate, ...numbers } = values;
const sizes = Object.fromEntries(Object.entries(numbers).map(([name, value]) => [name, Number(value)]));
const { bytes, vocabulary, parameters } = makeSampleModel(path, {
  ...sizes,
  ...(chatTemplate === undefined ? {} : { chatTemplate }),
});
console.log(`${path}: ${bytes} bytes, ${vocabulary} tokens, ${parameters} weights`);
