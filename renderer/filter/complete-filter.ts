/** What the filter offers while somebody types: its keys, and the values that the present backends have. */

import type { BackendTypeInfo } from '../../shared/backend.ts';
import { filterWords } from '../../shared/words/en/filter.ts';
import { words } from '../../shared/words/words.ts';
import { formatGpuTitle } from '../gpu/gpu-names.ts';
import type { GpuInfo } from '../gpu/resources-store.ts';
import type { ShownBackend } from '../state/panel-store.ts';
import { statusWords } from './match-filter.ts';
import { type FilterKey, filterKeys, quoteValue, splitKey, tokensOf, unquote } from './parse-filter.ts';

const t = words(filterWords);

export interface Completion {
  /** What is put in the place of what is being typed. */
  term: string;
  /** What it means, or how it is called elsewhere. */
  description: string;
}

export interface CompletionFacts {
  backends: Iterable<ShownBackend>;
  types: ReadonlyMap<string, BackendTypeInfo> | null;
  gpus: readonly GpuInfo[];
}

const MAX_COMPLETIONS = 9;

const keyDescriptions = {
  status: 'keyStatus',
  gpu: 'keyGpu',
  type: 'keyType',
  tag: 'keyTag',
  model: 'keyModel',
  error: 'keyError',
  id: 'keyId',
  machine: 'keyMachine',
} as const satisfies Record<FilterKey, string>;

/** Of the words for a status, those that are offered; the others mean the same or are those of the API. In this order. */
const offeredStatuses: readonly string[] = [
  'attention',
  'failed',
  'crashed',
  'unreachable',
  'changing',
  'waiting',
  'loading',
  'stopping',
  'ready',
  'busy',
  'sleeping',
  'off',
];

/** The values of a key that backends have, each with how many have it. Empty for keys whose values are free texts. */
function valuesOf(key: FilterKey, { backends, types, gpus }: CompletionFacts): Map<string, string> {
  const counts = new Map<string, number>();
  const count = (values: readonly string[]) => {
    for (const value of new Set(values)) counts.set(value, (counts.get(value) ?? 0) + 1);
  };
  if (key === 'gpu') return new Map(gpus.map((gpu) => [String(gpu.id), formatGpuTitle(gpu)]));
  for (const backend of backends) {
    if (key === 'status') count(statusWords(backend).filter((word) => offeredStatuses.includes(word)));
    if (key === 'type') count([types?.get(backend.type)?.name ?? backend.type]);
    if (key === 'tag') count(backend.tags ?? []);
    if (key === 'model' && backend.current_model) count([backend.current_model]);
  }
  const rank = ([value, times]: [string, number]) =>
    key === 'status' ? offeredStatuses.indexOf(value) : -times;
  return new Map(
    [...counts]
      .sort((a, b) => rank(a) - rank(b))
      .map(([value, times]) => [value, t('count', { count: times })]),
  );
}

/** The token in which the caret is or which it ends; null between tokens. */
const tokenAt = (query: string, caret: number) =>
  tokensOf(query).find(({ start, end }) => start < caret && caret <= end) ?? null;

/** What may follow at the caret. A plain word is completed to a key, and to a value that begins with it. */
export function completionsOf(query: string, caret: number, facts: CompletionFacts): Completion[] {
  const token = tokenAt(query, caret);
  const typed = (token?.text ?? '').replace(/^-/, '');
  const sign = token?.text.startsWith('-') ? '-' : '';
  const pair = splitKey(typed);
  if (pair !== null) {
    const { key } = pair;
    const wanted = unquote(pair.rest).toLowerCase();
    return [...valuesOf(key, facts)]
      .filter(([value, description]) =>
        `${value} ${key === 'gpu' ? description : ''}`.toLowerCase().includes(wanted),
      )
      .slice(0, MAX_COMPLETIONS)
      .map(([value, description]) => ({ term: `${sign}${key}:${quoteValue(value)}`, description }));
  }
  const word = typed.toLowerCase();
  if (/["#]/.test(word)) return [];
  const keys = filterKeys
    .filter((one) => one.startsWith(word))
    .map((one) => ({ term: `${sign}${one}:`, description: t(keyDescriptions[one]) }));
  if (word === '') return keys;
  const values = (['status', 'tag', 'type'] as const).flatMap((one) =>
    [...valuesOf(one, facts)]
      .filter(([value]) => value.toLowerCase().startsWith(word))
      .map(([value, description]) => ({ term: `${sign}${one}:${quoteValue(value)}`, description })),
  );
  return [...keys, ...values].slice(0, MAX_COMPLETIONS);
}

/** The query with the completion at the caret, and where the caret is then: ready for a value or for the next term. */
export function withCompletion(
  query: string,
  caret: number,
  { term }: Completion,
): { query: string; caret: number } {
  const token = tokenAt(query, caret);
  const [start, end] = token === null ? [caret, caret] : [token.start, token.end];
  const before = query.slice(0, start);
  const text = `${before === '' || /\s$/.test(before) ? '' : ' '}${term}${term.endsWith(':') ? '' : ' '}`;
  const after = query.slice(end);
  return {
    query: `${before}${text}${text.endsWith(' ') ? after.trimStart() : after}`,
    caret: before.length + text.length,
  };
}
