/** Widgets for texts of one or several lines. */

import { Input, Text, Textarea } from '@mantine/core';
import { splitArguments } from '../../../shared/settings/arguments.ts';
import { parseEnvironment } from '../../../shared/settings/environment.ts';
import { settingsFormWords } from '../../../shared/words/en/settings/settings-form.ts';
import { words } from '../../../shared/words/words.ts';
import { describedBy } from '../described-by.ts';
import { asText, type WidgetProps } from '../widget-kinds.ts';

const t = words(settingsFormWords);

/** The attributes that connect a control with its label, description and error. */
export function controlProps({ id, info, invalid, describedBy: ids, disabled }: WidgetProps) {
  return {
    id,
    name: info.name,
    disabled,
    error: invalid,
    'aria-invalid': invalid,
    ref: describedBy(ids),
    ...(info.required ? { 'aria-required': true } : {}),
    ...(info.placeholder === '' ? {} : { placeholder: info.placeholder }),
    autoComplete: 'off',
    spellCheck: false,
  } as const;
}

export function TextWidget(props: WidgetProps) {
  return (
    <Input
      {...controlProps(props)}
      value={asText(props.raw)}
      onChange={(event) => props.onChange(event.currentTarget.value)}
    />
  );
}

export function UrlWidget(props: WidgetProps) {
  return (
    <Input
      {...controlProps(props)}
      inputMode="url"
      value={asText(props.raw)}
      onChange={(event) => props.onChange(event.currentTarget.value)}
    />
  );
}

function LongText({
  props,
  mono,
  minRows,
  maxRows = 14,
}: {
  props: WidgetProps;
  mono: boolean;
  minRows: number;
  maxRows?: number;
}) {
  return (
    <Textarea
      {...controlProps(props)}
      autosize
      minRows={minRows}
      maxRows={maxRows}
      value={asText(props.raw)}
      onChange={(event) => props.onChange(event.currentTarget.value)}
      {...(mono ? { classNames: { input: 'sy-mono' } } : {})}
    />
  );
}

export function MultilineWidget(props: WidgetProps) {
  return <LongText props={props} mono={false} minRows={3} />;
}

export function JsonWidget(props: WidgetProps) {
  return <LongText props={props} mono minRows={3} />;
}

/** Shows how the line is split, because mistakes in quoting are frequent. */
export function ArgsWidget(props: WidgetProps) {
  const result = splitArguments(asText(props.raw));
  return (
    <>
      <LongText props={props} mono minRows={1} />
      {result.ok && result.args.length > 0 ? (
        <Text size="xs" c="dimmed" className="sy-args">
          {t('argumentCount', { count: result.args.length })}{' '}
          {result.args.map((arg, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: arguments may repeat and have no identity
            <code key={index}>{arg === '' ? t('argumentEmpty') : arg}</code>
          ))}
        </Text>
      ) : null}
    </>
  );
}

export function EnvWidget(props: WidgetProps) {
  const result = parseEnvironment(asText(props.raw));
  const count = result.ok ? Object.keys(result.env).length : 0;
  return (
    <>
      <LongText props={props} mono minRows={2} />
      {count > 0 ? (
        <Text size="xs" c="dimmed">
          {t('variableCount', { count })}
        </Text>
      ) : null}
    </>
  );
}
