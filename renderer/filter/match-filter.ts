/** Which backends a query of the filter matches. */
import type { BackendTypeInfo } from '../../shared/backend.ts';
import { tagKey } from '../../shared/tags.ts';
import { errorText as translateError } from '../../shared/words/error-text.ts';
import { backendName, groupOf, statusText } from '../format/status-text.ts';
import { chosenGpuTokens } from '../gpu/chosen-gpus.ts';
import { findGpu } from '../gpu/gpu-names.ts';
import type { GpuInfo } from '../gpu/resources-store.ts';
import type { ShownBackend } from '../state/panel-store.ts';
import type { Group } from '../state/view-state.ts';
import type { Term } from './parse-filter.ts';

/** What is known besides the backend itself. */
export interface FilterFacts {
  type: BackendTypeInfo | undefined;
  gpus: readonly GpuInfo[];
}

/** What people call the status of a backend in each group. */
const groupWords: Record<Group, readonly string[]> = {
  ready: ['ready', 'on'],
  working: ['changing', 'starting', 'on'],
  attention: ['attention', 'on'],
  off: ['off'],
};

/** The words by which `status:` finds a backend: its phase, its status on the wire, its group, and what people say instead. */
export function statusWords(backend: ShownBackend): readonly string[] {
  const { phase, status } = backend;
  return [
    phase,
    status,
    ...groupWords[groupOf(backend)],
    ...(phase === 'errored' ? ['failed', 'error'] : []),
    ...(phase === 'idle' ? ['unreachable'] : []),
    ...((backend.requests_in_flight ?? 0) > 0 ? ['busy'] : []),
    ...((backend.crashes ?? []).length > 0 ? ['crashed', 'unstable'] : []),
  ];
}

/** The numbers and names of its graphics cards: those that its settings choose, and those in use. */
function gpuTexts(backend: ShownBackend, { type, gpus }: FilterFacts): { ids: string[]; names: string[] } {
  const tokens = [...new Set([...(chosenGpuTokens(backend, type) ?? []), ...(backend.gpu ?? [])])];
  const infos = tokens.map((token) => findGpu(gpus, token));
  return {
    ids: tokens.map((token, index) => String(infos[index]?.id ?? token).toLowerCase()),
    names: infos.flatMap((info) => (info === undefined ? [] : [info.name.toLowerCase()])),
  };
}

function errorText({ error, diagnosis }: ShownBackend): string {
  const shown = error && translateError(error);
  const parts = [
    error?.message,
    error?.hint,
    shown?.message,
    shown?.hint,
    error?.code,
    ...(error?.last_lines ?? []),
  ];
  return [
    ...parts,
    diagnosis?.title,
    diagnosis?.explanation,
    ...(diagnosis?.lines ?? []).map(({ text }) => text),
  ]
    .filter((part) => part !== undefined)
    .join('\n')
    .toLowerCase();
}

const modelTexts = ({ current_model: model, models = [] }: ShownBackend) =>
  [model ?? '', ...models].map((text) => text.toLowerCase());

const tagsOf = ({ tags = [] }: ShownBackend) => tags.map(tagKey);

/** The texts in which a plain word is searched. */
function texts(backend: ShownBackend, facts: FilterFacts): readonly string[] {
  const { ids, names } = gpuTexts(backend, facts);
  return [
    backendName(backend, facts.type?.name),
    facts.type?.name ?? backend.type,
    `#${backend.id}`,
    backend.address ?? '',
    backend.status,
    statusText(backend, 0).text,
    ...backend.features,
    ...(backend.tags ?? []),
    ...ids.map((id) => `gpu ${id}`),
    ...names,
    ...modelTexts(backend),
    errorText(backend),
  ];
}

function hasValue(backend: ShownBackend, facts: FilterFacts, key: Term['key'], value: string): boolean {
  const includes = (text: string | undefined) => text?.toLowerCase().includes(value) === true;
  switch (key) {
    case 'status':
      return statusWords(backend).some((word) => word === value);
    case 'gpu': {
      const { ids, names } = gpuTexts(backend, facts);
      return ids.includes(value) || (/\D/.test(value) && names.some(includes));
    }
    case 'type':
      return includes(backend.type) || includes(facts.type?.name);
    case 'tag':
      return tagsOf(backend).includes(tagKey(value));
    case 'model':
      return modelTexts(backend).some(includes);
    case 'error':
      return includes(errorText(backend));
    case 'id':
      return String(backend.id) === value;
    case 'machine':
      return includes(backend.address);
    case 'hash':
      return String(backend.id) === value || tagsOf(backend).includes(tagKey(value));
    case 'text':
      return texts(backend, facts).some(includes);
  }
}

/** Whether a backend has everything that the query asks for. An empty query matches all. */
export const matchesFilter = (terms: readonly Term[], backend: ShownBackend, facts: FilterFacts): boolean =>
  terms.every(
    ({ key, values, isNegated }) =>
      values.some((value) => hasValue(backend, facts, key, value)) !== isNegated,
  );
