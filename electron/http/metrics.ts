/** Prometheus text for `GET /metrics`. */
import type { FullBackend } from '../../shared/backend.ts';
import { backendStatuses } from '../../shared/backend.ts';
import { countDescriptors, readDescriptorLimit } from './descriptors.ts';

interface Metric {
  name: string;
  help: string;
  /** Default: a gauge. */
  type?: 'counter';
  values: (backend: FullBackend) => { labels?: Record<string, string>; value: number | undefined }[];
}

const METRICS: readonly Metric[] = [
  {
    name: 'switchyard_backend_status',
    help: '1 for the present status of the backend, 0 for the others.',
    values: ({ status }) =>
      backendStatuses.map((candidate) => ({
        labels: { status: candidate },
        value: candidate === status ? 1 : 0,
      })),
  },
  {
    name: 'switchyard_backend_enabled',
    help: '1 if the backend is switched on.',
    values: ({ enabled }) => [{ value: enabled ? 1 : 0 }],
  },
  {
    name: 'switchyard_backend_failures',
    help: 'Failed starts and crashes since it last stayed up.',
    values: ({ restarts }) => [{ value: restarts }],
  },
  {
    name: 'switchyard_backend_ram_bytes',
    help: 'Resident memory of the process tree, while it is measured.',
    values: ({ ram_bytes }) => [{ value: ram_bytes }],
  },
  {
    name: 'switchyard_backend_vram_bytes',
    help: 'Graphics memory, while it is measured.',
    values: ({ vram_bytes }) => [{ value: vram_bytes }],
  },
  {
    name: 'switchyard_backend_prompt_tokens_total',
    help: 'Tokens of prompts that its present run got through the gateway, as it counts them.',
    type: 'counter',
    values: ({ tokens }) => [{ value: tokens?.prompt }],
  },
  {
    name: 'switchyard_backend_completion_tokens_total',
    help: 'Tokens of answers that its present run gave through the gateway, as it counts them.',
    type: 'counter',
    values: ({ tokens }) => [{ value: tokens?.completion }],
  },
];

export function renderMetrics(backends: readonly FullBackend[]): string {
  const lines: string[] = [];
  for (const metric of METRICS) {
    lines.push(`# HELP ${metric.name} ${metric.help}`, `# TYPE ${metric.name} ${metric.type ?? 'gauge'}`);
    for (const backend of backends)
      for (const { labels, value } of metric.values(backend)) {
        if (value === undefined) continue;
        const all = { id: String(backend.id), type: backend.type, title: backend.title, ...labels };
        const labelTexts = Object.entries(all).map(([name, text]) => `${name}="${escapeLabel(text)}"`);
        lines.push(`${metric.name}{${labelTexts.join(',')}} ${value}`);
      }
  }
  for (const [name, help, value] of processMetrics())
    if (value !== null) lines.push(`# HELP ${name} ${help}`, `# TYPE ${name} gauge`, `${name} ${value}`);
  return `${lines.join('\n')}\n`;
}

/** Switchyard's own, under the names that all Prometheus clients use. Null where it is not known. */
const processMetrics = (): [name: string, help: string, value: number | null][] => [
  ['process_resident_memory_bytes', 'Resident memory of Switchyard itself.', process.memoryUsage.rss()],
  ['process_open_fds', 'Number of open file descriptors.', countDescriptors()],
  ['process_max_fds', 'Maximum number of open file descriptors.', readDescriptorLimit()],
];

const escapeLabel = (text: string): string =>
  text
    .replaceAll('\\', '\\\\')
    .replaceAll('"', '\\"')
    .replace(/[\r\n]+/g, ' ');
