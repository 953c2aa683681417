/**
 * Cleans what adapters report, before it is kept, shown, logged or sent. These texts come from outside: replies of remotes,
 * names of models and files, messages of workers. The secrets of the backend are masked, since a remote may echo what it
 * was sent; invisible characters are shown by their number, since they change what a reader sees; length and count are
 * bounded, since a remote may name anything.
 */
import type { SettingValues } from '../../../../shared/backend.ts';
import type { Diagnosis } from '../../../../shared/diagnosis.ts';
import { type ErrorCode, SwitchyardError } from '../../../../shared/errors.ts';
import { MAX_OUTSIDE_TEXTS, MAX_TITLE_LENGTH } from '../../../../shared/limits.ts';
import type { Machine, ScaleState } from '../../../../shared/scale-out.ts';
import type { SettingsShape } from '../../../../shared/settings.ts';
import { showControlCharacters } from '../../../../shared/text/control-characters.ts';
import type { HostText, Phrase } from '../../../../shared/words/phrase.ts';
import type { Phrases } from '../../../../shared/words/wire-phrases.ts';
import { createRedactor, type Redactor } from '../../redact-secrets.ts';
import { secretValues } from '../../storage/secrets/secrets.ts';
import type { ChildFacts, FreeResult, WorkerFacts } from '../backend-type.ts';

/** The secrets in the settings of one backend. */
export const secretsOf = (type: { id: string; settings: SettingsShape }, settings: SettingValues): string[] =>
  secretValues([{ type: type.id, settings }], [type]);

/** Shortens to `maxLength` UTF-16 units, the sign of the cut included, and never within a character. */
function shorten(text: string, maxLength: number): string {
  if (text.length <= maxLength) return text;
  return `${text.slice(0, maxLength - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}

/** The class without the relation of a code to its details, which the compiler cannot follow here. */
const AnyError = SwitchyardError as new (
  code: ErrorCode,
  details: unknown,
  options: { cause: unknown },
) => SwitchyardError;

export class OutsideTexts {
  readonly #redact: Redactor;

  constructor(secrets: readonly string[]) {
    this.#redact = createRedactor(secrets);
  }

  /** One line. Secrets come first: in a text that is cut or in which a character is replaced, a secret is not found. */
  line(text: string, maxLength: number): string {
    return shorten(showControlCharacters(this.#redact(text), ''), maxLength);
  }

  message(text: string): string {
    return shorten(showControlCharacters(this.#redact(text), '\n\t'), MAX_OUTSIDE_TEXTS.message);
  }

  /** A text that may be of the catalogue, with its values. */
  text(text: HostText): HostText {
    return this.#value(text) as HostText;
  }

  /** As {@link line}; one of the catalogue is short already. */
  #shortText(text: HostText, maxLength: number): HostText {
    return typeof text === 'string' ? this.line(text, maxLength) : this.text(text);
  }

  facts(facts: WorkerFacts): WorkerFacts {
    const cleaned: WorkerFacts = { ...facts };
    if (facts.currentModel != null)
      cleaned.currentModel = this.line(facts.currentModel, MAX_OUTSIDE_TEXTS.model);
    if (facts.models)
      cleaned.models = facts.models
        .slice(0, MAX_OUTSIDE_TEXTS.models)
        .map((model) => this.line(model, MAX_OUTSIDE_TEXTS.model));
    if (facts.features) cleaned.features = this.#features(facts.features);
    if (facts.address !== undefined) cleaned.address = this.line(facts.address, MAX_OUTSIDE_TEXTS.message);
    if (facts.notice !== undefined) cleaned.notice = this.text(facts.notice);
    if (facts.loadStatus !== undefined)
      cleaned.loadStatus = this.#shortText(facts.loadStatus, MAX_OUTSIDE_TEXTS.status);
    if (facts.commandLine !== undefined)
      cleaned.commandLine = showControlCharacters(this.#redact(facts.commandLine), '\n\t');
    if (facts.machines) cleaned.machines = facts.machines.map((machine) => this.#machine(machine));
    if (facts.scale) cleaned.scale = this.#scale(facts.scale);
    if (facts.vramBytes !== undefined) cleaned.vramBytes = finite(facts.vramBytes);
    if (facts.maxUsages !== undefined) cleaned.maxUsages = countOf(facts.maxUsages);
    return cleaned;
  }

  children(list: readonly ChildFacts[]): ChildFacts[] {
    return list.slice(0, MAX_OUTSIDE_TEXTS.children).map((child) => ({
      ...child,
      title: this.#shortText(child.title, MAX_TITLE_LENGTH),
      features: this.#features(child.features),
      maxUsages: Math.max(0, finite(child.maxUsages) ?? 0),
      currentModel:
        child.currentModel === null ? null : this.line(child.currentModel, MAX_OUTSIDE_TEXTS.model),
      remote: {
        ...child.remote,
        type: this.line(child.remote.type, MAX_OUTSIDE_TEXTS.name),
        path: child.remote.path.map((server) => this.line(server, MAX_OUTSIDE_TEXTS.name)),
      },
      loadStatus:
        child.loadStatus === undefined
          ? undefined
          : this.#shortText(child.loadStatus, MAX_OUTSIDE_TEXTS.status),
      notice: child.notice === undefined ? undefined : this.text(child.notice),
      machine: child.machine === undefined ? undefined : this.line(child.machine, MAX_OUTSIDE_TEXTS.name),
      error: child.error && {
        code: this.line(child.error.code, MAX_OUTSIDE_TEXTS.name),
        message: this.message(child.error.message),
        hint: this.message(child.error.hint),
      },
    }));
  }

  result(result: FreeResult): FreeResult {
    const { ok, message } = result;
    const cleaned: FreeResult = { ok, message: this.text(message) };
    const [vramBytes, ramBytes] = [finite(result.vramBytes), finite(result.ramBytes)];
    if (vramBytes !== undefined) cleaned.vramBytes = vramBytes;
    if (ramBytes !== undefined) cleaned.ramBytes = ramBytes;
    return cleaned;
  }

  /** Its lines are kept as they are in the log, where secrets are masked already: whoever shows them cleans them. */
  diagnosis(diagnosis: Diagnosis): Diagnosis {
    const { explanation, remedy, phrases, action, error } = diagnosis;
    return {
      ...diagnosis,
      explanation: this.message(explanation),
      remedy: this.message(remedy),
      ...(phrases === undefined ? {} : { phrases: this.#phrases(phrases) }),
      ...(error?.details ? { error: { ...error, details: this.#details(error.details) } } : {}),
      ...(action?.kind === 'copy_command'
        ? { action: { ...action, command: this.line(action.command, MAX_OUTSIDE_TEXTS.message) } }
        : {}),
    };
  }

  /** The same error, made of cleaned details. */
  error(error: SwitchyardError): SwitchyardError {
    const { details } = error;
    if (typeof details !== 'object' || details === null) return error;
    // The details keep their shape: only the texts within them are others.
    return new AnyError(error.code, this.#details(details), { cause: error.cause });
  }

  #details(details: object): Record<string, unknown> {
    return Object.fromEntries(
      Object.entries(details).map(([name, value]) => [name, this.#value(value as unknown)]),
    );
  }

  /** A detail, or a value of a phrase: a text, a list of texts, or a phrase with values of its own. */
  #value(value: unknown): unknown {
    if (typeof value === 'string') return this.message(value);
    if (Array.isArray(value)) return value.map((one: unknown) => this.#value(one));
    if (typeof value !== 'object' || value === null || !('key' in value && 'text' in value)) return value;
    const { key, text, values } = value as Phrase;
    return { key, text: this.message(text), ...(values && { values: this.#details(values) }) };
  }

  #phrases(phrases: Phrases): Phrases {
    return Object.fromEntries(
      Object.entries(phrases).map(([name, { key, values }]) => [
        name,
        { key, ...(values && { values: this.#details(values) }) },
      ]),
    );
  }

  #machine(machine: Machine): Machine {
    return {
      ...machine,
      name: this.line(machine.name, MAX_OUTSIDE_TEXTS.name),
      gpus: machine.gpus.slice(0, MAX_OUTSIDE_TEXTS.gpus).map((gpu) => ({
        ...gpu,
        id: this.line(gpu.id, MAX_OUTSIDE_TEXTS.name),
        name: this.line(gpu.name, MAX_OUTSIDE_TEXTS.name),
      })),
    };
  }

  #scale({ last_launch: last, waits_for: wait, ...scale }: ScaleState): ScaleState {
    return {
      ...scale,
      ...(wait === undefined
        ? {}
        : { waits_for: { ...wait, reason: this.line(wait.reason, MAX_OUTSIDE_TEXTS.status) } }),
      ...(last === undefined
        ? {}
        : {
            last_launch: last.failure === undefined ? last : { ...last, failure: this.message(last.failure) },
          }),
    };
  }

  #features(features: readonly string[]): string[] {
    return features
      .slice(0, MAX_OUTSIDE_TEXTS.features)
      .map((feature) => this.line(feature, MAX_OUTSIDE_TEXTS.name));
  }
}

/** Undefined for what cannot be a number of requests. */
const countOf = (count: number): number | undefined =>
  Number.isSafeInteger(count) && count > 0 ? count : undefined;

/** Undefined for what is no amount: JSON of another program may hold 1e999. */
const finite = (amount: number | undefined): number | undefined =>
  amount !== undefined && Number.isFinite(amount) ? amount : undefined;
