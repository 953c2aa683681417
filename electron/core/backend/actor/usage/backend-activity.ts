/** Records what happens to one backend: the commands that it gets, with who gave them, and what is observed of its runs. */
import { isDeepStrictEqual } from 'node:util';
import type { ActivityChange, Origin } from '../../../../../shared/activity.ts';
import type { SettingValue, SettingValues } from '../../../../../shared/backend.ts';
import type { SettingsShape } from '../../../../../shared/settings.ts';
import type { NewEntry, RecordActivity } from '../../../activity/activity-log.ts';
import { findSettingChanges } from '../../../activity/find-setting-changes.ts';
import { currentOrigin } from '../../../activity/origin.ts';
import type { Clock } from '../../../clock.ts';
import type { Failure } from '../../backend-errors.ts';
import { type LifecycleEvent, type LifecycleState, MAX_FAILURES } from '../../lifecycle/lifecycle-state.ts';
import type { StoredBackend } from '../stored/stored-backend.ts';

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
        ? { kind: 'switched_on', message: 'Switched on.' }
        : { kind: 'switched_off', message: 'Switched off.' },
    );
  }

  restarted(): void {
    this.#recordCommand({ kind: 'restarted', message: 'A restart was asked for.' });
  }

  /** @param notice for whom it is started */
  woken(notice: string): void {
    this.#cause = { kind: 'request' };
    this.#record({ kind: 'woken', by: this.#cause, message: notice });
  }

  /** @param notice why it sleeps */
  slept(notice: string): void {
    this.#recordCommand({ kind: 'slept', message: notice });
  }

  memoryFreed(message: string): void {
    this.#record({ kind: 'memory_freed', by: currentOrigin(), message });
  }

  deleted(): void {
    this.#recordCommand({ kind: 'deleted', message: 'Deleted.' });
  }

  /** @param message how it came to be, in a sentence */
  added(kind: 'added' | 'restored', message: string): void {
    this.#recordCommand({ kind, message });
  }

  /** @param before {@link editedFacts} of before the edit */
  edited(before: EditedFacts): void {
    const changes = findChanges(this.#options.stored.type?.settings ?? {}, before, this.editedFacts);
    this.noteCommand();
    if (changes.length === 0) return;
    const labels = changes.map(({ label }) => label).join(', ');
    this.#record({ kind: 'edited', by: this.#cause, message: `Edited: ${labels}.`, changes });
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
        this.#recordTimed({ kind: 'ready', message: 'Ready for use' });
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
          this.#record({ kind: 'contact_lost', message: event.error.message, ...error });
        return;
      case 'contact-found':
        this.#record({ kind: 'contact_found', message: 'It answers again.' });
        return;
      case 'gone':
        if (this.#failed) this.#observeEndOfFailed(event.failure, after);
        else if (before.error === null)
          this.#recordTimed({ kind: 'stopped', by: this.#cause, message: 'Stopped' });
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
    this.#record({ kind: failed.kind, message: known.message, error: toEntryError(known) });
    if (after.phase === 'errored') this.#record({ kind: 'gave_up', message: describeGivingUp(after) });
  }

  #observeStart({ failures }: LifecycleState): void {
    this.#since = this.#options.clock.now();
    if (failures === 0) this.#record({ kind: 'starting', by: this.#cause, message: 'Starting.' });
    else {
      const message = `Starting again, try ${failures + 1} of ${MAX_FAILURES}.`;
      this.#record({ kind: 'starting', by: { kind: 'retry' }, message });
    }
  }

  #recordCommand(entry: Pick<NewEntry, 'kind' | 'message'>): void {
    this.noteCommand();
    this.#record({ ...entry, by: this.#cause });
  }

  /** @param entry its message goes on with the time that was needed */
  #recordTimed({ message, ...entry }: NewEntry): void {
    const seconds = Math.round((this.#options.clock.now() - this.#since) / 100) / 10;
    this.#record({ ...entry, message: `${message} after ${seconds.toFixed(1)} s.`, seconds });
  }

  #record(entry: NewEntry): void {
    const { record, stored } = this.#options;
    record({
      ...entry,
      uid: stored.record.uid,
      backend: { id: stored.id, name: stored.name },
    });
  }
}

function toEntryError({
  code,
  message,
  hint,
  exit_code,
  signal,
  diagnosis,
}: Failure): NonNullable<NewEntry['error']> {
  return {
    code,
    message,
    hint,
    ...(exit_code === undefined ? {} : { exit_code }),
    ...(signal === undefined ? {} : { signal }),
    ...(diagnosis === undefined ? {} : { diagnosis: diagnosis.title }),
  };
}

const describeFailedStart = (after: LifecycleState): string => {
  const reason = after.error?.message ?? 'The start failed.';
  return after.phase === 'errored' ? `${reason} It is not tried again by itself.` : reason;
};

const describeGivingUp = ({ failures }: LifecycleState): string =>
  failures >= MAX_FAILURES
    ? `It failed ${failures} times in a row, and is not started again by itself.`
    : 'It is not started again by itself.';

function findChanges(shape: SettingsShape, before: EditedFacts, after: EditedFacts): ActivityChange[] {
  const changes: ActivityChange[] = [];
  if (before.title !== after.title) changes.push(changeOf('title', 'Title', before.title, after.title));
  if (before.id !== after.id) changes.push(changeOf('id', 'ID', before.id, after.id));
  if (!isDeepStrictEqual(before.tags, after.tags))
    changes.push(changeOf('tags', 'Tags', [...before.tags], [...after.tags]));
  const infoOf = (name: string) => (Object.hasOwn(shape, name) ? shape[name]?.info : undefined);
  changes.push(...findSettingChanges(infoOf, before.settings, after.settings));
  return changes;
}

const changeOf = (
  name: 'title' | 'id' | 'tags',
  label: string,
  from: SettingValue,
  to: SettingValue,
): ActivityChange => ({ field: name, name, label, from, to });
