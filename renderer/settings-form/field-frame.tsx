import { TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { settingsFormWords } from '../../shared/words/en/settings/settings-form.ts';
import { words } from '../../shared/words/words.ts';
import './field.css';

const t = words(settingsFormWords);

/** What all fields share: label, description, widget, error and note. Used by settings, title and id. */
export function FieldFrame({
  id,
  setting,
  label,
  description,
  required = false,
  error,
  badge,
  note,
  warning = null,
  footer,
  inline = false,
  children,
}: {
  id: string;
  label: string;
  description: string;
  required?: boolean;
  /** Completes "It must be …". */
  error: string | null;
  /** Its name, where it is a setting. */
  setting?: string | undefined;
  badge?: ReactNode;
  note?: ReactNode;
  /** A sentence about a value that is valid. */
  warning?: string | null;
  footer?: ReactNode;
  /** Whether the widget stands beside the label, as a switch does. */
  inline?: boolean;
  /** The widget. */
  children: ReactNode;
}) {
  const widget = <div className="sy-field-widget">{children}</div>;
  return (
    <div className="sy-field" data-setting={setting} data-inline={inline} data-invalid={error !== null}>
      <div className="sy-field-head">
        {/* Before the switch, although it is shown behind: the switch has an empty label, and readers use the first. */}
        <label htmlFor={id} id={`${id}-label`}>
          {label}
        </label>
        {inline ? widget : null}
        {required ? (
          <span className="sy-required" title={t('required')}>
            {t('requiredMark')}
          </span>
        ) : null}
        {badge}
      </div>
      <div className="sy-field-description" id={`${id}-description`}>
        {description}
      </div>
      {inline ? null : widget}
      <div className="sy-field-error" id={`${id}-error`} aria-live="polite">
        {error === null ? null : t('fieldInvalid', { label, error })}
      </div>
      <div className="sy-warning" id={`${id}-warning`} aria-live="polite">
        {warning === null ? null : (
          <>
            <TriangleAlert size={13} aria-hidden /> {warning}
          </>
        )}
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
