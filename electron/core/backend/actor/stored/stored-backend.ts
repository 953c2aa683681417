/**
 * One backend as it is on disk, and the settings that follow from its record. Invariant: the record changes here only after
 * the change is safe on disk.
 */
import { isDeepStrictEqual } from 'node:util';
import type { SettingValues } from '../../../../../shared/backend.ts';
import { SwitchyardError } from '../../../../../shared/errors.ts';
import { separateSecrets } from '../../../../../shared/settings/secrets/pasted-secrets.ts';
import { defaultSettings, mergeSettings } from '../../../../../shared/settings.ts';
import { removeControlCharacters } from '../../../../../shared/text/control-characters.ts';
import { happenedWords } from '../../../../../shared/words/en/happened.ts';
import { type HostText, texts } from '../../../../../shared/words/phrase.ts';
import { isSealed, secretNames } from '../../../storage/secrets/secrets.ts';
import type { Store } from '../../../storage/store.ts';
import { allRecords, type BackendRecord, type StoreDocument } from '../../../storage/store-document.ts';
import type { AnyBackendType } from '../../backend-type.ts';
import { type CommonSettings, commonSettings } from '../../common-settings.ts';

const say = texts(happenedWords);

export class StoredBackend {
  /** Undefined where this version does not know the type. */
  readonly type: AnyBackendType | undefined;
  readonly #store: Store;
  #record: BackendRecord;
  /** Derived from the record; null until it is asked for. */
  #settings: SettingValues | null = null;
  /** Derived from the settings; null until it is asked for. */
  #commonSettings: CommonSettings | null = null;

  constructor(options: { record: BackendRecord; type: AnyBackendType | undefined; store: Store }) {
    this.#record = options.record;
    this.type = options.type;
    this.#store = options.store;
  }

  get id(): number {
    return this.#record.id;
  }

  get record(): Readonly<BackendRecord> {
    return this.#record;
  }

  /** What is on disk may have been written by hand. */
  get title(): string {
    return removeControlCharacters(this.#record.title);
  }

  /** Its title, or what its type is called where it has none. */
  get name(): string {
    return this.title || (this.type?.name ?? this.#record.type);
  }

  get displayName(): string {
    const { id } = this.#record;
    return this.title === '' ? `Backend ${id} (${this.name})` : `Backend ${id} "${this.name}"`;
  }

  /** The settings complete and coerced; a stored value that this version cannot use is replaced by the default. */
  get settings(): SettingValues {
    this.#settings ??= effectiveSettings(this.type, this.#record.settings);
    return this.#settings;
  }

  get commonSettings(): CommonSettings {
    this.#commonSettings ??= commonSettings(this.settings);
    return this.#commonSettings;
  }

  /**
   * Changes the record on disk and then here.
   * @throws SwitchyardError `store_failed`, `invalid_backend_id`; whatever `change` throws. Then nothing has changed.
   */
  async update(change: (record: BackendRecord, document: StoreDocument) => void): Promise<void> {
    this.#adopt(await this.#store.update((document) => this.#change(document, change)));
  }

  /** As {@link update}, but where it cannot be written it is changed here all the same, and written later. */
  async switchOff(change: (record: BackendRecord) => void): Promise<void> {
    const unsaved = { uid: this.#record.uid, message: say('isOff', { backend: this.displayName }) };
    this.#adopt(await this.#store.updateOrKeep(unsaved, (document) => this.#change(document, change)));
  }

  /** Why its last change is not on disk, in a sentence without its full stop; null where it is. */
  get unsavedReason(): HostText | null {
    const { unsaved } = this.#store;
    return unsaved?.changes.some(({ uid }) => uid === this.#record.uid) ? unsaved.reason : null;
  }

  /** The records of all other backends, deleted ones that can be restored included. */
  get otherRecords(): BackendRecord[] {
    return allRecords(this.#store.document).filter(({ uid }) => uid !== this.#record.uid);
  }

  #change(
    document: StoreDocument,
    change: (record: BackendRecord, document: StoreDocument) => void,
  ): BackendRecord {
    const stored = document.backends.find(({ uid }) => uid === this.#record.uid);
    if (!stored) throw new SwitchyardError('invalid_backend_id', { id: this.id });
    change(stored, document);
    return structuredClone(stored);
  }

  #adopt(record: BackendRecord): void {
    // Many changes, such as a title or a switch, leave the settings alone.
    if (!isDeepStrictEqual(record.settings, this.#record.settings)) {
      this.#settings = null;
      this.#commonSettings = null;
    }
    this.#record = record;
  }

  /**
   * Moves passwords and keys that stand in an address or in arguments on the disk into their secrets there, see
   * {@link separateSecrets}. The settings say so already.
   * @throws as {@link update}
   */
  async separateOnDisk(): Promise<void> {
    const { type } = this;
    if (!type || separateStored(type, this.#record.settings) === this.#record.settings) return;
    await this.update((record) => {
      record.settings = separateStored(type, record.settings);
    });
  }

  /** Adopts a position that is on disk already. @returns whether it is another than before */
  adoptPosition(position: number | undefined): boolean {
    if (this.#record.position === position) return false;
    this.#record = { ...this.#record, position };
    return true;
  }

  /**
   * Removes the record from the disk; `remember` gets it in the same write. Where it cannot be written, it is removed here all
   * the same, and written later.
   * @throws SwitchyardError `other_writer`; then it is still there
   */
  remove(remember: (document: StoreDocument, record: BackendRecord) => void): Promise<void> {
    const unsaved = { uid: this.#record.uid, message: say('isDeleted', { backend: this.displayName }) };
    return this.#store.updateOrKeep(unsaved, (document) => {
      const index = document.backends.findIndex(({ uid }) => uid === this.#record.uid);
      const [record] = index < 0 ? [] : document.backends.splice(index, 1);
      if (record) remember(document, record);
    });
  }
}

/** A registry of an earlier version, or one that somebody wrote, may have a password or key in an address or in arguments. */
function separateStored(type: AnyBackendType, stored: SettingValues): SettingValues {
  try {
    const { settings, moved } = separateSecrets(type.settings, stored);
    // What was moved is a text, and the rest is as it was.
    return moved.length === 0 ? stored : (settings as SettingValues);
  } catch {
    // Another secret is set as well: the start reports that the address cannot be used, and the form how it is mended.
    return stored;
  }
}

function effectiveSettings(type: AnyBackendType | undefined, stored: SettingValues): SettingValues {
  if (!type) return stored;
  let settings: SettingValues = defaultSettings(type.settings);
  const secrets = secretNames(type.settings);
  for (const [name, value] of Object.entries(separateStored(type, stored))) {
    if (secrets.includes(name) && isSealed(value)) {
      // The value is encrypted, so the rules of the field do not apply to it.
      settings = { ...settings, [name]: value };
      continue;
    }
    try {
      settings = mergeSettings(type.settings, type.id, settings, { [name]: value });
    } catch {
      // A value of an older or newer version: it stays on disk, and the worker gets the default.
    }
  }
  return settings;
}
