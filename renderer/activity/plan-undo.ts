/** What an edit has to do that takes back an earlier one. */
import type { ActivityChange, ActivityEntry } from '../../shared/activity.ts';
import type { SettingValue } from '../../shared/backend.ts';
import type { OperationInput } from '../../shared/operations.ts';
import { translateField } from '../../shared/words/wire-phrases.ts';
import { isEqualJson } from '../state/is-equal-json.ts';
import type { ShownBackend } from '../state/panel-store.ts';

export interface UndoPlan {
  /** Null where nothing but tags was changed. */
  edit: OperationInput<'EditBackend'> | null;
  /** The tags from before; null where they were not changed. */
  tags: string[] | null;
  /** Labels of what was changed once more since, so that another edit would be lost. */
  changedSince: string[];
  /** Labels of what stays as it is, because its value is not kept. */
  notPutBack: string[];
}

/** @param backend as it is now */
export function planUndo({ changes = [] }: ActivityEntry, backend: ShownBackend): UndoPlan {
  const kept = changes.filter(({ hidden }) => hidden === undefined);
  const edit: OperationInput<'EditBackend'> = { backend_id: backend.id, settings: {} };
  let tags: string[] | null = null;
  for (const { field, name, from } of kept) {
    if (from === undefined) continue;
    if (field === 'title') edit.title = String(from);
    else if (field === 'id') edit.new_id = Number(from);
    else if (field === 'tags') tags = Array.isArray(from) ? from : [];
    else edit.settings = { ...edit.settings, [name]: from };
  }
  const isEdited = kept.some(({ field }) => field !== 'tags');
  return {
    edit: isEdited ? edit : null,
    tags,
    changedSince: kept
      .filter((change) => !isEqualJson(presentValue(backend, change), change.to))
      .map((change) => translateField(change, 'label')),
    notPutBack: changes
      .filter(({ hidden }) => hidden !== undefined)
      .map((change) => translateField(change, 'label')),
  };
}

function presentValue(backend: ShownBackend, { field, name }: ActivityChange): SettingValue | undefined {
  if (field === 'title') return backend.title;
  if (field === 'id') return backend.id;
  return field === 'tags' ? (backend.tags ?? []) : backend.settings[name];
}
