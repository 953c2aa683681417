/**
 * Starts instances as jobs of Slurm: submits them, follows them by `squeue`, and ends them by `scancel`. Its jobs carry a name
 * with the identity of the backend, by which they are found again when the host was killed.
 *
 * Invariant: a job is taken for ended only where the controller says so. While it does not answer, what runs is unknown.
 */

import { dirname, join } from 'node:path';
import { loadStatusWords } from '../../../shared/words/en/backends/load-status.ts';
import { fleetReasonWords } from '../../../shared/words/en/errors/fleet-reasons.ts';
import { englishOf, type Text, texts } from '../../../shared/words/phrase.ts';
import { ReasonError } from '../../../shared/words/reason-error.ts';
import { type Clock, delay, waitAtMost } from '../clock.ts';
import type { Launch, Launcher, LauncherListener, LaunchListener, Outage } from './launcher.ts';
import { createLineReader, jobName, type ScriptProcess, type ScriptRequest } from './script-launcher.ts';
import type { SlurmCommand } from './slurm-commands.ts';
import { describeEnd, failureOf, parseJobs, type SlurmJob } from './slurm-jobs.ts';

const say = texts(fleetReasonWords);

/** Milliseconds between two questions to the controller. */
const POLL_MS = 2_000;
/** The first ones come sooner, so that a short wait is not shown as one. */
const SOON_MS = 200;
/** A job counts as ended when it is missing in so many lists in a row. Slurm forgets ended jobs after some minutes. */
const MAX_MISSED = 2;
/** Milliseconds after the end of a job in which its last lines may still come. */
const LAST_LINES_MS = 1_000;
/** Lines that a job has printed last, which are shown with the reason of its end. */
const MAX_LAST_LINES = 3;

export interface SlurmLauncherOptions {
  script: string;
  partition: string;
  account: string;
  timeLimit: string;
  /** GPUs of one instance; 0 asks for none. */
  gpus: number;
  /** Further arguments of sbatch. */
  args: readonly string[];
  /** Where the output of the jobs is written; every node and this machine must see it. Empty: the folder of the script. */
  outputFolder: string;
  /** What is done with jobs of an earlier life of the host. */
  afterRestart: 'adopt' | 'cancel';
  urlPattern: RegExp | null;
  identity: string;
  clock: Clock;
  run: SlurmCommand;
  spawn: (request: ScriptRequest) => Promise<ScriptProcess>;
  log: (message: string) => void;
}

interface FollowedJob {
  readonly number: number;
  readonly id: string;
  readonly listener: LaunchListener;
  node: string | null;
  missed: number;
  reader: Promise<ScriptProcess | null> | null;
  lastLines: string[];
  isEnding: boolean;
  /** How it has ended, once that is known. */
  end: { exit: string; failed: boolean } | null;
  /** Resolves when it has ended. */
  readonly ended: Promise<void>;
  noteEnd: () => void;
}

export class SlurmLauncher implements Launcher {
  readonly #options: SlurmLauncherOptions;
  readonly #prefix: string;
  readonly #jobs = new Map<string, FollowedJob>();
  /** Names of jobs that are being submitted. */
  readonly #submitting = new Set<string>();
  /** Jobs that are to end and could not be told so yet. */
  readonly #toCancel = new Set<string>();
  #listener: LauncherListener | null = null;
  #outage: Outage | null = null;
  #isKnown = false;
  #isClosed = false;
  #isPolling = false;
  #cancelPoll = () => {};

  constructor(options: SlurmLauncherOptions) {
    this.#options = options;
    this.#prefix = jobName(options.identity, '');
  }

  get outage(): Outage | null {
    return this.#outage;
  }

  get isKnown(): boolean {
    return this.#isKnown && this.#outage === null;
  }

  open(listener: LauncherListener): void {
    this.#listener = listener;
    void this.#poll();
  }

  close(): void {
    this.#isClosed = true;
    this.#cancelPoll();
  }

  async start(number: number, listener: LaunchListener): Promise<Launch> {
    const { identity, run, script } = this.#options;
    const name = jobName(identity, number);
    this.#submitting.add(name);
    try {
      const env = { SWITCHYARD_LAUNCH: String(number), SWITCHYARD_JOB_NAME: name };
      const result = await run('sbatch', [...this.#arguments(name), script], env);
      const [, id] = /^(\d+)(?:;\S*)?$/m.exec(result.stdout.trim()) ?? [];
      if (result.code !== 0 || id === undefined)
        throw new ReasonError(say('submissionRefused', { reason: failureOf('sbatch', result) }));
      this.#options.log(`Instance ${number} is job ${id} of Slurm.`);
      return this.#follow(number, id, listener);
    } finally {
      this.#submitting.delete(name);
    }
  }

  #arguments(name: string): string[] {
    const { account, args, gpus, partition, timeLimit } = this.#options;
    return [
      '--parsable',
      // A job that is started again late would only cost: nobody waits for it any more.
      '--no-requeue',
      `--job-name=${name}`,
      `--output=${this.#outputOf('%j')}`,
      ...(partition === '' ? [] : [`--partition=${partition}`]),
      ...(account === '' ? [] : [`--account=${account}`]),
      ...(timeLimit === '' ? [] : [`--time=${timeLimit}`]),
      ...(gpus === 0 ? [] : [`--gpus=${gpus}`]),
      ...args,
    ];
  }

  #outputOf(id: string): string {
    const { outputFolder, script } = this.#options;
    return join(outputFolder === '' ? dirname(script) : outputFolder, `switchyard-job-${id}.log`);
  }

  #follow(number: number, id: string, listener: LaunchListener): Launch {
    let noteEnd = () => {};
    const ended = new Promise<void>((resolve) => {
      noteEnd = resolve;
    });
    const job: FollowedJob = {
      number,
      id,
      listener: onNode(listener, () => job.node),
      node: null,
      missed: 0,
      reader: null,
      lastLines: [],
      isEnding: false,
      end: null,
      ended,
      noteEnd,
    };
    this.#jobs.set(id, job);
    this.#pollSoon(SOON_MS);
    const name = texts(loadStatusWords)('instance_job', { id });
    return { number, name, stop: (graceMs) => this.#stop(job, graceMs) };
  }

  async #stop(job: FollowedJob, graceMs: number): Promise<void> {
    if (!this.#jobs.has(job.id)) return;
    job.isEnding = true;
    await this.#cancel(job.id);
    this.#pollSoon(SOON_MS);
    await waitAtMost(this.#options.clock, graceMs, job.ended);
  }

  /** Slurm sends SIGTERM, and SIGKILL after its own KillWait. Where scancel fails, it is run again when the controller is back. */
  async #cancel(id: string): Promise<void> {
    const result = await this.#options.run('scancel', [id]);
    const reason = englishOf(failureOf('scancel', result));
    if (result.code === 0 || /invalid job id/i.test(reason)) {
      this.#toCancel.delete(id);
      return;
    }
    if (!this.#toCancel.has(id))
      this.#options.log(`Job ${id} could not be cancelled: ${reason}. It is tried again when Slurm answers.`);
    this.#toCancel.add(id);
  }

  #pollSoon(ms: number): void {
    if (this.#isClosed || this.#isPolling) return;
    this.#cancelPoll();
    this.#cancelPoll = this.#options.clock.setTimer(ms, () => void this.#poll());
  }

  async #poll(): Promise<void> {
    if (this.#isClosed || this.#isPolling) return;
    this.#cancelPoll();
    this.#isPolling = true;
    await this.#read();
    this.#isPolling = false;
    const isPending = [...this.#jobs.values()].some(({ isEnding, node }) => isEnding || node === null);
    this.#pollSoon(isPending ? SOON_MS * 2 : POLL_MS);
  }

  async #read(): Promise<void> {
    const { clock, log, run } = this.#options;
    // This list says nothing of jobs that are submitted while it is read.
    const asked = new Set(this.#jobs.keys());
    const submitting = new Set(this.#submitting);
    const reading = parseJobs(await run('squeue', ['--json', '--me']));
    if (this.#isClosed) return;
    if (reading.kind === 'unknown') {
      if (this.#outage === null) {
        this.#outage = { since: clock.wall(), reason: reading.reason };
        log(`Slurm does not tell what runs: ${englishOf(reading.reason)}. The instances are kept.`);
        this.#listener?.onChange();
      }
      return;
    }
    const wasKnown = this.isKnown;
    if (this.#outage !== null) log('Slurm tells again what runs.');
    this.#outage = null;
    this.#isKnown = true;
    const own = reading.jobs
      .filter(({ name }) => name.startsWith(this.#prefix))
      .sort((one, other) => this.#numberOf(one) - this.#numberOf(other));
    const byId = new Map(own.map((job) => [job.id, job]));
    for (const job of [...this.#jobs.values()]) if (asked.has(job.id)) this.#judge(job, byId.get(job.id));
    for (const job of own)
      if (job.phase !== 'ended' && !submitting.has(job.name) && !this.#submitting.has(job.name))
        this.#find(job);
    for (const id of [...this.#toCancel])
      if (byId.get(id)?.phase === 'ended' || !byId.has(id)) this.#toCancel.delete(id);
      else await this.#cancel(id);
    if (!wasKnown) this.#listener?.onChange();
  }

  /** @param seen as the list has it; undefined where it has none */
  #judge(job: FollowedJob, seen: SlurmJob | undefined): void {
    if (!seen) {
      job.missed++;
      if (job.missed >= MAX_MISSED) void this.#end(job, say('job_forgotten', { id: job.id }));
      return;
    }
    job.missed = 0;
    if (seen.phase === 'ended') {
      void this.#end(job, describeEnd(seen));
      return;
    }
    job.listener.onWaiting(seen.phase === 'pending' ? (seen.reason ?? say('justSubmitted')) : null);
    if (seen.phase === 'pending') return;
    job.node = seen.node ?? 'localhost';
    job.reader ??= this.#readOutput(job);
  }

  /**
   * Adopts or cancels a job of ours that is not followed: one of an earlier life of the host, or one whose submission was not
   * confirmed.
   */
  #find(seen: SlurmJob): void {
    if (this.#jobs.has(seen.id) || this.#toCancel.has(seen.id) || !this.#listener) return;
    const number = this.#numberOf(seen);
    if (!Number.isSafeInteger(number) || number < 1) return;
    if (this.#options.afterRestart === 'cancel') {
      this.#options.log(`Job ${seen.id} of an earlier run is cancelled, as the settings say.`);
      this.#toCancel.add(seen.id);
      return;
    }
    this.#options.log(`Job ${seen.id} of an earlier run is adopted as instance ${number}.`);
    const { listener, setLaunch } = this.#listener.onFound(number);
    setLaunch(this.#follow(number, seen.id, listener));
    const job = this.#jobs.get(seen.id);
    if (job) this.#judge(job, seen);
  }

  /** The number of the launch that a job of ours has in its name. */
  #numberOf({ name }: SlurmJob): number {
    return Number(name.slice(this.#prefix.length));
  }

  /** Its output is read from the start, so that an adopted job names its address again. */
  async #readOutput(job: FollowedJob): Promise<ScriptProcess | null> {
    const read = createLineReader(job.listener, this.#options.urlPattern);
    try {
      return await this.#options.spawn({
        launch: job.number,
        request: {
          command: '/bin/sh',
          // tail complains on stderr while the file is not there yet.
          args: ['-c', 'exec tail -n +1 -F "$1" 2>/dev/null', 'read-output', this.#outputOf(job.id)],
          cwd: '/',
          env: {},
        },
        onLine: (line) => {
          job.lastLines = [...job.lastLines, line].slice(-MAX_LAST_LINES);
          read(line);
        },
        describeEnd: () => job.end ?? { exit: null, failed: false },
      });
    } catch {
      // Without its output, the job is followed all the same; UrlFile may name its address.
      return null;
    }
  }

  async #end(job: FollowedJob, reason: Text): Promise<void> {
    if (!this.#jobs.delete(job.id)) return;
    job.end = { exit: reason.text, failed: !job.isEnding };
    // The output of a short job was not read yet, because no list has shown it as running.
    const reader = await (job.reader ?? this.#readOutput(job));
    if (reader) {
      await delay(this.#options.clock, LAST_LINES_MS);
      await reader.stop({ graceMs: 0 });
    }
    const said = job.lastLines.map((line) => line.trim()).filter((line) => line !== '');
    job.listener.onEnded(
      said.length === 0 ? reason : say('printedLast', { end: reason, lines: said.join(' / ') }),
      true,
    );
    job.noteEnd();
  }
}

/** Puts the name of the node into an address such as `http://0.0.0.0:8000`, which a server prints that listens on all addresses. */
const onNode = (listener: LaunchListener, node: () => string | null): LaunchListener => ({
  onMessage: (message) =>
    listener.onMessage('url' in message ? { ...message, url: withNode(message.url, node()) } : message),
  onWaiting: (reason) => listener.onWaiting(reason),
  onEnded: (reason, isGone) => listener.onEnded(reason, isGone),
});

const withNode = (url: string, node: string | null): string =>
  node === null ? url : url.replace(/^(https?:\/\/)(?:0\.0\.0\.0|\[::\])(?=[:/]|$)/, `$1${node}`);
