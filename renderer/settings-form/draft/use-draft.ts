/** The one owner of unsaved edits. A live update never overwrites what is half typed: it asks. */
import { useState } from 'react';
import type { SettingInfo, SettingValues } from '../../../shared/backend.ts';
import {
  type Baseline,
  type Draft,
  type DraftView,
  emptyDraft,
  type RawValue,
  rawOf,
  viewDraft,
  withPreset,
  withValue,
} from './draft.ts';

export interface DraftControl extends DraftView {
  setTitle(title: string): void;
  setNewId(newId: string): void;
  setValue(name: string, raw: RawValue): void;
  resetToDefault(info: SettingInfo): void;
  fill(preset: SettingValues, last: SettingValues | null): void;
  /** The backend was changed elsewhere while there are edits here. */
  changedElsewhere: boolean;
  /** Gives up the edits for the new values. */
  loadNewValues(): void;
  /** Lays the edits over the new values. */
  keepMine(): void;
  /** Begins anew with values that the host has just taken over. */
  startFrom(baseline: Baseline): void;
}

interface DraftOptions {
  /** The values of the host at present; its `modcount` tells when they changed. */
  current: Baseline;
  settings: readonly SettingInfo[];
  /** See {@link viewDraft}. */
  requireAll?: boolean;
  isTaken?: (id: number) => boolean;
  /** What the form is filled with at first. That is not lost with it, so alone it does not make the draft dirty. */
  filledWith?: { title: string; settings: SettingValues } | null;
  /** While one's own change is on its way its echo is nobody else's change. */
  saving?: boolean;
}

const nobody = () => false;

export function useDraft({
  current,
  settings,
  requireAll = false,
  isTaken = nobody,
  filledWith = null,
  saving = false,
}: DraftOptions): DraftControl {
  const [initial] = useState<Draft>(() =>
    filledWith === null
      ? emptyDraft(current)
      : { ...withPreset(emptyDraft(current), filledWith.settings, null), title: filledWith.title },
  );
  const [draft, setDraft] = useState(initial);
  const view = viewDraft(draft, settings, { requireAll, isTaken });
  const isBehind = current.modcount !== draft.baseline.modcount;
  // Nothing is typed that could be lost, so the form simply follows.
  if (isBehind && !view.dirty && !saving) setDraft(emptyDraft(current));

  return {
    ...view,
    dirty: view.dirty && draft !== initial,
    setTitle: (title) => setDraft((now) => ({ ...now, title })),
    setNewId: (newId) => setDraft((now) => ({ ...now, newId })),
    setValue: (name, raw) => setDraft((now) => withValue(now, name, raw)),
    resetToDefault: (info) => setDraft((now) => withValue(now, info.name, rawOf(info.default))),
    fill: (preset, last) => setDraft((now) => withPreset(now, preset, last)),
    changedElsewhere: isBehind && view.dirty && !saving,
    loadNewValues: () => setDraft(emptyDraft(current)),
    keepMine: () => setDraft((now) => ({ ...now, baseline: current })),
    startFrom: (baseline) => setDraft(emptyDraft(baseline)),
  };
}
