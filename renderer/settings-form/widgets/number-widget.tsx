import { Input } from '@mantine/core';
import type { KeyboardEvent } from 'react';
import { asText, type WidgetProps } from '../widget-kinds.ts';
import { controlProps } from './text-widgets.tsx';

/** The number after one step, within its bounds and rounded to what binary fractions can express. */
export function stepNumber(text: string, direction: 1 | -1, info: WidgetProps['info']): string {
  const step = info.step ?? (info.type === 'integer' ? 1 : 0.1);
  const number = Number(text);
  if (text.trim() === '' || !Number.isFinite(number)) return text;
  const next = Math.min(info.max ?? Infinity, Math.max(info.min ?? -Infinity, number + direction * step));
  return String(Number(next.toFixed(10)));
}

/** A number as text, so that what is typed is never discarded or corrected. The arrow keys step the number. */
export function NumberWidget(props: WidgetProps) {
  const { info } = props;
  const text = asText(props.raw);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return;
    event.preventDefault();
    props.onChange(stepNumber(text, event.key === 'ArrowUp' ? 1 : -1, info));
  };
  return (
    <Input
      {...controlProps(props)}
      inputMode={info.type === 'integer' && (info.min ?? -1) >= 0 ? 'numeric' : 'text'}
      className="sy-number"
      value={text}
      onChange={(event) => props.onChange(event.currentTarget.value)}
      onKeyDown={onKeyDown}
      rightSectionWidth={info.unit === undefined ? 0 : Math.max(32, info.unit.length * 8 + 18)}
      rightSectionPointerEvents="none"
      rightSection={info.unit === undefined ? null : <span className="sy-unit">{info.unit}</span>}
    />
  );
}
