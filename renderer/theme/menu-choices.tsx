/** The items of a menu of which one is chosen, such as a colour scheme. */
import { Menu } from '@mantine/core';
import { Check } from 'lucide-react';
import { useId } from 'react';
import './menu-choices.css';

interface MenuChoicesProps<Value extends string> {
  label: string;
  /** `lang`: the language of the label, where it is not that of the page. */
  choices: readonly { value: Value; label: string; lang?: string | undefined }[];
  chosen: Value;
  /** Whether none can be chosen now. */
  isBlocked: boolean;
  onChoose: (value: Value) => void;
}

export function MenuChoices<Value extends string>(props: MenuChoicesProps<Value>) {
  const { label, choices, chosen, isBlocked, onChoose } = props;
  const labelId = useId();
  // Choices of two groups can have the same name.
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is none of a menu.
    <div role="group" aria-labelledby={labelId}>
      <Menu.Label id={labelId}>{label}</Menu.Label>
      {choices.map((choice) => (
        <Menu.RadioItem
          key={choice.value}
          value={choice.value}
          lang={choice.lang}
          checked={choice.value === chosen}
          onChange={() => onChoose(choice.value)}
          disabled={isBlocked}
          closeMenuOnClick
          checkIcon={<Check size={15} aria-hidden />}
          classNames={{ itemIndicator: 'sy-chosen-mark' }}
        >
          {choice.label}
        </Menu.RadioItem>
      ))}
    </div>
  );
}
