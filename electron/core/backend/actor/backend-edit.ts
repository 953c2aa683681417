/** What an edit changes in the record of a backend. */
import { isDeepStrictEqual } from 'node:util';
import type { SettingValues } from '../../../../shared/backend.ts';
import { SwitchyardError } from '../../../../shared/errors.ts';
import { assertVariablesConfirmed } from '../../../../shared/settings/secrets/foreign-code-variables.ts';
import { separateSecrets } from '../../../../shared/settings/secrets/pasted-secrets.ts';
import { changeNeedsRestart, mergeSettings } from '../../../../shared/settings.ts';
import type { Text } from '../../../../shared/words/phrase.ts';
import { assertSecretsStay } from '../../storage/secrets/bound-secrets.ts';
import type { BackendRecord, StoreDocument } from '../../storage/store-document.ts';
import type { AnyBackendType } from '../backend-type.ts';
import type { StoredBackend } from './stored/stored-backend.ts';
import { forgetServed } from './stored/stored-models.ts';

export interface EditRequest {
  title?: string;
  /** As they were sent, not yet checked. */
  settings: Record<string, unknown>;
  newId?: number;
  /** Whether variables that load foreign code are confirmed, see {@link assertVariablesConfirmed}. */
  confirmVariables?: boolean;
}

/** The settings before and after an edit. */
export interface EditResult {
  type: AnyBackendType;
  before: SettingValues;
  after: SettingValues;
  /** A sentence for each secret that was moved, see {@link separateSecrets}. */
  moved: Text[];
}

/**
 * Checks an edit and writes it to the disk.
 * @param now epoch milliseconds
 * @throws SwitchyardError `invalid_backend_type` where this version does not know the type, `backend_id_in_use`, and those
 * of the settings; then nothing has changed
 */
export async function editStored(
  stored: StoredBackend,
  request: EditRequest,
  now: number,
): Promise<EditResult> {
  const { type, settings: before } = stored;
  if (!type) throw new SwitchyardError('invalid_backend_type', { type: stored.record.type });
  const { settings: sent, moved } = separateSecrets(type.settings, request.settings);
  const after = mergeSettings(type.settings, type.id, before, sent);
  assertSecretsStay(type.settings, before, after, sent);
  assertVariablesConfirmed(type.settings, {
    before,
    after,
    isConfirmed: request.confirmVariables === true,
  });
  const gpuSetting = gpuSettingOf(type) ?? '';
  await stored.update((record, document) => {
    if (request.newId !== undefined) renumber(record, request.newId, document);
    if (request.title !== undefined) record.title = request.title;
    // A new schedule takes effect with its next switch.
    if (before.Schedule !== after.Schedule) record.schedule_done = now;
    // Another model, perhaps, until its worker tells.
    if (changeNeedsRestart(type.settings, before, after)) forgetServed(record);
    if (!isDeepStrictEqual(before[gpuSetting], after[gpuSetting])) delete record.gpu_cards;
    // Settings that another version wrote stay.
    record.settings = { ...record.settings, ...after };
    record.modcount++;
  });
  return { type, before, after, moved };
}

function renumber(record: BackendRecord, id: number, document: StoreDocument): void {
  if (id === record.id) return;
  if (document.backends.some((other) => other.id === id))
    throw new SwitchyardError('backend_id_in_use', { id });
  record.id = id;
  document.next_id = Math.max(document.next_id, id + 1);
}

/** Name of the setting that chooses the GPUs; undefined where the type has none. */
export const gpuSettingOf = (type: AnyBackendType | undefined): string | undefined =>
  Object.entries(type?.settings ?? {}).find(([, { info }]) => info.format === 'gpu-list')?.[0];
