import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { allTypes, makeBackend } from '../fixtures/backends.ts';
import type { GpuInfo } from '../gpu/resources-store.ts';
import { completionsOf, withCompletion } from './complete-filter.ts';
import { matchesFilter } from './match-filter.ts';
import { parseFilter, quoteValue, tokensOf } from './parse-filter.ts';

const types = new Map(allTypes.map((type) => [type.id, type]));
const gpu = (id: number, name: string): GpuInfo => ({
  id,
  uuid: `GPU-${id}`,
  name,
  totalMemory: null,
  excluded: false,
});
const gpus = [
  gpu(0, 'NVIDIA GeForce RTX 4090'),
  gpu(1, 'NVIDIA H100 80GB HBM3'),
  gpu(13, 'NVIDIA H100 80GB HBM3'),
];
const error = { code: 'crashed', message: 'It has ended: CUDA out of memory.', hint: 'Free some.' } as const;

const backends = [
  makeBackend(0, {
    title: 'Chat',
    tags: ['prod', 'llm'],
    gpu: ['0'],
    current_model: 'qwen3-8b.gguf',
    requests_in_flight: 1,
  }),
  makeBackend(1, {
    title: 'Pictures',
    type: 'comfyui_selfstart',
    tags: ['Prod'],
    settings: { GPU_ID: '1' },
    phase: 'disabled',
  }),
  makeBackend(2, { title: 'Old chat', phase: 'errored', error, gpu: ['13'], address: 'http://10.0.0.7:80' }),
  makeBackend(3, { title: 'Spare', tags: ['llm'], phase: 'waiting', models: ['qwen3-embedding', 'bge'] }),
];
const found = (query: string) =>
  backends
    .filter((one) => matchesFilter(parseFilter(query), one, { type: types.get(one.type), gpus }))
    .map(({ id }) => id);

describe('a query finds', () => {
  test.each([
    ['', [0, 1, 2, 3]],
    ['chat', [0, 2]],
    ['chat old', [2]],
    ['"old chat"', [2]],
    ['"chat old"', []],
    ['GPU 1', [1]],
    ['gpu:1', [1]],
    ['gpu:h100', [1, 2]],
    ['H100', [1, 2]],
    ['rtx', [0]],
    ['out of memory', [2]],
    ['error:"out of memory"', [2]],
    ['error:memory', [2]],
    ['#prod llm', [0]],
    ['#prod', [0, 1]],
    ['#3', [3]],
    ['tag:PROD', [0, 1]],
    ['tag:pro', []],
    ['status:failed', [2]],
    ['status:attention', [2]],
    ['status:off,failed', [1, 2]],
    ['status:changing', [3]],
    ['status:busy', [0]],
    ['STATUS:Ready', [0]],
    ['status:', [0, 1, 2, 3]],
    ['model:qwen', [0, 3]],
    ['-status:off -chat', [3]],
    ['id:2', [2]],
    ['machine:10.0.0', [2]],
    ['http://10.0.0.7', [2]],
    ['nothing:here', []],
    ['-', [0, 1, 2, 3]],
  ])('%j: %j', (query, ids) => expect(found(query)).toEqual(ids));

  test('a type, by its id and by its name', () => {
    const [, comfy] = allTypes;
    expect(found(`type:${quoteValue(comfy?.name ?? '')}`)).toEqual([1]);
    expect(found('type:comfyui_selfstart')).toEqual([1]);
  });
});

test('whatever somebody types is understood as something, and what is quoted comes back whole', () => {
  fc.assert(
    fc.property(fc.string(), (query) => {
      for (const { start, end, text } of tokensOf(query)) expect(query.slice(start, end)).toBe(text);
      for (const { values } of parseFilter(query)) expect(values.length).toBeGreaterThan(0);
      found(query);
      completionsOf(query, query.length, { backends, types, gpus });
    }),
  );
  fc.assert(
    fc.property(fc.string({ minLength: 1 }), (value) => {
      const wanted = value.replaceAll('"', '').trim().toLowerCase();
      const [term] = parseFilter(`tag:${quoteValue(value)}`);
      expect(term?.values ?? ['']).toEqual([wanted]);
    }),
  );
});

describe('completion', () => {
  const offered = (query: string, caret = query.length) =>
    completionsOf(query, caret, { backends, types, gpus }).map(({ term }) => term);

  test('offers the keys, and those that begin with what is typed', () => {
    expect(offered('')).toEqual(['status:', 'gpu:', 'type:', 'tag:', 'model:', 'error:', 'id:', 'machine:']);
    expect(offered('chat m')).toEqual(['model:', 'machine:']);
    expect(offered('fail')).toEqual(['status:failed']);
    expect(offered('-tag:p')).toEqual(['-tag:prod', '-tag:Prod']);
  });

  test('offers the values that backends have', () => {
    expect(offered('gpu:')).toEqual(['gpu:0', 'gpu:1', 'gpu:13']);
    expect(offered('gpu:4090')).toEqual(['gpu:0']);
    expect(offered('tag:l')).toEqual(['tag:llm']);
    expect(offered('model:')).toEqual(['model:qwen3-8b.gguf']);
    expect(offered('status:')).toEqual([
      'status:attention',
      'status:failed',
      'status:changing',
      'status:waiting',
      'status:ready',
      'status:busy',
      'status:off',
    ]);
    expect(offered('error:x')).toEqual([]);
  });

  test('replaces what is at the caret, and leaves the rest', () => {
    expect(withCompletion('chat ta more', 7, { term: 'tag:', description: '' })).toEqual({
      query: 'chat tag: more',
      caret: 9,
    });
    expect(withCompletion('tag:', 4, { term: 'tag:prod', description: '' })).toEqual({
      query: 'tag:prod ',
      caret: 9,
    });
  });
});
