/** Which backend serves a model: the names by which clients ask, from the backends as they are now. Pure functions. */
import { distance } from 'fastest-levenshtein';
import { type FullBackend, servesModels, takesRequests } from '../../../shared/backend.ts';
import { type BackendReadiness, readinessOf } from './backend-readiness.ts';
import { purposeOf, type SpecialPurpose } from './model-purpose.ts';

/** Before the id or the title of a backend: names it whatever model it serves. */
const BACKEND_PREFIX = 'backend:';
/** Ollama's models without a tag are those with this one. */
const DEFAULT_TAG = ':latest';
/** How many names are offered in place of an unknown one. */
const MAX_NEAREST = 3;

/** A backend that may answer, and what the model is called there; null where it does not matter. */
export interface Candidate {
  backend: FullBackend;
  model: string | null;
}

export interface ListedModel {
  name: string;
  /** What it is called there; another one for an alias. */
  model: string;
  backend: FullBackend;
  isLoaded: boolean;
  /** `asleep`: a request starts the backend. */
  readiness: BackendReadiness;
  /** Null: text, or not known. */
  purpose: SpecialPurpose | null;
}

/** Whether clients of OpenAI's API can use it at all, now or when it has started. */
const isCallable = (backend: FullBackend): boolean =>
  readinessOf(backend) !== 'never' && isAskedForModels(backend);

const isAskedForModels = (backend: FullBackend): boolean =>
  takesRequests(backend.type) && servesModels(backend);

/** All models that can be asked for by their own name, each once for each backend that serves it. */
export function listModels(backends: readonly FullBackend[]): ListedModel[] {
  return backends.filter(isCallable).flatMap((backend) =>
    namesOf(backend).map(({ name, model }) => ({
      name,
      model,
      backend,
      // A card shows several loaded models with commas between them, and their other names in brackets.
      isLoaded: backend.current_model?.split(/, | \(|\)/).includes(model) ?? false,
      readiness: readinessOf(backend),
      purpose: purposeOf(backend),
    })),
  );
}

/** The models of a backend, and the aliases in its settings: `alias` for its first model, `alias = model` for another one. */
function namesOf({ models = [], settings }: FullBackend): { name: string; model: string }[] {
  const names = new Map(models.map((model) => [model, model]));
  const aliases = Array.isArray(settings.Aliases) ? settings.Aliases : [];
  for (const entry of aliases) {
    const [alias = '', wanted] = entry.split('=').map((part) => part.trim());
    const model = wanted === undefined ? models[0] : models.find((each) => each === wanted);
    if (alias !== '' && model !== undefined && !names.has(alias)) names.set(alias, model);
  }
  return [...names].map(([name, model]) => ({ name, model }));
}

/**
 * The backends that serve a model, best first: those that have it loaded before the others.
 * @param name a model's, or `backend:` with the id or the title of a backend and, after a slash, one of its models
 */
export function findCandidates(name: string, backends: readonly FullBackend[]): Candidate[] {
  if (name.startsWith(BACKEND_PREFIX)) {
    const wanted = name.slice(BACKEND_PREFIX.length);
    return backends.filter(isCallable).flatMap((backend) => {
      const model = findNamed(wanted, backend);
      return model === undefined ? [] : [{ backend, model }];
    });
  }
  return listModels(backends)
    .filter((model) => model.name === name || model.name === `${name}${DEFAULT_TAG}`)
    .sort((a, b) => Number(b.isLoaded) - Number(a.isLoaded))
    .map(({ backend, model }) => ({ backend, model }));
}

/** @param wanted what follows `backend:` @returns the model of that backend that is meant; undefined where another one is */
function findNamed(wanted: string, { id, title, models = [] }: FullBackend): string | null | undefined {
  if (wanted === String(id) || wanted === title) return models[0] ?? null;
  const before = [`${id}/`, `${title}/`].find((start) => wanted.startsWith(start));
  return models.find((model) => before !== undefined && wanted === `${before}${model}`);
}

/** A backend that would serve the model if it had not failed. @param name as for {@link findCandidates} */
export function findFailed(name: string, backends: readonly FullBackend[]): FullBackend | null {
  const failed = backends.filter((backend) => backend.phase === 'errored' && isAskedForModels(backend));
  const revived = failed.map((backend): FullBackend => ({ ...backend, phase: 'running' }));
  const id = findCandidates(name, revived)[0]?.backend.id;
  return failed.find((backend) => backend.id === id) ?? null;
}

/** The names that are most like an unknown one, best first. */
export function findNearest(name: string, backends: readonly FullBackend[]): string[] {
  const names = [...new Set(listModels(backends).map((model) => model.name))];
  const wanted = name.toLowerCase();
  const ranked = names.map((each) => ({
    name: each,
    // A part of a long name is nearer than its length tells.
    distance: each.toLowerCase().includes(wanted) ? 0 : distance(wanted, each.toLowerCase()),
  }));
  return ranked
    .filter((each) => each.distance <= Math.max(3, name.length / 2))
    .sort((a, b) => a.distance - b.distance)
    .slice(0, MAX_NEAREST)
    .map((each) => each.name);
}
