/** Writes a diagnostic report from facts. A pure function; what tells who made it is taken out afterwards. */
import type { BackendTypeInfo, FullBackend, SettingValue } from '../../../shared/backend.ts';
import type { LogRun } from '../../../shared/log/log-runs.ts';
import { formatBytes } from '../format-bytes.ts';

/** A run, with the lines of its log that tell most. */
export interface ReportedRun
  extends Pick<LogRun, 'started_at' | 'ended_at' | 'live' | 'exit' | 'failed' | 'diagnosis'> {
  errors: readonly string[];
  lastLines: readonly string[];
}

export interface ReportFacts {
  /** ISO 8601. */
  at: string;
  program: { version: string; surface: string; runtime: string; dataDir: string; upSeconds: number };
  system: {
    name: string;
    release: string;
    architecture: string;
    cpu: string;
    cores: number;
    ram: number;
    freeRam: number;
  };
  gpus: readonly {
    id: number;
    name: string;
    total?: number | null;
    free?: number | null;
    excluded?: boolean;
  }[];
  drivers: readonly string[];
  /** Why GPUs cannot be read; null where they can, or where there are none. */
  gpuTrouble: string | null;
  /** What the report is about; null: the program. */
  backend: ReportedBackend | null;
  /** All backends in short. */
  backends: readonly Pick<FullBackend, 'id' | 'type' | 'title' | 'phase' | 'enabled' | 'error'>[];
  /** The newest messages of the program log that are warnings or errors, oldest first. */
  programMessages: readonly string[];
}

export interface ReportedBackend {
  view: FullBackend;
  type: Pick<BackendTypeInfo, 'name' | 'settings'> | null;
  /** The last ones, the newest first. */
  runs: readonly ReportedRun[];
  /** What happened to it lately, the newest first. */
  activity: readonly string[];
}

export function writeReport(facts: ReportFacts): string {
  const { at, backend, backends, drivers, gpuTrouble, gpus, program, programMessages, system } = facts;
  const sections = [
    [
      '# Switchyard diagnostic report',
      `Made ${at}. Secrets, names of users and of the computer, and home folders are replaced.`,
    ],
    [
      '## Program and system',
      `- Switchyard ${program.version} (${program.surface}), ${program.runtime}, up ${formatSeconds(program.upSeconds)}`,
      `- Data directory: ${program.dataDir}`,
      `- ${system.name} ${system.release} (${system.architecture}), ${system.cpu}, ${system.cores} cores`,
      `- RAM: ${formatBytes(system.ram)}, ${formatBytes(system.freeRam)} free`,
      ...(gpus.length === 0 ? ['- Graphics cards: none found'] : gpus.map((gpu) => `- ${describeGpu(gpu)}`)),
      ...drivers.map((driver) => `- ${driver}`),
      ...(gpuTrouble === null ? [] : [`- Graphics cards: ${gpuTrouble}`]),
    ],
    ...(backend ? describeBackend(backend) : []),
    ['## All backends', ...(backends.length === 0 ? ['None.'] : backends.map(describeShortly))],
    ...(programMessages.length === 0
      ? []
      : [['## Warnings and errors of the program', ...fence(programMessages)]]),
  ];
  return `${sections.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

function describeBackend({ activity, runs, type, view }: ReportedBackend): string[][] {
  const { error, diagnosis, next_step: next } = view;
  return [
    [
      `## Backend ${view.id} "${view.title || (type?.name ?? view.type)}"`,
      `- Type: ${type?.name ?? 'unknown here'} (${view.type})`,
      `- State: ${view.phase}${view.enabled ? '' : ', switched off'}, ${view.restarts} failures in a row`,
      ...(view.address === undefined ? [] : [`- Address: ${view.address}, PID ${view.pid ?? 'unknown'}`]),
      ...(next === undefined ? [] : [`- Next: ${next.kind}${'message' in next ? `, ${next.message}` : ''}`]),
      ...(view.command_line === undefined ? [] : ['- Command line:', ...fence([view.command_line])]),
    ],
    ['### Settings that are not the default', ...describeSettings(view.settings, type)],
    ...(diagnosis
      ? [
          [
            '### Diagnosis',
            `- ${diagnosis.title} (${diagnosis.id})`,
            `- ${diagnosis.explanation}`,
            `- Remedy: ${diagnosis.remedy}`,
            ...fence(diagnosis.lines.map(({ text }) => text)),
          ],
        ]
      : []),
    ...(error ? [['### Error', `- ${error.code}: ${error.message}`, `- ${error.hint}`]] : []),
    ...runs.map((run) => [
      `### Run of ${run.started_at}`,
      `- ${describeEnd(run)}${run.diagnosis === null ? '' : `: ${run.diagnosis}`}`,
      ...(run.errors.length === 0 ? [] : ['- Lines that look like errors:', ...fence(run.errors)]),
      ...(run.lastLines.length === 0 ? [] : ['- Last lines:', ...fence(run.lastLines)]),
    ]),
    ...(activity.length === 0 ? [] : [['### What happened lately', ...activity.map((line) => `- ${line}`)]]),
  ];
}

function describeEnd({ ended_at: endedAt, exit, failed, live }: ReportedRun): string {
  if (live) return 'It goes on';
  if (endedAt === null) return 'Its end is not known: Switchyard ended before it';
  return `${failed ? 'Failed' : 'Ended'} ${endedAt}${exit === null ? '' : ` (${exit})`}`;
}

/** Those that are at their defaults tell nothing. */
function describeSettings(settings: FullBackend['settings'], type: ReportedBackend['type']): string[] {
  const lines = Object.entries(settings).flatMap(([name, value]) => {
    const info = type?.settings.find((one) => one.name === name);
    if (info && JSON.stringify(info.default) === JSON.stringify(value)) return [];
    return [`- ${info?.label ?? name} (${name}): ${info?.is_secret ? '***' : formatValue(value)}`];
  });
  return lines.length === 0 ? ['None.'] : lines;
}

function formatValue(value: SettingValue): string {
  const text = Array.isArray(value) ? value.join(', ') : String(value);
  return text.includes('\n') ? `\n${fence(text.split('\n')).join('\n')}` : text;
}

const describeGpu = ({ id, name, total, free, excluded }: ReportFacts['gpus'][number]): string =>
  [
    `GPU ${id}: ${name}`,
    ...(total == null ? [] : [formatBytes(total)]),
    ...(free == null ? [] : [`${formatBytes(free)} free`]),
    ...(excluded ? ['not to be used'] : []),
  ].join(', ');

const describeShortly = ({
  id,
  type,
  title,
  phase,
  enabled,
  error,
}: ReportFacts['backends'][number]): string =>
  `- ${id}: ${type}${title === '' ? '' : ` "${title}"`}, ${phase}${enabled ? '' : ', off'}${error ? `, ${error.code}` : ''}`;

/** As code, so that nothing in the lines is taken for formatting where the report is pasted. */
const fence = (lines: readonly string[]): string[] =>
  lines.length === 0 ? [] : ['```', ...lines.map((line) => line.replaceAll('```', "'''")), '```'];

function formatSeconds(seconds: number): string {
  const minutes = Math.floor(seconds / 60);
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
