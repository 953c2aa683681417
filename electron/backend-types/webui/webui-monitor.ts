/** Watches a web UI that is up: its checkpoint, its memory, its jobs, and whether its checkpoint has to be loaded again. */

import { isDeepStrictEqual } from 'node:util';
import { messageOf } from '../../../shared/errors.ts';
import { freeingWords } from '../../../shared/words/en/backends/freeing.ts';
import { noticeWords } from '../../../shared/words/en/backends/notices.ts';
import { texts } from '../../../shared/words/phrase.ts';
import type { AdapterIo, FreeOptions, FreeResult, JobCount } from '../../core/backend/backend-type.ts';
import type { CardNotices } from '../common/card-notices.ts';
import { freeWebuiMemory, torchVram } from './webui-memory.ts';
import type { WebuiApi } from './webui-protocol.ts';

const say = texts(freeingWords);

const NO_CHECKPOINT = texts(noticeWords)('noCheckpoint');

export class WebuiMonitor {
  readonly #io: AdapterIo;
  readonly #api: WebuiApi;
  readonly #notices: CardNotices;
  #jobs: JobCount = { running: 0, waiting: 0 };
  /** Null before its jobs were read. */
  #lastJob: string | null = null;
  /** The last job before the checkpoint was unloaded, where the web UI does not load it again by itself; else null. */
  #unloadedAfter: string | null = null;
  #isForge = false;
  #vramBytes = 0;

  constructor(api: WebuiApi, io: AdapterIo, notices: CardNotices) {
    this.#api = api;
    this.#io = io;
    this.#notices = notices;
  }

  get isBusy(): boolean {
    return this.#jobs.running + this.#jobs.waiting > 0;
  }

  /** Probes it, and reports its checkpoint. @throws as {@link WebuiApi.memory} */
  async probe({ reportVram }: { reportVram: boolean }): Promise<void> {
    const memory = await this.#api.memory();
    const { checkpoint, isForge } = await this.#api.options();
    if (this.#io.signal.aborted) return;
    this.#isForge = isForge;
    const vramBytes = torchVram(memory) ?? 0;
    this.#io.update({
      currentModel: checkpoint,
      ...(reportVram && vramBytes !== this.#vramBytes ? { vramBytes } : {}),
    });
    this.#vramBytes = vramBytes;
    this.#notices.set('checkpoint', checkpoint === null ? NO_CHECKPOINT : null);
  }

  /**
   * Reads its jobs and reports them.
   * @returns `hasBegun`: whether a job began since they were read last, also one that is over by now
   * @throws as {@link WebuiApi.memory}
   */
  async readJobs(signal?: AbortSignal): Promise<JobCount & { hasBegun: boolean }> {
    const { lastJob, running, waiting } = await this.#api.jobs(signal);
    const jobs = { running, waiting };
    const hasBegun = this.#lastJob !== null && this.#lastJob !== lastJob;
    const isNew = !isDeepStrictEqual(jobs, this.#jobs);
    this.#jobs = jobs;
    this.#lastJob = lastJob;
    if (isNew && !this.#io.signal.aborted) this.#io.update({ jobs: this.isBusy ? jobs : undefined });
    if (!this.isBusy) await this.#reloadWhenNeeded();
    return { ...jobs, hasBegun };
  }

  async freeMemory(options: FreeOptions): Promise<FreeResult> {
    // Also the last job has to be known: a later one shows that the checkpoint is needed again.
    await this.readJobs(options.signal);
    if (this.isBusy) return { ok: false, message: say('busyWithImage') };
    const context = { clock: this.#io.clock, isForge: this.#isForge };
    const result = await freeWebuiMemory(this.#api, context, options);
    if (result.ok && !this.#isForge) this.#unloadedAfter = this.#lastJob;
    return result;
  }

  /**
   * AUTOMATIC1111 keeps an unloaded checkpoint in memory and fails to make images with it until it is asked to load it. That
   * somebody wants an image shows in a job after the unload.
   */
  async #reloadWhenNeeded(): Promise<void> {
    if (this.#unloadedAfter === null || this.#unloadedAfter === this.#lastJob) return;
    this.#unloadedAfter = null;
    await this.#api.reload().then(
      () =>
        this.#io.log(
          'An image was asked for after its checkpoint was unloaded, so it was asked to load it again.',
        ),
      (error: unknown) =>
        this.#io.log(`It could not be asked to load its checkpoint again: ${messageOf(error)}.`),
    );
  }
}
