/**
 * Makes the sample model: a Llama of random weights that any engine for GGUF files can load. What it says means nothing,
 * but it says it in words: some weights are set by hand so that words follow each other in the order of a sentence.
 * The same options give the same file, byte by byte.
 */
import { elementCount, writeGguf } from './gguf-writer.mjs';
import {
  BEGIN_TOKEN,
  createVocabulary,
  END_TOKEN,
  followers,
  UNKNOWN_TOKEN,
  wordClasses,
} from './vocabulary.mjs';

/**
 * The size of the model. The defaults give about 0.6 MB; `{ embedding: 1024, layers: 8, heads: 16, keyValueHeads: 16,
 * feedForward: 2816 }` gives about 415 MB, for tests that watch memory.
 *
 * @typedef {object} SampleModelOptions
 * @property {number} [layers]
 * @property {number} [embedding] Width; a multiple of `heads`, at least 16.
 * @property {number} [heads] Attention heads.
 * @property {number} [keyValueHeads] At most `heads`, and a divisor of it.
 * @property {number} [feedForward] Width of the feed-forward part.
 * @property {number} [contextLength] Tokens it claims to be trained for.
 * @property {number} [seed]
 * @property {string} [chatTemplate] In Jinja, in the place of its own.
 */

/** @type {Required<Omit<SampleModelOptions, 'chatTemplate'>>} */
export const sampleModelDefaults = {
  layers: 2,
  embedding: 64,
  heads: 4,
  keyValueHeads: 2,
  feedForward: 128,
  contextLength: 2048,
  seed: 1,
};

/**
 * Llama-style chats are common knowledge; this is the simplest template that shows who speaks.
 * It ends right before the space that belongs to the first word of the reply.
 */
const defaultChatTemplate =
  "{% for message in messages %}{{ message['role'] + ': ' + message['content'] + '\\n' }}{% endfor %}" +
  "{% if add_generation_prompt %}{{ 'assistant:' }}{% endif %}";

/** Dimension that has the same value for every token: what rides on it acts as a bias. */
const BIAS = 0;
/** First of the dimensions that say which class of word the present token is; the one after them means "no word". */
const CLASS = 1;
const NO_WORD = CLASS + wordClasses.length;
const FIRST_RANDOM = NO_WORD + 1;
/** How strongly a follower is preferred, in logits per unit of its class dimension. */
const PREFERENCE = 6;
/** The end of the text competes with all openers at once: replies have a few sentences. */
const END_PREFERENCE = 6.5;

/**
 * Numbers from -1 to 1, the same for the same seed (mulberry32).
 * @param {number} seed
 */
function randomSource(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2147483648 - 1;
  };
}

/**
 * @param {string} path Where to write; its folder has to be there.
 * @param {SampleModelOptions} [options]
 * @returns {{ bytes: number, vocabulary: number, parameters: number }}
 */
export function makeSampleModel(path, options = {}) {
  const { chatTemplate = defaultChatTemplate, ...numbers } = options;
  const size = { ...sampleModelDefaults, ...numbers };
  check(size);
  const { layers, embedding, heads, keyValueHeads, feedForward } = size;
  const keyValueWidth = (embedding / heads) * keyValueHeads;
  const vocabulary = createVocabulary();
  const random = randomSource(size.seed);

  /** @param {number} scale */
  const noise = (scale) => (/** @type {Float32Array} */ data) => {
    for (let i = 0; i < data.length; i++) data[i] = random() * scale;
  };
  const ones = (/** @type {Float32Array} */ data) => void data.fill(1);
  // Small against the values set by hand, so that the layers vary the sentence without taking it apart.
  const layerScale = 0.5 / Math.sqrt(embedding);

  /** @type {import('./gguf-writer.mjs').Tensor[]} */
  const tensors = [
    {
      name: 'token_embd.weight',
      dimensions: [embedding, vocabulary.length],
      fill(data) {
        noise(0.5)(data);
        for (const [token, { role }] of vocabulary.entries()) {
          const row = token * embedding;
          data.fill(0, row, row + FIRST_RANDOM);
          data[row + BIAS] = 1;
          const wordClass = /** @type {readonly string[]} */ (wordClasses).indexOf(role);
          data[row + (wordClass < 0 ? NO_WORD : CLASS + wordClass)] = 2;
        }
      },
    },
  ];
  for (let layer = 0; layer < layers; layer++) {
    /** @type {[name: string, dimensions: number[], fill: (data: Float32Array) => void][]} */
    const parts = [
      ['attn_norm', [embedding], ones],
      ['attn_q', [embedding, embedding], noise(layerScale)],
      ['attn_k', [embedding, keyValueWidth], noise(layerScale)],
      ['attn_v', [embedding, keyValueWidth], noise(layerScale)],
      ['attn_output', [embedding, embedding], noise(layerScale)],
      ['ffn_norm', [embedding], ones],
      ['ffn_gate', [embedding, feedForward], noise(layerScale)],
      ['ffn_up', [embedding, feedForward], noise(layerScale)],
      ['ffn_down', [feedForward, embedding], noise(layerScale)],
    ];
    for (const [name, dimensions, fill] of parts)
      tensors.push({ name: `blk.${layer}.${name}.weight`, dimensions, fill });
  }
  tensors.push(
    { name: 'output_norm.weight', dimensions: [embedding], fill: ones },
    {
      name: 'output.weight',
      dimensions: [embedding, vocabulary.length],
      fill(data) {
        // Random taste within a class, then the order of classes.
        noise(1 / Math.sqrt(embedding / 16))(data);
        for (const [token, { role }] of vocabulary.entries()) {
          const row = token * embedding;
          data.fill(0, row, row + FIRST_RANDOM);
          data[row + BIAS] = -PREFERENCE;
          for (const [index, before] of wordClasses.entries())
            if (role !== 'other' && role !== 'end-of-text' && followers[before].includes(role))
              data[row + CLASS + index] = PREFERENCE;
          if (role === 'opener') data[row + NO_WORD] = PREFERENCE;
          if (role === 'end-of-text') data[row + CLASS + wordClasses.indexOf('end')] = END_PREFERENCE;
        }
      },
    },
  );

  const bytes = writeGguf(path, {
    metadata: {
      'general.architecture': { type: 'string', value: 'llama' },
      'general.type': { type: 'string', value: 'model' },
      'general.name': { type: 'string', value: 'Switchyard sample (random weights)' },
      'general.file_type': { type: 'uint32', value: 0 },
      'general.alignment': { type: 'uint32', value: 32 },
      'general.quantization_version': { type: 'uint32', value: 2 },
      'llama.context_length': { type: 'uint32', value: size.contextLength },
      'llama.embedding_length': { type: 'uint32', value: embedding },
      'llama.block_count': { type: 'uint32', value: layers },
      'llama.feed_forward_length': { type: 'uint32', value: feedForward },
      'llama.attention.head_count': { type: 'uint32', value: heads },
      'llama.attention.head_count_kv': { type: 'uint32', value: keyValueHeads },
      'llama.attention.layer_norm_rms_epsilon': { type: 'float32', value: 1e-5 },
      'llama.rope.dimension_count': { type: 'uint32', value: embedding / heads },
      'llama.rope.freq_base': { type: 'float32', value: 10000 },
      'llama.vocab_size': { type: 'uint32', value: vocabulary.length },
      'tokenizer.ggml.model': { type: 'string', value: 'llama' },
      'tokenizer.ggml.pre': { type: 'string', value: 'default' },
      'tokenizer.ggml.tokens': { type: 'string', values: vocabulary.map(({ text }) => text) },
      'tokenizer.ggml.scores': { type: 'float32', values: vocabulary.map(({ score }) => score) },
      'tokenizer.ggml.token_type': { type: 'int32', values: vocabulary.map(({ type }) => type) },
      'tokenizer.ggml.unknown_token_id': { type: 'uint32', value: UNKNOWN_TOKEN },
      'tokenizer.ggml.bos_token_id': { type: 'uint32', value: BEGIN_TOKEN },
      'tokenizer.ggml.eos_token_id': { type: 'uint32', value: END_TOKEN },
      'tokenizer.ggml.add_bos_token': { type: 'bool', value: true },
      'tokenizer.ggml.add_eos_token': { type: 'bool', value: false },
      'tokenizer.ggml.add_space_prefix': { type: 'bool', value: true },
      'tokenizer.chat_template': { type: 'string', value: chatTemplate },
    },
    tensors,
  });
  const parameters = tensors.reduce((sum, { dimensions }) => sum + elementCount(dimensions), 0);
  return { bytes, vocabulary: vocabulary.length, parameters };
}

/** @param {Required<Omit<SampleModelOptions, 'chatTemplate'>>} size */
function check(size) {
  for (const [name, value] of Object.entries(size))
    if (!Number.isSafeInteger(value) || value < 1)
      throw new RangeError(`${name} must be a whole number from 1`);
  if (size.embedding <= FIRST_RANDOM) throw new RangeError(`embedding must be more than ${FIRST_RANDOM}`);
  if (size.embedding % size.heads !== 0 || (size.embedding / size.heads) % 2 !== 0)
    throw new RangeError('embedding must be an even multiple of heads');
  if (size.heads % size.keyValueHeads !== 0)
    throw new RangeError('heads must be a multiple of keyValueHeads');
}
