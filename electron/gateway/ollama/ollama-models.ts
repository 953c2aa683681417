/** Models as Ollama lists them. What is not known of a model, such as its size, is left out, and never made up. */
import { createHash } from 'node:crypto';
import type { ListedModel } from '../routing/model-directory.ts';

/** The version of Ollama whose API is followed here; clients ask for it to know what there is. */
export const OLLAMA_VERSION = '0.32.15';

/** Clients read these fields unasked. Ollama has them empty for models that run elsewhere. */
const details = {
  parent_model: '',
  format: '',
  family: '',
  families: null,
  parameter_size: '',
  quantization_level: '',
};

export const describeTag = (model: ListedModel) => ({
  name: model.name,
  model: model.name,
  // The same as long as the backend serves the model: clients compare it.
  digest: createHash('sha256').update(`${model.backend.id}\n${model.name}`).digest('hex'),
  details,
  capabilities: capabilitiesOf(model),
});

/** Of a model that is loaded. */
export function describeLoaded(model: ListedModel) {
  const { capabilities: _, ...tag } = describeTag(model);
  const { vram_bytes: bytes } = model.backend;
  return { ...tag, ...(bytes === undefined ? {} : { size_vram: bytes }) };
}

export const describeModel = (model: ListedModel) => ({
  modelfile: '',
  parameters: '',
  template: '',
  details,
  model_info: {},
  capabilities: capabilitiesOf(model),
});

function capabilitiesOf({ purpose, backend }: ListedModel): string[] {
  if (purpose === 'embeddings') return ['embedding'];
  if (purpose === 'ranking') return [];
  // The embedded worker calls tools with any model; of others, the engine itself says so when it is asked.
  return backend.type === 'localllama' ? ['completion', 'tools'] : ['completion'];
}
