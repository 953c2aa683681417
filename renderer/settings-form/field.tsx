/** One setting: its label, what it means, its widget, what is wrong with it, and the way back to its default. */
import { Badge, UnstyledButton } from '@mantine/core';
import { RotateCcw } from 'lucide-react';
import { memo, type ReactNode, useId } from 'react';
import type { SettingInfo } from '../../shared/backend.ts';
import type { FieldState, RawValue } from './draft/draft.ts';
import { widgetKind } from './widget-kinds.ts';
import { widgets } from './widgets.ts';
import './field.css';

/** The frame all fields share, those that are no settings (title, number) included. */
export function FieldFrame({
  id,
  label,
  description,
  required = false,
  problem,
  badge,
  note,
  footer,
  inline = false,
  children,
}: {
  id: string;
  label: string;
  description: string;
  required?: boolean;
  /** Completes "It must be …". */
  problem: string | null;
  badge?: ReactNode;
  note?: ReactNode;
  footer?: ReactNode;
  /** A switch stands beside its label. */
  inline?: boolean;
  children: ReactNode;
}) {
  const widget = <div className="sy-field-widget">{children}</div>;
  return (
    <div className="sy-field" data-inline={inline} data-invalid={problem !== null}>
      <div className="sy-field-head">
        {/* Before the switch, which brings an empty label of its own: readers take the first. Shown behind it. */}
        <label htmlFor={id} id={`${id}-label`}>
          {label}
        </label>
        {inline ? widget : null}
        {required ? (
          <span className="sy-required" title="Required">
            required
          </span>
        ) : null}
        {badge}
      </div>
      <div className="sy-field-description" id={`${id}-description`}>
        {description}
      </div>
      {inline ? null : widget}
      <div className="sy-field-problem" id={`${id}-problem`} aria-live="polite">
        {problem === null ? null : `${label} must be ${problem}.`}
      </div>
      {footer}
      {note === undefined ? null : (
        <div className="sy-field-note" id={`${id}-note`}>
          {note}
        </div>
      )}
    </div>
  );
}

/** A value in words, for "Default: …". */
function valueInWords(info: SettingInfo): string {
  const value = info.default;
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  if (Array.isArray(value)) return value.length === 0 ? 'empty' : value.join(', ');
  if (value === '') return 'empty';
  const at = info.values?.indexOf(String(value)) ?? -1;
  const text = info.value_names?.[at] ?? String(value);
  const shown = text.length > 60 ? `${text.slice(0, 57)}…` : text;
  return info.unit === undefined ? shown : `${shown} ${info.unit}`;
}

function boundsInWords({ min, max }: SettingInfo): string | null {
  if (min !== undefined && max !== undefined) return `${min} to ${max}`;
  if (min !== undefined) return `at least ${min}`;
  return max === undefined ? null : `at most ${max}`;
}

/** How it is said that a change comes into force only after a restart. */
export interface RestartPrompt {
  badge: string;
  /** True: it is a fact about the field, told before anything is changed. */
  always: boolean;
}

export const SettingField = memo(function SettingField({
  info,
  state,
  disabled,
  showProblem,
  markChanges,
  restartWords,
  note,
  onChange,
  onReset,
}: {
  info: SettingInfo;
  state: FieldState;
  disabled: boolean;
  /** False while a required field was not touched and nobody has tried to save. */
  showProblem: boolean;
  /** False for a new backend: nothing runs yet that a change could restart. */
  markChanges: boolean;
  restartWords: RestartPrompt;
  /** A word of the host about this setting. */
  note: ReactNode;
  onChange: (name: string, raw: RawValue) => void;
  onReset: (info: SettingInfo) => void;
}) {
  const id = useId();
  const Widget = widgets[widgetKind(info)];
  const problem = showProblem || state.changed ? state.problem : null;
  const bounds = boundsInWords(info);
  const defaultWords = valueInWords(info);
  // Where it has to be filled in, empty is no value to go back to.
  const hasDefault = !info.is_secret && !(info.required && info.default === '');
  return (
    <FieldFrame
      id={id}
      label={info.label}
      description={info.description}
      required={info.required}
      problem={problem}
      inline={info.type === 'boolean'}
      note={note}
      badge={
        !markChanges ? null : info.requires_restart && (state.changed || restartWords.always) ? (
          <Badge size="sm" variant="light" color="yellow" className="sy-restart-badge">
            {restartWords.badge}
          </Badge>
        ) : state.changed ? (
          <Badge size="sm" variant="light" color="gray" className="sy-changed-badge">
            changed
          </Badge>
        ) : null
      }
      footer={
        !hasDefault || (defaultWords === 'empty' && state.isDefault) ? null : (
          <div className="sy-field-footer">
            <span>
              Default: {defaultWords}
              {bounds === null ? '' : ` · ${bounds}`}
            </span>
            {state.isDefault ? null : (
              <UnstyledButton
                className="sy-reset"
                disabled={disabled}
                aria-label={`Reset to default: ${info.label}`}
                onClick={() => onReset(info)}
              >
                <RotateCcw size={12} aria-hidden /> Reset to default
              </UnstyledButton>
            )}
          </div>
        )
      }
    >
      <Widget
        id={id}
        info={info}
        raw={state.raw}
        original={state.original}
        onChange={(raw) => onChange(info.name, raw)}
        invalid={problem !== null}
        describedBy={`${id}-description ${id}-problem${note === undefined ? '' : ` ${id}-note`}`}
        disabled={disabled}
      />
    </FieldFrame>
  );
});
