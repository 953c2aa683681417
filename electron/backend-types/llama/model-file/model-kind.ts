/** Tells by the header of a GGUF file what the file is for, and whether an engine can serve it. */

import { modelFileWords } from '../../../../shared/words/en/errors/model-files.ts';
import { given, type Text, texts } from '../../../../shared/words/phrase.ts';
import type { GgufFacts } from './gguf-header.ts';

const of = texts(modelFileWords);

/** `text`: it generates text. `embeddings`: it turns texts into vectors. `ranking`: it ranks texts by a question. */
export type ModelPurpose = 'text' | 'embeddings' | 'ranking';

export type ModelKind =
  | { purpose: ModelPurpose }
  /** No engine serves it. `reason` completes the sentence "The file …"; `advice` is one of its own. */
  | { unusable: Text; advice: Text };

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

const CHOOSE_MODEL = of('chooseModel');

export function classifyModel(facts: GgufFacts): ModelKind {
  const { architecture, type } = facts;
  const companion = findCompanion(facts);
  if (companion) return companion;
  if (architecture === null)
    return {
      unusable: of('noArchitecture'),
      advice: of('noArchitecture_advice'),
    };
  if (IMAGE_ARCHITECTURES.has(architecture))
    return {
      unusable: of('imageModel', { architecture }),
      advice: of('imageModel_advice'),
    };
  // The first part of a split model may hold no tensors, but it names the parts.
  if (facts.tensors === 0 && (facts.splitCount ?? 0) <= 1)
    return {
      unusable: of(facts.hasVocabulary ? 'vocabularyOnly' : 'noWeights'),
      advice: of('noWeights_advice'),
    };
  if (type !== null && type !== 'model') return { unusable: of('otherType', { type }), advice: CHOOSE_MODEL };
  return { purpose: purposeOf(facts) };
}

/** Files that belong to a model and are none. */
function findCompanion({ architecture, type, hasAdapterTensors }: GgufFacts): ModelKind | null {
  if (type === 'adapter' || hasAdapterTensors)
    return {
      unusable: of('adapter', given('architecture', architecture)),
      advice: of('adapter_advice'),
    };
  if (architecture === 'clip' || type === 'mmproj')
    return {
      unusable: of('projector'),
      advice: of('projector_advice'),
    };
  if (type === 'imatrix') return { unusable: of('importanceMatrix'), advice: CHOOSE_MODEL };
  if (architecture === 'controlvector')
    return {
      unusable: of('controlVector'),
      advice: of('controlVector_advice'),
    };
  if (architecture !== null && DRAFT_ARCHITECTURES.has(architecture))
    return {
      unusable: of('draft', { architecture }),
      advice: of('draft_advice'),
    };
  if (architecture === 'wavtokenizer-dec') return { unusable: of('sound'), advice: CHOOSE_MODEL };
  return null;
}

function purposeOf({ architecture, poolingType }: GgufFacts): ModelPurpose {
  if (poolingType === POOLING_RANK) return 'ranking';
  // Models that generate text and have been trained on for embeddings, such as Qwen3-Embedding, name how they pool.
  if ((poolingType ?? 0) > 0 || EMBEDDING_ARCHITECTURES.has(architecture ?? '')) return 'embeddings';
  return 'text';
}
