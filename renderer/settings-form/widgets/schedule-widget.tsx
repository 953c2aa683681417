/** When a backend is on: a row for each span, of days and two times. A text that says it otherwise stays a text. */
import { ActionIcon, Button, Input, Textarea, UnstyledButton } from '@mantine/core';
import { Plus, X } from 'lucide-react';
import { useState } from 'react';
import { dayNames } from '../../../shared/settings/schedule.ts';
import { describedBy } from '../described-by.ts';
import { newRow, rowError, rowsOf, runsPastMidnight, type ScheduleRow, textOf } from '../schedule-rows.ts';
import { asText, type WidgetProps } from '../widget-kinds.ts';
import { controlProps } from './text-widgets.tsx';
import './schedule-widget.css';

const fullDayNames = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
/** The week begins on Monday. */
const week = [1, 2, 3, 4, 5, 6, 0];

export function ScheduleWidget(props: WidgetProps) {
  const text = asText(props.raw);
  // Rows hold what a text cannot, such as a time that is half typed; the text they came to tells what came from elsewhere.
  const [state, setState] = useState(() => ({ text, rows: rowsOf(text) }));
  let { rows } = state;
  if (text !== state.text) {
    rows = rowsOf(text);
    setState({ text, rows });
  }
  const change = (next: readonly ScheduleRow[]) => {
    const written = textOf(next);
    setState({ text: written, rows: [...next] });
    props.onChange(written);
  };
  if (rows === null)
    return (
      <ScheduleText
        props={props}
        text={text}
        onType={(typed) => {
          // Stays a text at the keystroke that makes it a valid one.
          setState({ text: typed, rows: null });
          props.onChange(typed);
        }}
        onRows={() => setState({ text, rows: rowsOf(text) })}
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
  const canBeRows = rowsOf(text) !== null;
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
          Choose days and times
        </Button>
      ) : (
        <div className="sy-warning">
          This cannot be shown as days and times. It is kept as it is until you change it.
        </div>
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
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would need a legend, and the label stands above already
    <div id={id} className="sy-schedule" role="group" aria-labelledby={`${id}-label`} aria-describedby={ids}>
      {rows.length === 0 ? <div className="sy-schedule-none">No schedule</div> : null}
      {rows.map((row, index) => (
        <Row
          key={row.key}
          id={id}
          name={`${info.label}, span ${index + 1}`}
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
        aria-label={`Add a span to ${info.label}`}
        onClick={() => onChange([...rows, newRow(nextKey)])}
      >
        {rows.length === 0 ? 'Add a schedule' : 'Add'}
      </Button>
    </div>
  );
}

function Row({
  id,
  name,
  row,
  disabled,
  onChange,
  onRemove,
}: {
  id: string;
  name: string;
  row: ScheduleRow;
  disabled: boolean;
  onChange: (row: ScheduleRow) => void;
  onRemove: () => void;
}) {
  const error = rowError(row);
  const problemId = `${id}-row-${row.key}-error`;
  const time = (which: 'from' | 'until', words: string) => (
    <span className="sy-schedule-time">
      {words}
      <Input
        type="time"
        size="xs"
        aria-label={`${name}: ${words}`}
        error={error !== null}
        aria-invalid={error !== null}
        ref={describedBy(problemId)}
        disabled={disabled}
        value={row[which]}
        onChange={(event) => onChange({ ...row, [which]: event.currentTarget.value })}
      />
    </span>
  );
  const toggle = (day: number) =>
    onChange({
      ...row,
      days: row.days.includes(day)
        ? row.days.filter((other) => other !== day)
        : [...row.days, day].sort((a, b) => a - b),
    });
  return (
    // biome-ignore lint/a11y/useSemanticElements: as above
    <div className="sy-schedule-row" role="group" aria-label={name}>
      <div className="sy-schedule-span">
        <div className="sy-schedule-days">
          {week.map((day) => (
            <UnstyledButton
              key={day}
              className="sy-schedule-day"
              aria-pressed={row.days.includes(day)}
              aria-label={fullDayNames[day] ?? ''}
              disabled={disabled}
              onClick={() => toggle(day)}
            >
              {dayNames[day]}
            </UnstyledButton>
          ))}
        </div>
        <div className="sy-schedule-times">
          {time('from', 'from')}
          {time('until', 'until')}
          {runsPastMidnight(row) ? <span className="sy-small">on the next day</span> : null}
        </div>
        <div className="sy-warning" id={problemId} role="status">
          {error}
        </div>
      </div>
      <ActionIcon
        variant="subtle"
        color="gray"
        className="sy-quiet-button"
        disabled={disabled}
        aria-label={`Remove ${name}`}
        onClick={onRemove}
      >
        <X size={15} aria-hidden />
      </ActionIcon>
    </div>
  );
}
