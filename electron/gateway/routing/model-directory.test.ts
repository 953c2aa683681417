/** Which backend serves a model. */
import { describe, expect, test } from 'vitest';
import type { FullBackend } from '../../../shared/backend.ts';
import { compareReadiness } from './backend-readiness.ts';
import { findCandidates, findFailed, findNearest, listModels } from './model-directory.ts';

function backend(id: number, facts: Partial<FullBackend> = {}): FullBackend {
  return {
    id,
    type: 'llamaserver',
    status: 'running',
    phase: 'running',
    settings: {},
    modcount: 0,
    features: ['llm', 'openai_api'],
    enabled: true,
    title: `Title ${id}`,
    can_load_models: false,
    max_usages: 1,
    seconds_since_used: 0,
    time_since_used: '',
    current_model: null,
    restarts: 0,
    ...facts,
  };
}

const idsOf = (name: string, backends: FullBackend[]) =>
  findCandidates(name, backends).map((candidate) => candidate.backend.id);

describe('a model', () => {
  const both = [
    backend(1, { models: ['llama', 'qwen'] }),
    backend(2, { models: ['llama'], current_model: 'llama' }),
  ];

  test('is served by every backend that lists it, first by one that has it loaded', () => {
    expect(idsOf('llama', both)).toEqual([2, 1]);
    expect(idsOf('qwen', both)).toEqual([1]);
    expect(idsOf('other', both)).toEqual([]);
  });

  test('of Ollama needs no tag where it is the latest', () => {
    const ollama = [backend(1, { type: 'ollama', models: ['llama3:latest', 'qwen:7b'] })];
    expect(findCandidates('llama3', ollama)).toMatchObject([{ model: 'llama3:latest' }]);
    expect(idsOf('qwen', ollama)).toEqual([]);
  });

  test('is not offered by a backend that is off, that is another instance, or that has no such API', () => {
    const others = [
      backend(1, { phase: 'disabled', enabled: false, models: ['llama'] }),
      backend(2, { type: 'swarmswarmbackend', models: ['llama'] }),
      backend(3, { features: ['comfyui'], models: ['llama'] }),
    ];
    expect(listModels(others)).toEqual([]);
    expect(idsOf('llama', others)).toEqual([]);
  });

  test('is offered by one that starts or sleeps, after those that run and before larger ones', () => {
    const models = ['llama'];
    const others = [
      backend(1, { phase: 'sleeping', models, features: ['openai_api'] }),
      backend(2, { phase: 'loading', models }),
      backend(3, { phase: 'running', models }),
    ];
    expect(listModels(others).map(({ readiness }) => readiness)).toEqual(['asleep', 'starting', 'ready']);
    const ordered = [...others, backend(4, { phase: 'sleeping', models, settings: { VramNeedGB: 8 } })];
    expect(ordered.sort(compareReadiness).map(({ id }) => id)).toEqual([3, 2, 1, 4]);
  });

  test('is known to have failed where the only backend that serves it has', () => {
    const failed = [backend(1, { phase: 'errored', models: ['llama'] })];
    expect(listModels(failed)).toEqual([]);
    expect(findFailed('llama', failed)?.id).toBe(1);
    expect(findFailed('backend:1', failed)?.id).toBe(1);
    expect(findFailed('other', failed)).toBeNull();
  });

  test('has the aliases of its backends as well: for the first model, or for one that is named', () => {
    const settings = { Aliases: ['fast', 'coder = qwen', 'lost = gone', 'llama = qwen', ' '] };
    const named = [backend(1, { models: ['llama', 'qwen'], current_model: 'qwen', settings })];
    expect(listModels(named).map(({ name, model, isLoaded }) => [name, model, isLoaded])).toEqual([
      ['llama', 'llama', false],
      ['qwen', 'qwen', true],
      ['fast', 'llama', false],
      ['coder', 'qwen', true],
    ]);
    expect(findCandidates('coder', named)).toMatchObject([{ model: 'qwen' }]);
  });

  test('counts as loaded where the card shows it among others', () => {
    const router = backend(1, { models: ['a', 'b', 'c'], current_model: 'a (b), d' });
    expect(listModels([router]).map(({ isLoaded }) => isLoaded)).toEqual([true, true, false]);
  });
});

test('a model that generates no text is listed with what it is for, and those of the others are not known', () => {
  const models = listModels([
    backend(1, { models: ['chat'] }),
    backend(2, { features: ['embeddings', 'openai_api'], models: ['bert'] }),
    backend(3, { features: ['reranking'], models: ['ranker'] }),
    backend(4, { features: ['llm', 'embeddings', 'openai_api'], models: ['both'] }),
  ]);
  expect(models.map(({ name, purpose }) => [name, purpose])).toEqual([
    ['chat', null],
    ['bert', 'embeddings'],
    ['ranker', 'ranking'],
    ['both', null],
  ]);
});

test('a backend is named by its id or its title, whatever it serves', () => {
  const named = [backend(1, { title: 'Flux: fast' }), backend(12, { title: '1', models: ['llama'] })];
  expect(idsOf('backend:Flux: fast', named)).toEqual([1]);
  expect(findCandidates('backend:12', named)).toMatchObject([{ backend: { id: 12 }, model: 'llama' }]);
  // The id of one and the title of the other.
  expect(idsOf('backend:1', named)).toEqual([1, 12]);
});

test('one of the models of a named backend is meant by its name after a slash', () => {
  const models = ['qwen/7b', 'llama'];
  const same = [backend(1, { title: 'Fast', models }), backend(2, { models, current_model: 'llama' })];
  expect(findCandidates('backend:1/llama', same)).toMatchObject([{ backend: { id: 1 }, model: 'llama' }]);
  expect(findCandidates('backend:Fast/qwen/7b', same)).toMatchObject([{ model: 'qwen/7b' }]);
  for (const other of ['backend:1/gemma', 'backend:1/', 'backend:3/llama'])
    expect(idsOf(other, same)).toEqual([]);
});

test('an unknown name gets the nearest ones', () => {
  const known = [backend(1, { models: ['llama-3.1-8b-instruct', 'qwen2.5-coder', 'gemma'] })];
  expect(findNearest('llama-3.1', known)).toEqual(['llama-3.1-8b-instruct']);
  expect(findNearest('Gema', known)).toEqual(['gemma']);
  expect(findNearest('something else entirely', known)).toEqual([]);
});
