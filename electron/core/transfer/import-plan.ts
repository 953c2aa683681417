/** Decides which backends of a file are here already, and which ID each of the others gets. */
import type { SettingValues } from '../../../shared/backend.ts';
import { importNotesWords } from '../../../shared/words/en/transfer/import-notes.ts';
import { type Text, texts } from '../../../shared/words/phrase.ts';
import type { AnyBackendType } from '../backend/backend-type.ts';
import { secretNames } from '../storage/secrets/secrets.ts';
import { type BackendRecord, idSource, type StoreDocument } from '../storage/store-document.ts';
import type { BackendTypes, Candidate } from './import-candidates.ts';
import { convertSettings } from './imported-settings.ts';

const note = texts(importNotesWords);

export interface PlannedBackend extends Candidate {
  /** The ID that it gets; null where the backend is here already. */
  id: number | null;
}

/** Each gets its ID of the file where that is free, else the next one. Changes nothing. */
export function planImport(
  document: Readonly<StoreDocument>,
  candidates: readonly Candidate[],
  types: BackendTypes,
): PlannedBackend[] {
  const countByKey = new Map<string, number>();
  for (const record of document.backends) {
    const key = keyOfRecord(record, types);
    countByKey.set(key, (countByKey.get(key) ?? 0) + 1);
  }
  const takenIds = new Set(document.backends.map(({ id }) => id));
  const planned = candidates.map((candidate): PlannedBackend => {
    const key = keyOf(candidate.type, candidate.typeId, candidate.title, candidate.settings);
    const count = countByKey.get(key) ?? 0;
    // Each backend that is here counts for one of the file only, for a file may hold two that are alike.
    if (count > 0) {
      countByKey.set(key, count - 1);
      return { ...candidate, id: null };
    }
    return { ...candidate, id: -1 };
  });
  const toAdd = planned.filter(({ id }) => id !== null);
  for (const backend of toAdd) {
    if (backend.fileId === null || takenIds.has(backend.fileId)) continue;
    backend.id = backend.fileId;
    takenIds.add(backend.fileId);
  }
  const nextId = idSource(document, takenIds);
  for (const backend of toAdd) if (backend.id === -1) backend.id = nextId();
  return planned;
}

function keyOfRecord(record: BackendRecord, types: BackendTypes): string {
  const type = types.get(record.type);
  const settings = type
    ? convertSettings(type, new Map(Object.entries(record.settings)), [])
    : record.settings;
  return keyOf(type, record.type, record.title, settings);
}

/** Two backends with the same key are the same: only ID, enabled and secrets may differ. */
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

/** All messages about a planned backend. */
export function messagesOf({ id, fileId, messages }: PlannedBackend): Text[] {
  if (id === null) return [note('alreadyHere')];
  if (fileId === null || fileId === id) return messages;
  return [note('idTaken', { number: fileId, id }), ...messages];
}

export const typeNameOf = ({ type, typeId }: Candidate): string => type?.name ?? typeId;

/** By what a person recognises a backend: its address, its program or its file. */
export function describeCandidate({ type, settings }: Candidate): string {
  const names = type
    ? Object.entries(type.settings)
        .filter(([, { info }]) => !info.is_secret)
        .filter(
          ([, { info }]) =>
            info.required || ['url', 'program', 'path-file', 'path-dir'].includes(info.format ?? ''),
        )
        .map(([name]) => name)
    : // As SwarmUI calls them.
      ['StartScript', 'Address'];
  const known = names.find((name) => (settings[name] ?? '') !== '');
  return known === undefined ? '' : String(settings[known]).slice(0, 300);
}
