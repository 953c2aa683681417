/** What the model of a backend is for, where it is for something else than text. */
import type { FullBackend } from '../../../shared/backend.ts';
import { GatewayError } from '../gateway-error.ts';
import { shortenName } from './shorten-name.ts';

export type SpecialPurpose = 'embeddings' | 'ranking';

const purposes: Record<SpecialPurpose, { feature: string; path: string; description: string }> = {
  embeddings: {
    feature: 'embeddings',
    path: '/embeddings',
    description: 'an embedding model: it turns texts into vectors and generates no text',
  },
  ranking: {
    feature: 'reranking',
    path: '/rerank',
    description: 'a model that ranks texts by a question, and generates no text',
  },
};

/** Null for a backend that generates text, or of which it is not known. */
export function purposeOf({ features }: Pick<FullBackend, 'features'>): SpecialPurpose | null {
  if (features.includes('llm')) return null;
  const names = Object.keys(purposes) as SpecialPurpose[];
  return names.find((name) => features.includes(purposes[name].feature)) ?? null;
}

/** Whether a backend may serve a path such as `/chat/completions`. Where nothing is known of it, it says so itself. */
export function servesPath(backend: Pick<FullBackend, 'features'>, path: string): boolean {
  const purpose = purposeOf(backend);
  return purpose === null || purposes[purpose].path === path;
}

/** The error for a request that no backend of a model serves. @param purpose what the model is for */
export function wrongPurpose(model: string, purpose: SpecialPurpose, path: string): GatewayError {
  const { description, path: own } = purposes[purpose];
  return new GatewayError(
    `'${shortenName(model)}' is ${description}, so POST /v1${path} is not for it. Use POST /v1${own}, or name another model; in GET /v1/models, switchyard.purpose says what each one is for.`,
    { status: 400, type: 'invalid_request_error', code: 'wrong_purpose' },
  );
}
