import { ActionIcon, Button, Input } from '@mantine/core';
import { Plus, X } from 'lucide-react';
import { settingsFormWords } from '../../../shared/words/en/settings/settings-form.ts';
import { words } from '../../../shared/words/words.ts';
import type { WidgetProps } from '../widget-kinds.ts';

const t = words(settingsFormWords);

/** A list of texts, each in a field of its own. Pasting several lines makes several entries. */
export function ListWidget({ id, info, raw, onChange, invalid, describedBy, disabled }: WidgetProps) {
  const items = Array.isArray(raw) ? (raw as readonly string[]) : [];
  const replace = (index: number, text: string) =>
    onChange([...items.slice(0, index), ...text.split(/\r?\n/), ...items.slice(index + 1)]);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would need a legend, but there is a label already
    <div className="sy-list" role="group" aria-labelledby={`${id}-label`} aria-describedby={describedBy}>
      {items.map((item, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: entries may repeat, so only their index identifies them
        <div className="sy-list-row" key={index}>
          <Input
            {...(index === 0 ? { id } : {})}
            className="sy-grow"
            aria-label={t('entryOf', { label: info.label, value: index + 1 })}
            error={invalid}
            disabled={disabled}
            value={item}
            autoComplete="off"
            spellCheck={false}
            {...(info.placeholder === '' ? {} : { placeholder: info.placeholder })}
            onChange={(event) => replace(index, event.currentTarget.value)}
            onPaste={(event) => {
              const pasted = event.clipboardData.getData('text');
              if (!/[\r\n]/.test(pasted)) return;
              // An input would join the lines.
              event.preventDefault();
              replace(index, (item + pasted).replace(/(?<![\r\n])[\r\n]+$/, ''));
            }}
          />
          <ActionIcon
            variant="subtle"
            color="gray"
            size="lg"
            className="sy-quiet-button"
            disabled={disabled}
            aria-label={t('removeEntry', { value: index + 1, label: info.label })}
            onClick={() => onChange(items.filter((_, other) => other !== index))}
          >
            <X size={15} aria-hidden />
          </ActionIcon>
        </div>
      ))}
      <Button
        {...(items.length === 0 ? { id } : {})}
        size="compact-sm"
        variant="default"
        disabled={disabled}
        leftSection={<Plus size={14} aria-hidden />}
        aria-label={t('addEntry', { label: info.label })}
        onClick={() => onChange([...items, ''])}
      >
        {t('add')}
      </Button>
    </div>
  );
}
