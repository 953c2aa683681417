import { Input } from '@mantine/core';
import type { KeyboardEvent } from 'react';
import { asText, type WidgetProps } from '../widget-kinds.ts';
import { controlProps } from './text-widgets.tsx';

/** The number one step up or down, within its bounds and without the noise of binary fractions. */
export function stepped(text: string, direction: 1 | -1, info: WidgetProps['info']): string {
  const step = info.step ?? (info.type === 'integer' ? 1 : 0.1);
  const from = Number(text);
  if (text.trim() === '' || !Number.isFinite(from)) return text;
  const next = Math.min(info.max ?? Infinity, Math.max(info.min ?? -Infinity, from + direction * step));
  return String(Number(next.toFixed(10)));
}

/** A number as text: what is typed is never thrown away or corrected behind one's back. Arrow keys step. */
export function NumberWidget(props: WidgetProps) {
  const { info } = props;
  const text = asText(props.raw);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return;
    event.preventDefault();
    props.onChange(stepped(text, event.key === 'ArrowUp' ? 1 : -1, info));
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
