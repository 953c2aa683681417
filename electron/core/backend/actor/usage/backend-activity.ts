/** Records what happens to one backend: the commands that it gets, with who gave them, and what is observed of its runs. */
import { isDeepStrictEqual } from 'node:util';
import type { ActivityChange, Origin } from '../../../../../shared/activity.ts';
import type { SettingValue, SettingValues } from '../../../../../shared/backend.ts';
import type { SettingsShape } from '../../../../../shared/settings.ts';
import { happenedWords } from '../../../../../shared/words/en/happened.ts';
import { messagePhrase } from '../../../../../shared/words/error-text.ts';
import { type HostText, type Text, texts } from '../../../../../shared/words/phrase.ts';
import { joinSentences } from '../../../../../shared/words/sentences.ts';
import { fieldText, onWire } from '../../../../../shared/words/wire-phrases.ts';
import type { NewEntry, RecordActivity } from '../../../activity/activity-log.ts';
import { findSettingChanges } from '../../../activity/find-setting-changes.ts';
import { currentOrigin } from '../../../activity/origin.ts';
import type { Clock } from '../../../clock.ts';
import type { Failure } from '../../backend-errors.ts';
import { type LifecycleEvent, type LifecycleState, MAX_FAILURES } from '../../lifecycle/lifecycle-state.ts';
import type { StoredBackend } from '../stored/stored-backend.ts';

const say = texts(happenedWords);

/** Title, id and tags of a backend, and its settings, at one time. */
interface EditedFacts {
  title: string;
  id: number;
  tags: readonly string[];
  settings: SettingValues;
}

export interface BackendActivityOptions {
  stored: StoredBackend;
  clock: Clock;
  record: RecordActivity;
}

export class BackendActivity {
  readonly #options: BackendActivityOptions;
  /** Who gave the last command; the start or stop that follows is theirs. */
  #cause: Origin = { kind: 'program' };
  /** Monotonic milliseconds of the start, or of the stop, that is under way. */
  #since = 0;
  /** A failure is recorded when nothing of the run is left, for only then it is known well; null where there is none. */
  #failed: { kind: 'crashed' | 'unresponsive'; failure: Failure } | null = null;

  constructor(options: BackendActivityOptions) {
    this.#options = options;
  }

  get editedFacts(): EditedFacts {
    const { id, title, record, settings } = this.#options.stored;
    return { id, title, tags: record.tags ?? [], settings };
  }

  /** What a command changes from now on is of its caller. To be called where the command is decided. */
  noteCommand(): void {
    this.#cause = currentOrigin();
  }

  switched(enabled: boolean): void {
    this.#recordCommand(
      enabled
        ? { kind: 'switched_on', message: say('switchedOn') }
        : { kind: 'switched_off', message: say('switchedOff') },
    );
  }

  restarted(): void {
    this.#recordCommand({ kind: 'restarted', message: say('restartAsked') });
  }

  /** @param notice for whom it is started */
  woken(notice: HostText): void {
    this.#cause = { kind: 'request' };
    this.#record({ kind: 'woken', by: this.#cause, message: notice });
  }

  /** @param notice why it sleeps */
  slept(notice: HostText): void {
    this.#recordCommand({ kind: 'slept', message: notice });
  }

  memoryFreed(message: HostText): void {
    this.#record({ kind: 'memory_freed', by: currentOrigin(), message });
  }

  deleted(): void {
    this.#recordCommand({ kind: 'deleted', message: say('deleted') });
  }

  /** @param message how it came to be, in a sentence */
  added(kind: 'added' | 'restored', message: Text): void {
    this.#recordCommand({ kind, message });
  }

  /** @param before {@link editedFacts} of before the edit */
  edited(before: EditedFacts): void {
    this.noteCommand();
    const { record, stored } = this.#options;
    const after = this.editedFacts;
    const about = { by: this.#cause, ...this.#subject };
    record(() => {
      const changes = findChanges(stored.type?.settings ?? {}, before, after);
      if (changes.length === 0) return null;
      const labels = changes.map((change) => fieldText(change, 'label'));
      return { kind: 'edited', message: say('edited', { labels }), changes, ...about };
    });
  }

  /** To be called after each event of the lifecycle. */
  observe(event: LifecycleEvent, before: LifecycleState, after: LifecycleState): void {
    if (before === after) return;
    const { clock } = this.#options;
    if (after.phase === 'loading' && before.phase !== 'loading') this.#observeStart(after);
    if (after.phase === 'stopping' && before.phase !== 'stopping') this.#since = clock.now();
    const error = after.error === null ? {} : { error: toEntryError(after.error) };
    switch (event.kind) {
      case 'ready':
        this.#recordTimed('ready', { kind: 'ready' });
        return;
      case 'start-failed':
        this.#record({ kind: 'start_failed', message: describeFailedStart(after), ...error });
        return;
      case 'exited':
        this.#failed = { kind: 'crashed', failure: event.error };
        return;
      case 'unresponsive':
        this.#failed = { kind: 'unresponsive', failure: event.error };
        return;
      case 'contact-lost':
        // While contact is lost each probe reports it again.
        if (before.phase !== 'idle' && !before.keepsProbing)
          this.#record({ kind: 'contact_lost', message: messagePhrase(event.error), ...error });
        return;
      case 'contact-found':
        this.#record({ kind: 'contact_found', message: say('answersAgain') });
        return;
      case 'gone':
        if (this.#failed) this.#observeEndOfFailed(event.failure, after);
        else if (before.error === null) this.#recordTimed('stopped', { kind: 'stopped', by: this.#cause });
        return;
      default:
        return;
    }
  }

  /** @param failure why it failed, by everything that it printed */
  #observeEndOfFailed(failure: Failure | undefined, after: LifecycleState): void {
    const failed = this.#failed;
    this.#failed = null;
    if (!failed) return;
    const known = failure ?? failed.failure;
    this.#record({ kind: failed.kind, message: messagePhrase(known), error: toEntryError(known) });
    if (after.phase === 'errored') this.#record({ kind: 'gave_up', message: describeGivingUp(after) });
  }

  #observeStart({ failures }: LifecycleState): void {
    this.#since = this.#options.clock.now();
    if (failures === 0) this.#record({ kind: 'starting', by: this.#cause, message: say('starting') });
    else {
      const message = say('startingAgain', { attempt: failures + 1, attempts: MAX_FAILURES });
      this.#record({ kind: 'starting', by: { kind: 'retry' }, message });
    }
  }

  #recordCommand(entry: Pick<NewEntry, 'kind' | 'message'>): void {
    this.noteCommand();
    this.#record({ ...entry, by: this.#cause });
  }

  /** Its message has the time that was needed. */
  #recordTimed(key: 'ready' | 'stopped', entry: Omit<NewEntry, 'message'>): void {
    const seconds = Math.round((this.#options.clock.now() - this.#since) / 100) / 10;
    this.#record({ ...entry, message: say(key, { seconds: seconds.toFixed(1) }), seconds });
  }

  #record(entry: NewEntry): void {
    this.#options.record({ ...entry, ...this.#subject });
  }

  /** Which backend it is, as it is called now. */
  get #subject(): Pick<NewEntry, 'uid' | 'backend'> {
    const { id, name, record } = this.#options.stored;
    return { uid: record.uid, backend: { id, name } };
  }
}

function toEntryError({
  code,
  message,
  hint,
  details,
  exit_code,
  signal,
  diagnosis,
}: Failure): NonNullable<NewEntry['error']> {
  return {
    code,
    message,
    hint,
    ...(details === undefined ? {} : { details }),
    ...(exit_code === undefined ? {} : { exit_code }),
    ...(signal === undefined ? {} : { signal }),
    ...(diagnosis === undefined ? {} : { diagnosis: diagnosis.title, diagnosis_id: diagnosis.id }),
  };
}

function describeFailedStart({ error, phase }: LifecycleState): HostText {
  const reason = error ? messagePhrase(error) : say('startFailed');
  return (
    joinSentences(phase === 'errored' ? [reason, say('notStartedAgain')] : [reason]) ?? say('startFailed')
  );
}

const describeGivingUp = ({ failures }: LifecycleState): Text =>
  failures >= MAX_FAILURES ? say('gaveUp', { failures }) : say('notStartedAgain');

function findChanges(shape: SettingsShape, before: EditedFacts, after: EditedFacts): ActivityChange[] {
  const changes: ActivityChange[] = [];
  if (before.title !== after.title) changes.push(changeOf('title', before.title, after.title));
  if (before.id !== after.id) changes.push(changeOf('id', before.id, after.id));
  if (!isDeepStrictEqual(before.tags, after.tags))
    changes.push(changeOf('tags', [...before.tags], [...after.tags]));
  const infoOf = (name: string) => (Object.hasOwn(shape, name) ? shape[name]?.info : undefined);
  changes.push(...findSettingChanges(infoOf, before.settings, after.settings));
  return changes;
}

const changeOf = (name: 'title' | 'id' | 'tags', from: SettingValue, to: SettingValue): ActivityChange => ({
  field: name,
  name,
  ...onWire({ label: say(`label_${name}`) }),
  from,
  to,
});
