import { NativeSelect, Switch } from '@mantine/core';
import { settingsFormWords } from '../../../shared/words/en/settings/settings-form.ts';
import { words } from '../../../shared/words/words.ts';
import { asText, type WidgetProps } from '../widget-kinds.ts';
import { controlProps } from './text-widgets.tsx';

const t = words(settingsFormWords);

export function BooleanWidget(props: WidgetProps) {
  const { id, info, raw, disabled, describedBy } = props;
  return (
    <Switch
      id={id}
      name={info.name}
      withThumbIndicator={false}
      disabled={disabled}
      aria-describedby={describedBy}
      checked={raw === true}
      onChange={(event) => props.onChange(event.currentTarget.checked)}
    />
  );
}

/** The browser's own select, because it works well on a phone and with a keyboard. */
export function DropdownWidget(props: WidgetProps) {
  const { info } = props;
  const chosen = asText(props.raw);
  const values = info.values ?? [];
  const { autoComplete: _, spellCheck: __, placeholder: ___, ...control } = controlProps(props);
  return (
    <NativeSelect
      {...control}
      value={chosen}
      onChange={(event) => props.onChange(event.currentTarget.value)}
      data={[
        // A value that is no longer in the list is shown, because otherwise the first value would appear to be chosen.
        ...(values.includes(chosen) ? [] : [{ value: chosen, label: t('choiceGone', { chosen }) }]),
        ...values.map((value, index) => ({ value, label: info.value_names?.[index] ?? value })),
      ]}
    />
  );
}
