/** Owns the unsaved edits of a form. A pushed update never overwrites them; the form asks instead. */
import { useState } from 'react';
import type { SettingInfo, SettingValues } from '../../../shared/backend.ts';
import {
  type Baseline,
  type Draft,
  type DraftView,
  emptyDraft,
  fillDraft,
  type RawValue,
  setDraftValue,
  toRawValue,
  viewDraft,
} from './draft.ts';

export interface DraftControl extends DraftView {
  setTitle(title: string): void;
  setNewId(newId: string): void;
  setValue(name: string, raw: RawValue): void;
  resetToDefault(info: SettingInfo): void;
  fill(preset: SettingValues, last: SettingValues | null): void;
  /** Whether the backend was changed elsewhere while there are edits in this form. */
  changedElsewhere: boolean;
  /** Discards the edits and shows the new values. */
  loadNewValues(): void;
  /** Applies the edits to the new values. */
  keepEdits(): void;
  /** Starts again without edits, from values that the host has just saved. */
  resetTo(baseline: Baseline): void;
}

interface DraftOptions {
  /** The present values of the host. They have changed when `modcount` has. */
  current: Baseline;
  settings: readonly SettingInfo[];
  /** See {@link viewDraft}. */
  requireAll?: boolean;
  isTaken?: (id: number) => boolean;
  /** Values that the form is filled with at first. They do not make the draft dirty. */
  initial?: { title: string; settings: SettingValues } | null;
  /** While the form saves, a change of the backend is its own. */
  isSaving?: boolean;
}

const isNeverTaken = () => false;

export function useDraft({
  current,
  settings,
  requireAll = false,
  isTaken = isNeverTaken,
  initial = null,
  isSaving = false,
}: DraftOptions): DraftControl {
  const [initialDraft] = useState<Draft>(() =>
    initial === null
      ? emptyDraft(current)
      : { ...fillDraft(emptyDraft(current), initial.settings, null), title: initial.title },
  );
  const [draft, setDraft] = useState(initialDraft);
  const view = viewDraft(draft, settings, { requireAll, isTaken });
  const isBehind = current.modcount !== draft.baseline.modcount;
  // Without edits the form shows the new values at once.
  if (isBehind && !view.isDirty && !isSaving) setDraft(emptyDraft(current));

  return {
    ...view,
    isDirty: view.isDirty && draft !== initialDraft,
    setTitle: (title) => setDraft((now) => ({ ...now, title })),
    setNewId: (newId) => setDraft((now) => ({ ...now, newId })),
    setValue: (name, raw) => setDraft((now) => setDraftValue(now, name, raw)),
    resetToDefault: (info) => setDraft((now) => setDraftValue(now, info.name, toRawValue(info.default))),
    fill: (preset, last) => setDraft((now) => fillDraft(now, preset, last)),
    changedElsewhere: isBehind && view.isDirty && !isSaving,
    loadNewValues: () => setDraft(emptyDraft(current)),
    keepEdits: () => setDraft((now) => ({ ...now, baseline: current })),
    resetTo: (baseline) => setDraft(emptyDraft(baseline)),
  };
}
