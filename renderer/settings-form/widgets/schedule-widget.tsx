/** Edits a schedule: each row is a span of days and two times. A text that cannot be shown as rows is edited as a text. */

import { ActionIcon, Button, Input, Textarea, UnstyledButton } from '@mantine/core';
import { Plus, X } from 'lucide-react';
import { useState } from 'react';
import { settingsFormWords } from '../../../shared/words/en/settings/settings-form.ts';
import { intl, words } from '../../../shared/words/words.ts';
import { describedBy } from '../described-by.ts';
import { asText, type WidgetProps } from '../widget-kinds.ts';
import {
  formatRows,
  newRow,
  parseRows,
  rowError,
  runsPastMidnight,
  type ScheduleRow,
} from './schedule-rows.ts';
import { controlProps } from './text-widgets.tsx';
import './schedule-widget.css';

const t = words(settingsFormWords);

/** @param day 0 = Sunday; 1 January 2023 was one */
const dayName = (day: number, weekday: 'long' | 'short'): string =>
  intl.date({ weekday, timeZone: 'UTC' }).format(Date.UTC(2023, 0, 1 + day));

/** The week starts on Monday. */
const weekdays = [1, 2, 3, 4, 5, 6, 0];

export function ScheduleWidget(props: WidgetProps) {
  const text = asText(props.raw);
  // Rows can be incomplete, so they are kept. A text other than theirs comes from elsewhere and replaces them.
  const [state, setState] = useState(() => ({ text, rows: parseRows(text) }));
  let { rows } = state;
  if (text !== state.text) {
    rows = parseRows(text);
    setState({ text, rows });
  }
  const change = (next: readonly ScheduleRow[]) => {
    const written = formatRows(next);
    setState({ text: written, rows: [...next] });
    props.onChange(written);
  };
  if (rows === null)
    return (
      <ScheduleText
        props={props}
        text={text}
        onType={(typed) => {
          // After an edit of the text it stays a text, even if the edit makes it valid.
          setState({ text: typed, rows: null });
          props.onChange(typed);
        }}
        onRows={() => setState({ text, rows: parseRows(text) })}
      />
    );
  return <ScheduleRows props={props} rows={rows} onChange={change} />;
}

function ScheduleText({
  props,
  text,
  onType,
  onRows,
}: {
  props: WidgetProps;
  text: string;
  onType: (text: string) => void;
  onRows: () => void;
}) {
  const canBeRows = parseRows(text) !== null;
  return (
    <div className="sy-schedule">
      <Textarea
        {...controlProps(props)}
        className="sy-schedule-text"
        autosize
        minRows={2}
        maxRows={10}
        classNames={{ input: 'sy-mono' }}
        value={text}
        onChange={(event) => onType(event.currentTarget.value)}
      />
      {canBeRows ? (
        <Button size="compact-xs" variant="subtle" disabled={props.disabled} onClick={onRows}>
          {t('chooseTimes')}
        </Button>
      ) : (
        <div className="sy-warning">{t('scheduleNotShown')}</div>
      )}
    </div>
  );
}

function ScheduleRows({
  props: { id, info, describedBy: ids, disabled },
  rows,
  onChange,
}: {
  props: WidgetProps;
  rows: readonly ScheduleRow[];
  onChange: (rows: readonly ScheduleRow[]) => void;
}) {
  const nextKey = Math.max(-1, ...rows.map(({ key }) => key)) + 1;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would need a legend, but there is a label already
    <div id={id} className="sy-schedule" role="group" aria-labelledby={`${id}-label`} aria-describedby={ids}>
      {rows.length === 0 ? <div className="sy-schedule-none">{t('noSchedule')}</div> : null}
      {rows.map((row, index) => (
        <Row
          key={row.key}
          id={id}
          name={t('timeName', { label: info.label, number: index + 1 })}
          row={row}
          disabled={disabled}
          onChange={(changed) => onChange(rows.map((one) => (one.key === row.key ? changed : one)))}
          onRemove={() => onChange(rows.filter(({ key }) => key !== row.key))}
        />
      ))}
      <Button
        size="compact-sm"
        variant="default"
        disabled={disabled}
        leftSection={<Plus size={14} aria-hidden />}
        aria-label={t('addTime', { label: info.label })}
        onClick={() => onChange([...rows, newRow(nextKey)])}
      >
        {rows.length === 0 ? t('addSchedule') : t('add')}
      </Button>
    </div>
  );
}

interface RowProps {
  /** Id of the whole control. */
  id: string;
  /** What a screen reader calls the row. */
  name: string;
  row: ScheduleRow;
  disabled: boolean;
  onChange: (row: ScheduleRow) => void;
}

function Row({ onRemove, ...props }: RowProps & { onRemove: () => void }) {
  const { id, name, row, disabled } = props;
  const error = rowError(row);
  const errorId = `${id}-row-${row.key}-error`;
  return (
    // biome-ignore lint/a11y/useSemanticElements: as above
    <div className="sy-schedule-row" role="group" aria-label={name}>
      <div className="sy-schedule-span">
        <DayButtons {...props} />
        <div className="sy-schedule-times">
          <TimeInput {...props} which="from" invalid={error !== null} errorId={errorId} />
          <TimeInput {...props} which="until" invalid={error !== null} errorId={errorId} />
          {runsPastMidnight(row) ? <span className="sy-small">{t('nextDay')}</span> : null}
        </div>
        <div className="sy-warning" id={errorId} role="status">
          {error}
        </div>
      </div>
      <ActionIcon
        variant="subtle"
        color="gray"
        className="sy-quiet-button"
        disabled={disabled}
        aria-label={t('removeName', { name })}
        onClick={onRemove}
      >
        <X size={15} aria-hidden />
      </ActionIcon>
    </div>
  );
}

function DayButtons({ row, disabled, onChange }: RowProps) {
  const toggle = (day: number) =>
    onChange({
      ...row,
      days: row.days.includes(day)
        ? row.days.filter((other) => other !== day)
        : [...row.days, day].sort((a, b) => a - b),
    });
  return (
    <div className="sy-schedule-days">
      {weekdays.map((day) => (
        <UnstyledButton
          key={day}
          className="sy-schedule-day"
          aria-pressed={row.days.includes(day)}
          aria-label={dayName(day, 'long')}
          disabled={disabled}
          onClick={() => toggle(day)}
        >
          {dayName(day, 'short')}
        </UnstyledButton>
      ))}
    </div>
  );
}

function TimeInput({
  name,
  row,
  disabled,
  onChange,
  which,
  invalid,
  errorId,
}: RowProps & { which: 'from' | 'until'; invalid: boolean; errorId: string }) {
  return (
    <span className="sy-schedule-time">
      {t(which)}
      <Input
        type="time"
        size="xs"
        aria-label={t(which === 'from' ? 'fromOf' : 'untilOf', { name })}
        error={invalid}
        aria-invalid={invalid}
        ref={describedBy(errorId)}
        disabled={disabled}
        value={row[which]}
        onChange={(event) => onChange({ ...row, [which]: event.currentTarget.value })}
      />
    </span>
  );
}
