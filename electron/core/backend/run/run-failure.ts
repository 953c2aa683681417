/** Why a run has failed: the error that was observed, and its diagnosis by all that the run has printed. */
import type { BackendError, SettingFormat } from '../../../../shared/backend.ts';
import { hasCode, SwitchyardError } from '../../../../shared/errors.ts';
import { fieldText } from '../../../../shared/words/wire-phrases.ts';
import { type DiagnosedFailure, diagnose } from '../../diagnosis/diagnose.ts';
import type { EngineFailure, FailedRun } from '../../diagnosis/known-failure.ts';
import { RunOutput } from '../../diagnosis/run-output.ts';
import { type ExitInfo, signalOf } from '../../process/exit-info.ts';
import { type Failure, isPermanent, toBackendError } from '../backend-errors.ts';
import type { AnyBackendType } from '../backend-type.ts';
import type { OutsideTexts } from './outside-texts.ts';
import type { RunEnvironment } from './run-environment.ts';
import type { Departure } from './run-process.ts';

/** Milliseconds before the end of a run in which the kernel may have logged its cause. */
const KERNEL_WINDOW = 60_000;

export interface RunFailureOptions {
  environment: RunEnvironment;
  outside: OutsideTexts;
  backend: string;
  type: Pick<AnyBackendType, 'settings'>;
  /** What is known of the run now. */
  facts: () => Pick<FailedRun, 'exit' | 'wasReady' | 'port' | 'program' | 'gpus' | 'canMakeRoom'>;
  /** See {@link RunProcess.departure}. */
  departure: () => Departure | null;
  explainByEngine: (lines: readonly string[]) => EngineFailure | null;
  /** Oldest first. */
  lastLines: () => string[];
}

/** Whether the kernel may have ended it, which is read only then: it takes some milliseconds. */
const mayBeKilled = (exit: ExitInfo | null): boolean => exit !== null && signalOf(exit) !== null;

export interface DescribedFailure {
  failure: Failure;
  isPermanent: boolean;
  /** See {@link DiagnosedFailure}. */
  readsGpuMemory: boolean;
  blockedPort: number | null;
}

export class RunFailure {
  readonly #options: RunFailureOptions;
  readonly #output = new RunOutput();
  /** Ends the collection of output. To be called when no more can come. */
  readonly endOutput: () => void;
  #portOwner: string | null = null;
  /** Null where it has to be made again. */
  #described: DescribedFailure | null = null;
  #noted: { error: SwitchyardError; at: number } | null = null;

  constructor(options: RunFailureOptions) {
    this.#options = options;
    this.endOutput = options.environment.watchLog((batch) => {
      this.#output.add(batch);
      this.#described = null;
    });
  }

  note(error: SwitchyardError): void {
    this.#noted = { error, at: this.#options.environment.clock.wall() };
    this.#described = null;
  }

  /**
   * The failure as the card shows it, with all that was printed up to now: lines that tell the cause may come after the exit.
   * Null where none was noted.
   */
  describe(): DescribedFailure | null {
    if (this.#noted === null) return null;
    this.#described ??= this.#describe(this.#noted);
    return this.#described;
  }

  /** Who has a port that it could not open is told from the next description on. Never rejects. */
  async findPortOwner(port: number): Promise<void> {
    const { backend, environment } = this.#options;
    try {
      await environment.assertPortFree(port, backend);
    } catch (error) {
      if (error instanceof SwitchyardError && hasCode(error, 'port_in_use'))
        this.#portOwner = error.details.owner ?? null;
    }
    this.#described = null;
  }

  /** To be called when what the description is made of is another now. */
  renew(): void {
    this.#described = null;
  }

  #describe(noted: { error: SwitchyardError; at: number }): DescribedFailure {
    const { facts, lastLines } = this.#options;
    const diagnosed = this.#diagnose(noted);
    const { diagnosis, error, readsGpuMemory, blockedPort } = diagnosed;
    const shown: BackendError = toBackendError(error, { lastLines: lastLines(), exit: facts().exit });
    return {
      failure: { ...shown, diagnosis: this.#options.outside.diagnosis(diagnosis) },
      isPermanent: diagnosed.isPermanent || isPermanent(error),
      readsGpuMemory,
      blockedPort,
    };
  }

  #diagnose({ error, at }: { error: SwitchyardError; at: number }): DiagnosedFailure {
    const { backend, environment, facts, outside } = this.#options;
    const { exit } = facts();
    const explainByEngine = (lines: readonly string[]): EngineFailure | null => {
      const explained = this.#options.explainByEngine(lines);
      return explained && { ...explained, error: outside.error(explained.error) };
    };
    return diagnose({
      error: this.#withDeparture(error),
      lines: this.#output.lines(),
      endedAt: at,
      run: {
        backend,
        platform: environment.platform,
        argumentsSetting: this.#settingWith('args'),
        environmentSetting: this.#settingWith('env'),
        kernelLog: mayBeKilled(exit) ? (environment.kernelLog?.(at - KERNEL_WINDOW) ?? []) : [],
        portOwner: this.#portOwner,
        ...facts(),
      },
      explainByEngine,
    });
  }

  /** Its first setting of a format, for a diagnosis that names it. */
  #settingWith(format: SettingFormat): FailedRun['argumentsSetting'] {
    const { settings } = this.#options.type;
    const [name, setting] = Object.entries(settings).find(([, { info }]) => info.format === format) ?? [];
    return name === undefined || setting === undefined
      ? null
      : { name, label: fieldText(setting.info, 'label') };
  }

  /** Where the worker has left for the background, that is why it ended. */
  #withDeparture(error: SwitchyardError): SwitchyardError {
    const departure = this.#options.departure();
    if (!hasCode(error, 'exited_before_ready') || departure === null) return error;
    const { advice, left } = departure;
    const { backend } = this.#options;
    return advice === null
      ? new SwitchyardError('exited_before_ready', { ...error.details, ...(left === '' ? {} : { left }) })
      : new SwitchyardError('went_to_background', { backend, advice, left });
  }
}
