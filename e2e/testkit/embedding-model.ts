/** Makes tiny BERT models of random weights that real engines load: one that makes embeddings, and one that ranks. */
import { Buffer } from 'node:buffer';
import {
  type GgufMetadata,
  type GgufTensorData,
  ggufArray,
  ggufEntry,
  ggufFile,
  ggufTypes,
  uint32,
} from './gguf.ts';
import { seededRandom } from './seeded-random.ts';

/** llama.cpp's types of tokens. */
const NORMAL = 1;
const CONTROL = 3;

const WIDTH = 32;
const FEED_FORWARD = 64;
const HEADS = 2;
const LAYERS = 1;
/** Tokens. */
export const EMBEDDING_CONTEXT = 64;
/** Numbers in a vector. */
export const EMBEDDING_WIDTH = WIDTH;

/** BERT's special tokens, and words; a text is split into these. llama.cpp marks the beginning of a word by `▁`. */
const TOKENS = [
  ...['[PAD]', '[UNK]', '[CLS]', '[SEP]', '[MASK]'],
  ...['▁a', '▁cat', '▁dog', '▁sits', '▁runs', '▁on', '▁the', '▁mat', '▁house', '▁is', '▁big', '▁small', 's'],
];

export const POOLING = { none: 0, mean: 1, firstToken: 2, rank: 4 } as const;

/** @param pooling one of {@link POOLING}; `rank` makes a model that ranks; undefined leaves it out of the file */
export function embeddingModel(pooling: number | undefined = POOLING.mean): Buffer {
  const random = seededRandom(1);
  const noise = () => (random() - 0.5) * 0.4;
  const tensor = (name: string, dimensions: number[], value: () => number = noise): GgufTensorData => ({
    name,
    dimensions,
    data: Float32Array.from({ length: dimensions.reduce((product, size) => product * size, 1) }, value),
  });
  const norm = (name: string) => [
    tensor(`${name}.weight`, [WIDTH], () => 1),
    tensor(`${name}.bias`, [WIDTH]),
  ];
  const linear = (name: string, from: number, to: number) => [
    tensor(`${name}.weight`, [from, to]),
    tensor(`${name}.bias`, [to]),
  ];
  const layer = (prefix: string) => [
    ...['attn_q', 'attn_k', 'attn_v', 'attn_output'].flatMap((part) =>
      linear(`${prefix}.${part}`, WIDTH, WIDTH),
    ),
    ...norm(`${prefix}.attn_output_norm`),
    ...linear(`${prefix}.ffn_up`, WIDTH, FEED_FORWARD),
    ...linear(`${prefix}.ffn_down`, FEED_FORWARD, WIDTH),
    ...norm(`${prefix}.layer_output_norm`),
  ];
  const tokenTypes = TOKENS.map((text) => uint32(text.startsWith('[') ? CONTROL : NORMAL));
  const epsilon = Buffer.alloc(4);
  epsilon.writeFloatLE(1e-12);
  const metadata: GgufMetadata = {
    'general.architecture': 'bert',
    'general.type': 'model',
    'bert.context_length': EMBEDDING_CONTEXT,
    'bert.embedding_length': WIDTH,
    'bert.block_count': LAYERS,
    'bert.feed_forward_length': FEED_FORWARD,
    'bert.attention.head_count': HEADS,
    epsilon: ggufEntry('bert.attention.layer_norm_epsilon', ggufTypes.float32, epsilon),
    'bert.attention.causal': false,
    ...(pooling === undefined ? {} : { 'bert.pooling_type': pooling }),
    'tokenizer.ggml.model': 'bert',
    'tokenizer.ggml.token_type_count': 2,
    'tokenizer.ggml.tokens': TOKENS,
    types: ggufEntry('tokenizer.ggml.token_type', ggufTypes.array, ggufArray(ggufTypes.int32, tokenTypes)),
    'tokenizer.ggml.padding_token_id': 0,
    'tokenizer.ggml.unknown_token_id': 1,
    'tokenizer.ggml.bos_token_id': 2,
    'tokenizer.ggml.cls_token_id': 2,
    'tokenizer.ggml.eos_token_id': 3,
    'tokenizer.ggml.seperator_token_id': 3,
    'tokenizer.ggml.mask_token_id': 4,
  };
  return ggufFile(metadata, [
    tensor('token_embd.weight', [WIDTH, TOKENS.length]),
    tensor('token_types.weight', [WIDTH, 2]),
    tensor('position_embd.weight', [WIDTH, EMBEDDING_CONTEXT]),
    ...norm('token_embd_norm'),
    ...Array.from({ length: LAYERS }, (_, index) => layer(`blk.${index}`)).flat(),
    ...(pooling === POOLING.rank ? [...linear('cls', WIDTH, WIDTH), ...linear('cls.output', WIDTH, 1)] : []),
  ]);
}
