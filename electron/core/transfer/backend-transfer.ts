/**
 * Brings backends in from a file and gives them out as one. An import is planned first, for a person to read, and planned
 * anew when it is carried out, on the very document that is written: what is there by then counts.
 */
import { open, stat } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, resolve, win32 } from 'node:path';
import type { SettingValue, SettingValues } from '../../../shared/backend.ts';
import { coerceSetting } from '../../../shared/coerce-setting.ts';
import { SwitchyardError } from '../../../shared/errors.ts';
import {
  MAX_BACKEND_ID,
  MAX_IMPORT_SIZE,
  MAX_IMPORTED_BACKENDS,
  MAX_TAG_LENGTH,
  MAX_TAGS,
  MAX_TITLE_LENGTH,
  MAX_TYPE_ID_LENGTH,
} from '../../../shared/limits.ts';
import type { OperationOutput, ParsedInput } from '../../../shared/operations.ts';
import { defaultSettings, SECRET_MASK } from '../../../shared/settings.ts';
import { findTagProblem, normalizeTags } from '../../../shared/tags.ts';
import type { AnyBackendType } from '../backend/backend-type.ts';
import type { NewBackend } from '../backend/record-changes.ts';
import type { Registry } from '../backend/registry.ts';
import { isMissing } from '../storage/durable-file.ts';
import { isSealed, secretNames } from '../storage/secrets.ts';
import type { BackendRecord, StoreDocument } from '../storage/store-document.ts';
import {
  type BackendsFile,
  type ExportedBackend,
  formatBackendsFile,
  openSecrets,
  parseBackendsFile,
  type SecretsOfBackends,
  unreadable,
} from './backends-file.ts';
import { parseSwarmBackends, type SwarmBackend, SwarmFileError } from './swarm-backends-file.ts';

/** Where a type is not known, its secrets are told by their names. They are left out: nothing here could encrypt them. */
const SECRET_NAME = /authori[sz]ation|secret|token|password|api_?key/i;
/** Settings that SwarmUI takes relative to its own folder. */
const SWARM_PATHS: ReadonlySet<string> = new Set(['StartScript']);

type Preview = OperationOutput<'PreviewImport'>;
type PreviewInput = ParsedInput<'PreviewImport'>;

/** One backend of a file, in the form of this program. */
interface Candidate {
  /** Position in the file, by which a caller chooses. */
  entry: number;
  /** Number in the file, where it has a usable one. */
  fileId: number | null;
  typeId: string;
  type: AnyBackendType | undefined;
  title: string;
  enabled: boolean;
  settings: SettingValues;
  tags: string[];
  words: string[];
}

interface Planned extends Candidate {
  /** The number it gets; null where it is here already. */
  id: number | null;
}

interface ReadFile {
  source: Preview['source'];
  secrets: Preview['secrets'];
  needsFolder: boolean;
  candidates: Candidate[];
}

export class BackendTransfer {
  readonly #registry: Registry;
  readonly #types: ReadonlyMap<string, AnyBackendType>;

  constructor(registry: Registry) {
    this.#registry = registry;
    this.#types = new Map(registry.types.map((type) => [type.id, type]));
  }

  /** Says what an import would do, and does nothing. @throws SwitchyardError */
  async preview(input: PreviewInput): Promise<Preview> {
    const file = await this.#read(input, { needSecrets: false });
    const planned = this.#plan(this.#registry.document, file.candidates);
    return {
      source: file.source,
      secrets: file.secrets,
      needs_folder: file.needsFolder,
      list: planned.map((one) => ({
        entry: one.entry,
        action: one.id === null ? 'already_here' : 'add',
        id: one.id,
        type: one.typeId,
        type_name: nameOf(one),
        title: one.title,
        enabled: one.enabled,
        about: aboutOf(one),
        words: one.id === null ? ['It is here already.'] : wordsOf(one),
      })),
    };
  }

  /** All that was chosen or nothing. @throws SwitchyardError; then nothing was added */
  async import(input: ParsedInput<'ImportBackends'>): Promise<OperationOutput<'ImportBackends'>> {
    const file = await this.#read(input, { needSecrets: !input.skip_secrets });
    const entries = new Set(file.candidates.map(({ entry }) => entry));
    const stranger = input.which?.find((entry) => !entries.has(entry));
    if (stranger !== undefined) throw unreadable(`it has no entry ${stranger}`);
    const chosen = file.candidates.filter(({ entry }) => input.which?.includes(entry) ?? true);
    let planned: Planned[] = [];
    const added = await this.#registry.addAll((document) => {
      planned = this.#plan(document, chosen);
      return planned.flatMap((one): NewBackend[] =>
        one.id === null
          ? []
          : [
              {
                id: one.id,
                type: one.typeId,
                title: one.title,
                enabled: one.enabled && input.switched_off !== true,
                settings: one.settings,
                ...(one.tags.length === 0 ? {} : { tags: one.tags }),
              },
            ],
      );
    });
    return {
      added: added.length,
      already_here: planned.length - added.length,
      list: planned.flatMap((one) =>
        one.id === null
          ? []
          : [{ entry: one.entry, id: one.id, type_name: nameOf(one), title: one.title, words: wordsOf(one) }],
      ),
    };
  }

  /** @throws SwitchyardError `passphrase_too_short` */
  async export(passphrase: string): Promise<OperationOutput<'ExportBackends'>> {
    const backends: ExportedBackend[] = [];
    const secrets: SecretsOfBackends = [];
    const missing: OperationOutput<'ExportBackends'>['missing'] = [];
    const withSecrets = passphrase !== '';
    for (const actor of this.#registry.actors()) {
      const { record, type } = actor;
      const settings = type ? actor.settings : record.settings;
      const isSecret = type
        ? (name: string) => secretNames(type.settings).includes(name)
        : (name: string) => SECRET_NAME.test(name);
      const set = Object.entries(settings).filter(([name, value]) => isSecret(name) && value !== '');
      const carried = withSecrets ? set.filter(([, value]) => !isSealed(value)) : [];
      backends.push({
        id: record.id,
        type: record.type,
        title: record.title,
        enabled: record.enabled,
        settings: Object.fromEntries(Object.entries(settings).filter(([name]) => !isSecret(name))),
        secret_settings: set.map(([name]) => name),
        ...((record.tags ?? []).length === 0 ? {} : { tags: [...(record.tags ?? [])] }),
      });
      secrets.push(Object.fromEntries(carried));
      const left = set.filter((entry) => !carried.includes(entry));
      if (left.length > 0)
        missing.push({
          id: record.id,
          backend: actor.displayName,
          settings: left.map(([name]) => type?.settings[name]?.info.label ?? name),
        });
    }
    const sealing = withSecrets ? { secrets, passphrase } : null;
    const text = await formatBackendsFile(backends, new Date(this.#registry.wall()).toISOString(), sealing);
    return { text, count: backends.length, missing };
  }

  async #read(input: PreviewInput, { needSecrets }: { needSecrets: boolean }): Promise<ReadFile> {
    const { text, swarmFolder } = await textOf(input);
    const isOurs = text.trimStart().startsWith('{');
    const file = isOurs
      ? await this.#readOurs(parseBackendsFile(text), input.passphrase ?? '', needSecrets)
      : this.#readSwarm(text, input.swarm_folder || swarmFolder);
    if (file.candidates.length === 0) throw unreadable('there are no backends in it');
    if (file.candidates.length > MAX_IMPORTED_BACKENDS)
      throw unreadable(`it has more than ${MAX_IMPORTED_BACKENDS} backends`);
    return file;
  }

  async #readOurs(file: BackendsFile, passphrase: string, needSecrets: boolean): Promise<ReadFile> {
    const sealed = file.secrets !== null;
    if (sealed && passphrase === '' && needSecrets) throw new SwitchyardError('passphrase_needed');
    const opened = sealed && passphrase !== '' ? await openSecrets(file, passphrase) : null;
    const candidates = file.backends.map((backend, entry): Candidate => {
      const words: string[] = [];
      const secrets = opened?.[entry] ?? {};
      const type = this.#types.get(backend.type);
      const sent = new Map([...Object.entries(backend.settings), ...Object.entries(secrets)]);
      const settings = type ? takeOver(type, sent, words) : keep(sent, words);
      // While the passphrase may still come, nothing is missing yet.
      if (!sealed || opened || needSecrets)
        for (const name of backend.secret_settings)
          if (!Object.hasOwn(secrets, name))
            words.push(
              `${type?.settings[name]?.info.label ?? name} is not in the file: type it in afterwards.`,
            );
      return this.#candidate(entry, backend, settings, words);
    });
    const secrets = sealed ? 'encrypted' : 'none';
    return { source: 'switchyard', secrets, needsFolder: false, candidates };
  }

  #readSwarm(text: string, folder: string): ReadFile {
    let backends: SwarmBackend[];
    try {
      backends = parseSwarmBackends(text);
    } catch (error) {
      if (error instanceof SwarmFileError) throw unreadable(error.message);
      throw error;
    }
    let needsFolder = false;
    let anySecret = false;
    const candidates = backends.map((backend, entry): Candidate => {
      const words: string[] = [];
      const type = this.#types.get(backend.type);
      const sent = new Map(backend.settings);
      for (const [name, value] of sent) {
        if (!SWARM_PATHS.has(name) || typeof value !== 'string' || !isRelative(value)) continue;
        if (folder !== '') sent.set(name, resolve(folder, value.replaceAll('\\', '/')));
        else {
          needsFolder = true;
          words.push(`Its ${name} lies in SwarmUI's folder (${value}): say where that is.`);
        }
      }
      const settings = type ? takeOver(type, sent, words) : keep(sent, words);
      anySecret ||=
        type !== undefined && secretNames(type.settings).some((name) => (settings[name] ?? '') !== '');
      for (const name of backend.unreadable)
        words.push(`Its setting ${name} has a form that cannot be taken over: it was left out.`);
      return this.#candidate(entry, backend, settings, words);
    });
    return { source: 'swarmui', secrets: anySecret ? 'in_clear' : 'none', needsFolder, candidates };
  }

  #candidate(
    entry: number,
    backend: {
      id: number | null;
      type: string;
      title: string;
      enabled: boolean;
      tags?: string[] | undefined;
    },
    settings: SettingValues,
    words: string[],
  ): Candidate {
    const type = this.#types.get(backend.type);
    const title = backend.title.slice(0, MAX_TITLE_LENGTH);
    if (title !== backend.title) words.push(`Its title was cut to ${MAX_TITLE_LENGTH} characters.`);
    const given = normalizeTags(backend.tags ?? []);
    const tags = given.filter((tag) => findTagProblem([tag]) === null).slice(0, MAX_TAGS);
    if (tags.length !== given.length)
      words.push(`Some of its tags were left out: there can be ${MAX_TAGS} of ${MAX_TAG_LENGTH} characters.`);
    if (!type)
      words.unshift(
        `This version does not know the type '${backend.type.slice(0, 80)}': it is kept, switched off, for a version that does.`,
      );
    return {
      entry,
      fileId: backend.id !== null && backend.id <= MAX_BACKEND_ID ? backend.id : null,
      typeId: backend.type.slice(0, MAX_TYPE_ID_LENGTH),
      type,
      title,
      // What cannot run would only stand there as a failure.
      enabled: backend.enabled && type !== undefined,
      settings,
      tags,
      words,
    };
  }

  /** Who is here already, and which number the others get: their own where it is free. */
  #plan(document: Readonly<StoreDocument>, candidates: readonly Candidate[]): Planned[] {
    const here = new Map<string, number>();
    for (const record of document.backends) {
      const key = this.#keyOfRecord(record);
      here.set(key, (here.get(key) ?? 0) + 1);
    }
    const taken = new Set(document.backends.map(({ id }) => id));
    const planned = candidates.map((candidate): Planned => {
      const key = keyOf(candidate.type, candidate.typeId, candidate.title, candidate.settings);
      const count = here.get(key) ?? 0;
      // Each is the counterpart of one: a file may well hold two that are alike.
      if (count > 0) {
        here.set(key, count - 1);
        return { ...candidate, id: null };
      }
      return { ...candidate, id: -1 };
    });
    const newcomers = planned.filter(({ id }) => id !== null);
    for (const one of newcomers) {
      if (one.fileId === null || taken.has(one.fileId)) continue;
      one.id = one.fileId;
      taken.add(one.fileId);
    }
    let next = Math.max(document.next_id, ...[...taken].map((id) => id + 1));
    for (const one of newcomers) if (one.id === -1) one.id = next++;
    return planned;
  }

  #keyOfRecord(record: BackendRecord): string {
    const type = this.#types.get(record.type);
    const settings = type ? takeOver(type, new Map(Object.entries(record.settings)), []) : record.settings;
    return keyOf(type, record.type, record.title, settings);
  }
}

/** What makes two backends the same: all but number, switch and secrets. */
function keyOf(
  type: AnyBackendType | undefined,
  typeId: string,
  title: string,
  settings: SettingValues,
): string {
  const secrets = type ? secretNames(type.settings) : [];
  const compared = Object.entries(settings)
    .filter(([name]) => !secrets.includes(name))
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([typeId, title, compared]);
}

function wordsOf({ id, fileId, words }: Planned): string[] {
  if (fileId === null || fileId === id) return words;
  return [`Its number ${fileId} is taken here: it becomes ${id}.`, ...words];
}

/** The settings of a known type, complete; what cannot be taken over is put into words and keeps its default. */
function takeOver(
  type: AnyBackendType,
  sent: ReadonlyMap<string, SettingValue>,
  words: string[],
): SettingValues {
  const settings = new Map(Object.entries<SettingValue>(defaultSettings(type.settings)));
  for (const [name, value] of sent) {
    const info = Object.hasOwn(type.settings, name) ? type.settings[name]?.info : undefined;
    if (!info) {
      words.push(`Its setting ${name.slice(0, 80)} is not known here: it was left out.`);
      continue;
    }
    if (info.is_secret && (value === SECRET_MASK || isSealed(value))) {
      words.push(`${info.label} is not in the file: type it in afterwards.`);
      continue;
    }
    // SwarmUI's own files differ in the case of such words.
    const word = info.values?.find((one) => one.toLowerCase() === String(value).toLowerCase());
    const result = coerceSetting(info, word ?? value);
    if (result.ok) settings.set(name, result.value);
    else
      words.push(
        `${info.label} cannot be taken over, as it must be ${result.expected}: the default is used.`,
      );
  }
  return Object.fromEntries(settings);
}

/** The settings of an unknown type as they are, without what looks like a secret. */
function keep(sent: ReadonlyMap<string, SettingValue>, words: string[]): SettingValues {
  const kept = new Map<string, SettingValue>();
  for (const [name, value] of sent) {
    if (value === '' || !SECRET_NAME.test(name)) kept.set(name, value);
    else words.push(`${name.slice(0, 80)} looks like a secret, and secrets of an unknown type are not kept.`);
  }
  return Object.fromEntries(kept);
}

const nameOf = ({ type, typeId }: Candidate): string => type?.name ?? typeId;

/** What a person knows a backend by: its address, its program or its file. */
function aboutOf({ type, settings }: Candidate): string {
  const names = type
    ? Object.entries(type.settings)
        .filter(([, { info }]) => !info.is_secret)
        .filter(
          ([, { info }]) => info.required || ['url', 'path-file', 'path-dir'].includes(info.format ?? ''),
        )
        .map(([name]) => name)
    : // As SwarmUI calls them.
      ['StartScript', 'Address'];
  const known = names.find((name) => (settings[name] ?? '') !== '');
  return known === undefined ? '' : String(settings[known]).slice(0, 300);
}

const isRelative = (path: string): boolean =>
  path.trim() !== '' && !isAbsolute(path) && !win32.isAbsolute(path) && !path.startsWith('~');

/** The text to import, and, where it is SwarmUI's own file in its place, SwarmUI's folder. */
async function textOf({ text, path }: PreviewInput): Promise<{ text: string; swarmFolder: string }> {
  if (text !== undefined) return { text, swarmFolder: '' };
  if (path === undefined || path === '') throw new SwitchyardError('missing_parameter', { name: 'text' });
  if (!isAbsolute(path)) throw unreadable('its full path is needed');
  try {
    for (const file of [path, join(path, 'Data', 'Backends.fds'), join(path, 'Backends.fds')]) {
      const found = await stat(file).catch((error: unknown) => {
        if (isMissing(error)) return null;
        throw error;
      });
      if (!found?.isFile()) continue;
      const folder = dirname(file);
      return {
        text: await readBounded(file),
        swarmFolder: basename(folder).toLowerCase() === 'data' ? dirname(folder) : '',
      };
    }
  } catch (error) {
    if (error instanceof SwitchyardError) throw error;
    throw unreadable('it cannot be read');
  }
  throw unreadable(`there is no such file at ${path.slice(0, 300)}`);
}

async function readBounded(file: string): Promise<string> {
  const handle = await open(file, 'r');
  try {
    const buffer = Buffer.alloc(MAX_IMPORT_SIZE + 1);
    let length = 0;
    while (length < buffer.length) {
      const { bytesRead } = await handle.read(buffer, length, buffer.length - length, null);
      if (bytesRead === 0) break;
      length += bytesRead;
    }
    if (length > MAX_IMPORT_SIZE) throw unreadable(`it is larger than ${MAX_IMPORT_SIZE / 1e6} MB`);
    return buffer.toString('utf8', 0, length);
  } finally {
    await handle.close();
  }
}
