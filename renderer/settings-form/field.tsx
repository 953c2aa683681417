/** The field of one setting: its label, description, widget and error, and a button that resets it to its default. */

import { Badge, UnstyledButton } from '@mantine/core';
import { RotateCcw } from 'lucide-react';
import { memo, type ReactNode, useId } from 'react';
import type { SettingInfo } from '../../shared/backend.ts';
import { settingsFormWords } from '../../shared/words/en/settings/settings-form.ts';
import { joinValues } from '../../shared/words/join-texts.ts';
import { words } from '../../shared/words/words.ts';
import { formatWithUnit } from '../format/amounts.ts';
import type { FieldState, RawValue } from './draft/draft.ts';
import { FieldFrame } from './field-frame.tsx';
import { widgetKind } from './widget-kinds.ts';
import { widgets } from './widgets.ts';
import './field.css';

const t = words(settingsFormWords);

/** Says that a change takes effect only after a restart. */
export interface RestartPrompt {
  badge: () => string;
  /** Whether it is shown before anything is changed. */
  isAlwaysShown: boolean;
}

interface SettingFieldProps {
  info: SettingInfo;
  state: FieldState;
  disabled: boolean;
  /** False for a required field that nobody has edited, until somebody tries to save. */
  showError: boolean;
  /** False for a new backend: it does not run yet, so that no change needs a restart. */
  markChanges: boolean;
  restartPrompt: RestartPrompt;
  /** A message of the host about this setting. */
  note: ReactNode;
  /** What the valid value will do that its author may not expect; null where there is nothing to say. */
  explanation: string | null;
  onChange: (name: string, raw: RawValue) => void;
  onReset: (info: SettingInfo) => void;
}

export const SettingField = memo(function SettingField({
  info,
  state,
  disabled,
  showError,
  markChanges,
  restartPrompt,
  note,
  explanation,
  onChange,
  onReset,
}: SettingFieldProps) {
  const id = useId();
  const Widget = widgets[widgetKind(info)];
  const error = showError || state.isChanged ? state.error : null;
  return (
    <FieldFrame
      id={id}
      setting={info.name}
      label={info.label}
      description={info.description}
      required={info.required}
      error={error}
      inline={info.type === 'boolean'}
      note={note}
      warning={error === null ? explanation : null}
      badge={markChanges ? <ChangeBadge info={info} state={state} restartPrompt={restartPrompt} /> : null}
      footer={<DefaultNote info={info} state={state} disabled={disabled} onReset={onReset} />}
    >
      <Widget
        id={id}
        info={info}
        raw={state.raw}
        original={state.original}
        onChange={(raw) => onChange(info.name, raw)}
        invalid={error !== null}
        describedBy={`${id}-description ${id}-error ${id}-warning${note === undefined ? '' : ` ${id}-note`}`}
        disabled={disabled}
      />
    </FieldFrame>
  );
});

function ChangeBadge({
  info,
  state: { isChanged },
  restartPrompt,
}: Pick<SettingFieldProps, 'info' | 'state' | 'restartPrompt'>) {
  if (info.requires_restart && (isChanged || restartPrompt.isAlwaysShown))
    return (
      <Badge size="sm" variant="light" color="yellow" className="sy-restart-badge">
        {restartPrompt.badge()}
      </Badge>
    );
  if (!isChanged) return null;
  return (
    <Badge size="sm" variant="light" color="gray" className="sy-changed-badge">
      {t('changed')}
    </Badge>
  );
}

function DefaultNote({
  info,
  state: { isDefault },
  disabled,
  onReset,
}: Pick<SettingFieldProps, 'info' | 'state' | 'disabled' | 'onReset'>) {
  // An empty default of a required setting is not valid.
  const hasDefault = !info.is_secret && !(info.required && info.default === '');
  const defaultText = formatDefault(info);
  if (!hasDefault || (defaultText === t('valueEmpty') && isDefault)) return null;
  const bounds = formatBounds(info);
  return (
    <div className="sy-field-footer">
      <span>
        {bounds === null
          ? t('defaultValue', { value: defaultText })
          : t('defaultWithBounds', { value: defaultText, bounds })}
      </span>
      {isDefault ? null : (
        <UnstyledButton
          className="sy-reset"
          disabled={disabled}
          aria-label={t('resetField', { label: info.label })}
          onClick={() => onReset(info)}
        >
          <RotateCcw size={12} aria-hidden /> {t('resetToDefault')}
        </UnstyledButton>
      )}
    </div>
  );
}

function formatDefault(info: SettingInfo): string {
  const value = info.default;
  if (typeof value === 'boolean') return value ? t('valueOn') : t('valueOff');
  if (Array.isArray(value)) return value.length === 0 ? t('valueEmpty') : joinValues(value);
  if (value === '') return t('valueEmpty');
  const index = info.values?.indexOf(String(value)) ?? -1;
  const text = info.value_names?.[index] ?? String(value);
  const shortened = text.length > 60 ? `${text.slice(0, 57)}…` : text;
  return formatWithUnit(shortened, info.unit);
}

function formatBounds({ min, max }: SettingInfo): string | null {
  if (min !== undefined && max !== undefined) return t('bounds', { min, max });
  if (min !== undefined) return t('atLeast', { min });
  return max === undefined ? null : t('atMost', { max });
}
