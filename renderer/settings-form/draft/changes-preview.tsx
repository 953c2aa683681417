/** What a save would change: each field with its value before and after. */

import type { ReactNode } from 'react';
import type { SettingInfo } from '../../../shared/backend.ts';
import { settingsFormWords } from '../../../shared/words/en/settings/settings-form.ts';
import { joinValues } from '../../../shared/words/join-texts.ts';
import { words } from '../../../shared/words/words.ts';
import { richText } from '../../controls/messages/rich-text.tsx';
import { formatWithUnit } from '../../format/amounts.ts';
import type { FieldState, RawValue } from './draft.ts';
import type { DraftControl } from './use-draft.ts';

const t = words(settingsFormWords);

const MAX_VALUE_LENGTH = 120;

interface Change {
  label: string;
  before: string;
  after: string;
  needsRestart: boolean;
}

/** The labels of the changed settings that take effect with a restart alone. */
export const labelsForRestart = (draft: DraftControl, settings: readonly SettingInfo[]): string[] =>
  settings
    .filter(({ name, requires_restart: needsRestart }) => needsRestart && draft.fields.get(name)?.isChanged)
    .map(({ label }) => label);

export function ChangesPreview({
  draft,
  settings,
  marksRestart,
}: {
  draft: DraftControl;
  settings: readonly SettingInfo[];
  /** Whether those that need a restart are marked. */
  marksRestart: boolean;
}) {
  const changes = changesOf(draft, settings);
  if (changes.length === 0) return null;
  return (
    <details className="sy-changes">
      <summary>{t('changeCount', { count: changes.length })}</summary>
      <ul>
        {changes.map(({ label, before, after, needsRestart }) => (
          <li key={label}>
            {richText(
              t.parts<'changeOf' | 'changeOfForRestart', ReactNode>(
                marksRestart && needsRestart ? 'changeOfForRestart' : 'changeOf',
                {
                  label,
                  before,
                  after,
                  del: (content) => <del>{richText(content)}</del>,
                  ins: (content) => <ins>{richText(content)}</ins>,
                },
              ),
            )}
          </li>
        ))}
      </ul>
    </details>
  );
}

function changesOf(draft: DraftControl, settings: readonly SettingInfo[]): Change[] {
  const { title, newId, baseline } = draft;
  const own: Change[] = [];
  if (title !== baseline.title)
    own.push({
      label: t('title'),
      before: formatText(baseline.title),
      after: formatText(title),
      needsRestart: false,
    });
  if (baseline.id !== null && newId.trim() !== String(baseline.id))
    own.push({ label: t('number'), before: String(baseline.id), after: newId, needsRestart: false });
  return [
    ...own,
    ...settings.flatMap((info) => {
      const state = draft.fields.get(info.name);
      return state?.isChanged ? [changeOf(info, state)] : [];
    }),
  ];
}

const changeOf = (info: SettingInfo, { raw, original }: FieldState): Change => ({
  label: info.label,
  before: info.is_secret ? formatSecret(original, t('secretStored')) : formatRaw(info, original),
  after: info.is_secret ? formatSecret(raw, t('secretNew')) : formatRaw(info, raw),
  needsRestart: info.requires_restart,
});

/** A secret is never shown. */
const formatSecret = (raw: RawValue, text: string): string => (raw === '' ? t('secretNone') : text);

function formatRaw(info: SettingInfo, raw: RawValue): string {
  if (typeof raw === 'boolean') return raw ? t('valueOn') : t('valueOff');
  if (typeof raw !== 'string') return formatText(joinValues(raw));
  const name = info.value_names?.[info.values?.indexOf(raw) ?? -1];
  return formatText(name ?? formatWithUnit(raw, info.unit));
}

function formatText(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  if (line === '') return t('valueEmpty');
  return line.length > MAX_VALUE_LENGTH ? `${line.slice(0, MAX_VALUE_LENGTH)}…` : line;
}
