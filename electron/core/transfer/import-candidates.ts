/** Reads a file of backends, ours or SwarmUI's, into backends of this program, with messages about what was left out. */
import { isAbsolute, resolve, win32 } from 'node:path';
import type { SettingValues } from '../../../shared/backend.ts';
import { SwitchyardError } from '../../../shared/errors.ts';
import {
  MAX_BACKEND_ID,
  MAX_LIST_ITEMS,
  MAX_TAG_LENGTH,
  MAX_TAGS,
  MAX_TITLE_LENGTH,
  MAX_TYPE_ID_LENGTH,
} from '../../../shared/limits.ts';
import type { OperationOutput, ParsedInput } from '../../../shared/operations.ts';
import { normalizeTags, usableTags } from '../../../shared/tags.ts';
import { removeControlCharacters } from '../../../shared/text/control-characters.ts';
import { findLostLetter } from '../../../shared/text/decode-text.ts';
import { importNotesWords } from '../../../shared/words/en/transfer/import-notes.ts';
import { importReasonsWords } from '../../../shared/words/en/transfer/import-reasons.ts';
import { type Text, texts } from '../../../shared/words/phrase.ts';
import { fieldText } from '../../../shared/words/wire-phrases.ts';
import type { AnyBackendType } from '../backend/backend-type.ts';
import type { FileChecks } from '../files/file-checks.ts';
import { secretNames } from '../storage/secrets/secrets.ts';
import { type BackendsFile, importUnreadable, openSecrets, parseBackendsFile } from './backends-file.ts';
import { readImportSource } from './import-source.ts';
import { convertSettings, keepSettings, settingLabel, shownName } from './imported-settings.ts';
import { parseSwarmBackends, type SwarmBackend, SwarmFileError } from './swarm-backends-file.ts';

const note = texts(importNotesWords);
const why = texts(importReasonsWords);

/** Settings whose path SwarmUI takes relative to its own folder. */
const SWARM_PATHS: ReadonlySet<string> = new Set(['StartScript']);

export type BackendTypes = ReadonlyMap<string, AnyBackendType>;
type Preview = OperationOutput<'PreviewImport'>;

/** One backend of a file, in the form of this program. */
export interface Candidate {
  /** Its position in the file, by which a caller chooses it. */
  entry: number;
  /** Its ID in the file, where that can be used here. */
  fileId: number | null;
  typeId: string;
  type: AnyBackendType | undefined;
  title: string;
  enabled: boolean;
  settings: SettingValues;
  tags: string[];
  /** Sentences about what was changed or left out. */
  messages: Text[];
}

export interface ImportFile {
  source: Preview['source'];
  secrets: Preview['secrets'];
  /** Whether SwarmUI's folder must be known to make paths absolute. */
  needsFolder: boolean;
  candidates: Candidate[];
}

/**
 * @param needSecrets false: a missing passphrase is no error
 * @throws SwitchyardError `import_unreadable`, `import_newer`, `import_changed`, `passphrase_needed`, `passphrase_wrong`
 */
export async function readImportFile(
  input: ParsedInput<'PreviewImport'>,
  types: BackendTypes,
  { needSecrets, files }: { needSecrets: boolean; files: FileChecks },
): Promise<ImportFile> {
  const { text: raw, swarmFolder } = await readImportSource(input, files);
  const text = raw.replace(/^\uFEFF/, '');
  const lost = findLostLetter(text);
  if (lost !== null) throw importUnreadable(why('lostLetter', { line: lost }));
  const isOurs = text.trimStart().startsWith('{');
  const file = isOurs
    ? await readOwnFile(parseBackendsFile(text), types, input.passphrase ?? '', needSecrets)
    : readSwarmFile(text, types, input.swarm_folder || swarmFolder);
  if (file.candidates.length === 0) throw importUnreadable(why('noBackends'));
  if (file.candidates.length > MAX_LIST_ITEMS)
    throw importUnreadable(why('tooManyBackends', { max: MAX_LIST_ITEMS }));
  return file;
}

async function readOwnFile(
  file: BackendsFile,
  types: BackendTypes,
  passphrase: string,
  needSecrets: boolean,
): Promise<ImportFile> {
  const sealed = file.secrets !== null;
  if (sealed && passphrase === '' && needSecrets) throw new SwitchyardError('passphrase_needed');
  const opened = sealed && passphrase !== '' ? await openSecrets(file, passphrase) : null;
  const candidates = file.backends.map((backend, entry): Candidate => {
    const messages: Text[] = [];
    const secrets = opened?.[entry] ?? {};
    const type = types.get(backend.type);
    const sent = new Map([...Object.entries(backend.settings), ...Object.entries(secrets)]);
    const settings = type ? convertSettings(type, sent, messages) : keepSettings(sent, messages);
    // While the passphrase may still come, nothing is missing yet.
    if (!sealed || opened || needSecrets)
      for (const name of backend.secret_settings)
        if (!Object.hasOwn(secrets, name))
          messages.push(note('secretMissing', { setting: settingLabel(type, name) }));
    return makeCandidate(entry, backend, type, settings, messages);
  });
  const secrets = sealed ? 'encrypted' : 'none';
  return { source: 'switchyard', secrets, needsFolder: false, candidates };
}

function readSwarmFile(text: string, types: BackendTypes, folder: string): ImportFile {
  let backends: SwarmBackend[];
  try {
    backends = parseSwarmBackends(text);
  } catch (error) {
    if (error instanceof SwarmFileError) throw importUnreadable(error.reason);
    throw error;
  }
  let needsFolder = false;
  let anySecret = false;
  const candidates = backends.map((backend, entry): Candidate => {
    const messages: Text[] = [];
    const type = types.get(backend.type);
    const sent = new Map(backend.settings);
    for (const [name, value] of sent) {
      if (!SWARM_PATHS.has(name) || typeof value !== 'string') continue;
      const path = trimAsSwarm(value);
      if (!isRelative(path)) sent.set(name, path);
      else if (folder !== '') sent.set(name, resolve(folder, path.replaceAll('\\', '/')));
      else {
        needsFolder = true;
        messages.push(note('pathInSwarm', { setting: settingLabel(type, name), path: path.slice(0, 300) }));
      }
    }
    if (type) replaceEmptyBooleans(type, sent, messages);
    const settings = type ? convertSettings(type, sent, messages) : keepSettings(sent, messages);
    anySecret ||=
      type !== undefined && secretNames(type.settings).some((name) => (settings[name] ?? '') !== '');
    if (backend.enabledText !== null)
      messages.push(note(backend.enabledText === '' ? 'enabledEmpty' : 'enabledUnclear'));
    for (const name of backend.repeated) messages.push(note('repeated', { name: shownName(name) }));
    for (const name of backend.unreadable)
      messages.push(note('settingUnreadable', { name: shownName(name) }));
    return makeCandidate(entry, backend, type, settings, messages);
  });
  return { source: 'swarmui', secrets: anySecret ? 'in_clear' : 'none', needsFolder, candidates };
}

function makeCandidate(
  entry: number,
  backend: {
    id: number | null;
    type: string;
    title: string;
    enabled: boolean;
    tags?: string[] | undefined;
  },
  type: AnyBackendType | undefined,
  settings: SettingValues,
  messages: Text[],
): Candidate {
  const whole = removeControlCharacters(backend.title);
  const title = whole.slice(0, MAX_TITLE_LENGTH);
  if (title !== whole) messages.push(note('titleCut', { max: MAX_TITLE_LENGTH }));
  const given = normalizeTags(backend.tags ?? []);
  const tags = usableTags(given);
  if (tags.length !== given.length)
    messages.push(note('tagsLeftOut', { count: MAX_TAGS, length: MAX_TAG_LENGTH }));
  if (!type) messages.unshift(note('unknownType', { type: shownName(backend.type) }));
  return {
    entry,
    fileId: backend.id !== null && backend.id <= MAX_BACKEND_ID ? backend.id : null,
    typeId: backend.type.slice(0, MAX_TYPE_ID_LENGTH),
    type,
    title,
    // A backend of an unknown type could only fail.
    enabled: backend.enabled && type !== undefined,
    settings,
    tags,
    messages,
  };
}

/** SwarmUI takes spaces and quotes from both ends of a path. */
function trimAsSwarm(path: string): string {
  let start = 0;
  let end = path.length;
  while (start < end && SWARM_PATH_ENDS.has(path.charAt(start))) start++;
  while (end > start && SWARM_PATH_ENDS.has(path.charAt(end - 1))) end--;
  return path.slice(start, end);
}
const SWARM_PATH_ENDS: ReadonlySet<string> = new Set([' ', '"', "'", '\n', '\r', '\t']);

/** SwarmUI reads an empty boolean as false, whatever its default is. */
function replaceEmptyBooleans(
  type: AnyBackendType,
  sent: Map<string, string | string[]>,
  messages: Text[],
): void {
  for (const [name, value] of sent) {
    const info = Object.hasOwn(type.settings, name) ? type.settings[name]?.info : undefined;
    if (info?.type !== 'boolean' || value !== '') continue;
    sent.set(name, 'false');
    messages.push(note('settingEmpty', { setting: fieldText(info, 'label') }));
  }
}

const isRelative = (path: string): boolean =>
  path.trim() !== '' && !isAbsolute(path) && !win32.isAbsolute(path) && !path.startsWith('~');
