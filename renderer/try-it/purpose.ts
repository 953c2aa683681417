/** What a person can do with a backend, as far as its features tell. */
import { takesRequests } from '../../shared/backend.ts';
import type { ShownBackend } from '../state/panel-store.ts';

export const tryModes = ['chat', 'completion', 'embeddings'] as const;
export type TryMode = (typeof tryModes)[number];

type ModelFacts = Pick<ShownBackend, 'type' | 'phase' | 'features' | 'models'>;

/** Whether clients of OpenAI's API reach it through the gateway. */
export const servesModels = ({ type, features }: ModelFacts): boolean =>
  takesRequests(type) && features.includes('openai_api');

/** How its models can be tried; empty where they cannot. */
export function modesOf(backend: ModelFacts): TryMode[] {
  if (!servesModels(backend) || backend.phase === 'errored') return [];
  const { features, models = [] } = backend;
  if (!features.includes('llm')) return features.includes('embeddings') ? ['embeddings'] : [];
  // A server of many models may have some for embeddings; which these are, it does not tell.
  const hasEmbeddings = features.includes('embeddings') || models.length > 1;
  return hasEmbeddings ? ['chat', 'completion', 'embeddings'] : ['chat', 'completion'];
}
