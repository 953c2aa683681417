/** Collects what a diagnostic report tells, and takes out of it what tells who made it. */
import { realpathSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { arch, cpus, homedir, hostname, release, userInfo, version } from 'node:os';
import { stripVTControlCharacters } from 'node:util';
import type { LogLine } from '../../../shared/events.ts';
import type { LogRun } from '../../../shared/log/log-runs.ts';
import type { ActivityLog } from '../activity/activity-log.ts';
import type { BackendActor } from '../backend/actor/backend-actor.ts';
import { describeBackendType } from '../backend/backend-type.ts';
import type { Registry } from '../backend/registry.ts';
import type { Clock } from '../clock.ts';
import type { BackendLog } from '../logging/backend-log.ts';
import type { ProgramMessages } from '../logging/program/program-messages.ts';
import type { LogSearcher } from '../logging/search/log-searcher.ts';
import { type CommandRunner, runCommand } from '../process/command-runner.ts';
import type { Redactor } from '../redact-secrets.ts';
import type { ResourceSampler } from '../resources/resource-sampler.ts';
import { describeDrivers } from './driver-versions.ts';
import { createReportRedactor, type PersonalFacts } from './redact-report.ts';
import { type ReportedBackend, type ReportedRun, writeReport } from './write-report.ts';

/** Runs of a backend, and lines of each, that are reported. */
const MAX_RUNS = 3;
const MAX_ERROR_LINES = 20;
const MAX_LAST_LINES = 15;
const MAX_LINE_LENGTH = 500;
const MAX_ACTIVITY = 20;
const MAX_PROGRAM_MESSAGES = 15;

export interface DiagnosticReportOptions {
  clock: Clock;
  platform: NodeJS.Platform;
  version: string;
  surface: string;
  dataDir: string;
  registry: Pick<Registry, 'actors' | 'get' | 'types'>;
  sampler: Pick<ResourceSampler, 'refresh' | 'info'>;
  activity: Pick<ActivityLog, 'read'>;
  searcher: LogSearcher;
  logOf: (uid: string) => BackendLog;
  programMessages: ProgramMessages | undefined;
  /** All secrets in clear that are known. */
  secrets: () => readonly string[];
  /** Left out: those of the user who runs this program. */
  person?: PersonalFacts;
  run?: CommandRunner;
}

/** @param backendId of the backend that it is about; left out: the program. @throws SwitchyardError `invalid_backend_id` */
export async function createDiagnosticReport(
  options: DiagnosticReportOptions,
  backendId?: number,
): Promise<string> {
  const { clock, platform, programMessages, registry, sampler, secrets } = options;
  const redact = createReportRedactor(secrets(), options.person ?? findPerson());
  const actor = backendId === undefined ? null : registry.get(backendId);
  await sampler.refresh();
  const { gpus = {}, gpu_trouble: gpuTrouble, system_ram: ram } = sampler.info();
  const cards = Object.values(gpus);
  const report = writeReport({
    at: new Date(clock.wall()).toISOString(),
    program: {
      version: options.version,
      surface: options.surface,
      runtime:
        process.versions.electron === undefined
          ? `Node ${process.versions.node}`
          : `Electron ${process.versions.electron}`,
      dataDir: options.dataDir,
      upSeconds: process.uptime(),
    },
    system: {
      name: await nameOfSystem(platform),
      release: release(),
      architecture: arch(),
      cpu: cpus()[0]?.model.trim() ?? 'unknown processor',
      cores: cpus().length,
      ram: ram.total,
      freeRam: ram.free,
    },
    gpus: cards.map(({ id, name, total_memory: total, free_memory: free, excluded = false }) => ({
      id,
      name,
      total,
      free,
      excluded,
    })),
    drivers: await describeDrivers(
      new Set(cards.map(({ vendor }) => vendor)),
      platform,
      options.run ?? runCommand,
    ),
    gpuTrouble: gpuTrouble ?? null,
    backend: actor ? await collectBackend(actor, options, redact) : null,
    backends: registry.actors().map((one) => one.view()),
    programMessages: (programMessages?.list() ?? [])
      .filter(({ level }) => ['warn', 'error', 'fatal'].includes(level))
      .slice(-MAX_PROGRAM_MESSAGES)
      .map(({ at, level, text }) => `${at} ${level} ${shorten(redact(text))}`),
  });
  return redact(report);
}

async function collectBackend(
  actor: BackendActor,
  { activity, logOf, searcher }: DiagnosticReportOptions,
  redact: Redactor,
): Promise<ReportedBackend> {
  const { uid } = actor.record;
  const log = logOf(uid);
  // Their lines are within those of the runs.
  const isNoLaunch = ({ launch }: LogRun) => launch === null;
  const runs = (await log.runs()).filter(isNoLaunch).slice(-MAX_RUNS).reverse();
  const { entries } = await activity.read({ uid, limit: MAX_ACTIVITY });
  return {
    view: actor.view(),
    type: actor.type ? describeBackendType(actor.type) : null,
    runs: await Promise.all(runs.map((run) => collectRun(run, { log, searcher, redact }))),
    activity: entries.map(({ at, by, message }) => `${at} ${message}${by ? ` [${by.kind}]` : ''}`),
  };
}

/** @param redact applied before a line is cut: half a secret would not be found */
async function collectRun(
  run: LogRun,
  { log, searcher, redact }: { log: BackendLog; searcher: LogSearcher; redact: Redactor },
): Promise<ReportedRun> {
  const textsOf = (lines: readonly LogLine[]) =>
    lines.map(({ stream, text }) =>
      shorten(redact(`${stream === 'host' ? '[Switchyard] ' : ''}${stripVTControlCharacters(text)}`)),
    );
  const query = { pattern: '', isRegex: false, matchCase: false, level: 'error' as const, stream: undefined };
  const { matches } = await log.search(searcher, query, { first: run.from, last: run.to, newestFirst: true });
  const errors: string[] = [];
  for (const [first, count] of matches.toReversed()) {
    const limit = Math.min(count, MAX_ERROR_LINES - errors.length);
    if (limit === 0) break;
    const lines = await log.readFrom(first + count - limit, { limit, maxBytes: limit * 100_000 });
    errors.unshift(...textsOf(lines));
  }
  const from = Math.max(run.from, run.to - MAX_LAST_LINES + 1);
  const lastLines = textsOf(await log.readFrom(from, { limit: run.to - from + 1, maxBytes: 1_000_000 }));
  return { ...run, errors, lastLines };
}

const shorten = (text: string): string =>
  text.length <= MAX_LINE_LENGTH ? text : `${text.slice(0, MAX_LINE_LENGTH - 1)}…`;

async function nameOfSystem(platform: NodeJS.Platform): Promise<string> {
  if (platform !== 'linux') return version();
  try {
    const release = await readFile('/etc/os-release', 'utf8');
    return /^PRETTY_NAME="?([^"\n]+)/m.exec(release)?.[1] ?? 'Linux';
  } catch {
    // A small container has no such file.
    return 'Linux';
  }
}

function findPerson(): PersonalFacts {
  const home = homedir();
  let real = home;
  let userName = '';
  try {
    real = realpathSync(home);
    userName = userInfo().username;
  } catch {
    // A user without an entry or a home, as in some containers.
  }
  return { homes: [home, real], userName, hostName: hostname() };
}
