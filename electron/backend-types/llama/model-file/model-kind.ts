/** Tells by the header of a GGUF file what the file is for, and whether an engine can serve it. */
import type { GgufFacts } from './gguf-header.ts';

/** `text`: it generates text. `embeddings`: it turns texts into vectors. `ranking`: it ranks texts by a question. */
export type ModelPurpose = 'text' | 'embeddings' | 'ranking';

export type ModelKind =
  | { purpose: ModelPurpose }
  /** No engine serves it. `reason` completes the sentence "The file …"; `advice` is one of its own. */
  | { unusable: string; advice: string };

/** `pooling_type` of models that rank. */
const POOLING_RANK = 4;

/** Of llama.cpp 0.4.0: models that have no way to generate text. */
const EMBEDDING_ARCHITECTURES: ReadonlySet<string> = new Set([
  'bert',
  'modern-bert',
  'nomic-bert',
  'nomic-bert-moe',
  'neo-bert',
  'jina-bert-v2',
  'jina-bert-v3',
  'eurobert',
  'gemma-embedding',
  'llama-embed',
  't5encoder',
]);
/** Of llama.cpp 0.4.0: models that only guess what another model will say. */
const DRAFT_ARCHITECTURES: ReadonlySet<string> = new Set(['eagle3', 'dflash', 'gemma4-assistant']);
/** What the node pack ComfyUI-GGUF writes for models that make images and videos. */
const IMAGE_ARCHITECTURES: ReadonlySet<string> = new Set([
  'aura',
  'cosmos',
  'flux',
  'hidream',
  'hyvid',
  'ltxv',
  'lumina2',
  'pixart',
  'qwen_image',
  'sd1',
  'sd3',
  'sdxl',
  'wan',
]);

const CHOOSE_MODEL = 'Choose the model itself as its model file.';

export function classifyModel(facts: GgufFacts): ModelKind {
  const { architecture, type } = facts;
  const companion = findCompanion(facts);
  if (companion) return companion;
  if (architecture === null)
    return {
      unusable: 'does not name the architecture of a model',
      advice: 'It was made by a program that did not finish, or for something else. Choose another file.',
    };
  if (IMAGE_ARCHITECTURES.has(architecture))
    return {
      unusable: `is a model for images or videos (${architecture}), and llama.cpp runs language models`,
      advice: 'ComfyUI loads it, with the nodes of ComfyUI-GGUF.',
    };
  // The first part of a split model may hold no tensors, but it names the parts.
  if (facts.tensors === 0 && (facts.splitCount ?? 0) <= 1)
    return {
      unusable: facts.hasVocabulary
        ? 'holds only a vocabulary, and no weights of a model'
        : 'holds no weights of a model',
      advice: 'Choose a file with the weights, which is much larger.',
    };
  if (type !== null && type !== 'model')
    return { unusable: `says of itself that it is no model (${type})`, advice: CHOOSE_MODEL };
  return { purpose: purposeOf(facts) };
}

/** Files that belong to a model and are none. */
function findCompanion({ architecture, type, hasAdapterTensors }: GgufFacts): ModelKind | null {
  if (type === 'adapter' || hasAdapterTensors)
    return {
      unusable: `is a LoRA adapter${architecture === null ? '' : ` for a model of the architecture ${architecture}`}, and no model`,
      advice: `${CHOOSE_MODEL} llama-server takes an adapter by --lora in its arguments.`,
    };
  if (architecture === 'clip' || type === 'mmproj')
    return {
      unusable: 'is a projector (mmproj), by which a model sees or hears, and no model',
      advice: `${CHOOSE_MODEL} llama-server takes a projector by --mmproj in its arguments.`,
    };
  if (type === 'imatrix')
    return { unusable: 'is an importance matrix, which is for making models', advice: CHOOSE_MODEL };
  if (architecture === 'controlvector')
    return {
      unusable: 'is a control vector, and no model',
      advice: `${CHOOSE_MODEL} llama-server takes a control vector by --control-vector in its arguments.`,
    };
  if (architecture !== null && DRAFT_ARCHITECTURES.has(architecture))
    return {
      unusable: `is a draft model (${architecture}), which only speeds up another`,
      advice: `${CHOOSE_MODEL} llama-server takes a draft model by --model-draft in its arguments.`,
    };
  if (architecture === 'wavtokenizer-dec')
    return { unusable: 'turns tokens into sound, and generates no text', advice: CHOOSE_MODEL };
  return null;
}

function purposeOf({ architecture, poolingType }: GgufFacts): ModelPurpose {
  if (poolingType === POOLING_RANK) return 'ranking';
  // Models that generate text and have been trained on for embeddings, such as Qwen3-Embedding, name how they pool.
  if ((poolingType ?? 0) > 0 || EMBEDDING_ARCHITECTURES.has(architecture ?? '')) return 'embeddings';
  return 'text';
}
