import { expect, test } from 'vitest';
import { embeddingModel, POOLING } from '../../../../e2e/testkit/embedding-model.ts';
import { type GgufMetadata, ggufFile, ggufHeader, ggufModel } from '../../../../e2e/testkit/gguf.ts';
import { inEnglish } from '../../../../e2e/testkit/in-language.ts';
import { readGgufHeader } from './gguf-header.ts';
import { classifyModel } from './model-kind.ts';

async function classify(file: Uint8Array) {
  const header = await readGgufHeader(
    async (offset, length) => file.subarray(offset, offset + length),
    file.length,
  );
  if ('problem' in header) throw new Error(header.problem.reason.text);
  return inEnglish(classifyModel(header.facts));
}

const withTensor = (metadata: GgufMetadata, name: string) =>
  ggufFile(metadata, [{ name, dimensions: [4], data: new Float32Array(4) }]);

test.each<[string, Uint8Array, RegExp, RegExp]>([
  [
    'a projector',
    ggufModel({ 'general.architecture': 'clip', 'clip.has_vision_encoder': true }),
    /^is a projector \(mmproj\)/,
    /--mmproj/,
  ],
  ['a projector of the newer kind', ggufModel({ 'general.type': 'mmproj' }), /^is a projector/, /--mmproj/],
  [
    'a LoRA adapter',
    ggufModel({ 'general.type': 'adapter', 'adapter.type': 'lora' }),
    /^is a LoRA adapter for a model of the architecture llama, and no model$/,
    /--lora/,
  ],
  [
    'a LoRA adapter that does not say so',
    withTensor({ 'general.architecture': 'llama' }, 'blk.0.attn_q.weight.lora_a'),
    /^is a LoRA adapter/,
    /--lora/,
  ],
  [
    'an importance matrix',
    withTensor({ 'general.type': 'imatrix' }, 'blk.0.in_sum2'),
    /importance matrix/,
    /model/,
  ],
  [
    'a control vector',
    withTensor({ 'general.architecture': 'controlvector' }, 'direction.1'),
    /^is a control vector/,
    /--control-vector/,
  ],
  ['a draft model', ggufModel({ 'general.architecture': 'eagle3' }), /^is a draft model/, /--model-draft/],
  ['a vocoder', ggufModel({ 'general.architecture': 'wavtokenizer-dec' }), /generates no text/, /model/],
  ['an image model', ggufModel({ 'general.architecture': 'flux' }), /images or videos \(flux\)/, /ComfyUI/],
  [
    'a vocabulary',
    ggufFile({ 'general.architecture': 'llama', 'tokenizer.ggml.tokens': ['a', 'b'] }, []),
    /^holds only a vocabulary/,
    /weights/,
  ],
  ['nothing', ggufFile({ 'general.architecture': 'llama' }, []), /^holds no weights/, /weights/],
  [
    'a file without an architecture',
    withTensor({}, 't'),
    /^does not name the architecture/,
    /Choose another/,
  ],
  ['an empty header', ggufHeader({}), /^does not name the architecture/, /Choose another/],
  ['another type of file', ggufModel({ 'general.type': 'dataset' }), /no model \(dataset\)/, /model/],
])(
  '%s is no model that can be served, and the reason says what it is',
  async (_name, file, reason, advice) => {
    expect(await classify(file)).toEqual({
      unusable: expect.stringMatching(reason),
      advice: expect.stringMatching(advice),
    });
  },
);

test.each<[string, Uint8Array, string]>([
  ['a model that generates text', ggufModel(), 'text'],
  ['one that says that it is a model', ggufModel({ 'general.type': 'model' }), 'text'],
  ['one whose pooling is none', ggufModel({ 'llama.pooling_type': 0 }), 'text'],
  ['a BERT', embeddingModel(), 'embeddings'],
  ['a BERT that names no pooling', embeddingModel(undefined), 'embeddings'],
  ['a BERT whose pooling is none', embeddingModel(POOLING.none), 'embeddings'],
  ['a T5 encoder', ggufModel({ 'general.architecture': 't5encoder' }), 'embeddings'],
  [
    'Qwen3-Embedding, which has the architecture of a chat model',
    ggufModel({ 'general.architecture': 'qwen3', 'qwen3.pooling_type': 3 }),
    'embeddings',
  ],
  ['a reranker', embeddingModel(POOLING.rank), 'ranking'],
  [
    'Qwen3-Reranker, which has the architecture of a chat model',
    ggufModel({ 'general.architecture': 'qwen3', 'qwen3.pooling_type': 4 }),
    'ranking',
  ],
])('%s: %#', async (_name, file, purpose) => {
  expect(await classify(file)).toEqual({ purpose });
});
