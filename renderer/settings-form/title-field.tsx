import { Input } from '@mantine/core';
import { useId } from 'react';
import { settingsFormWords } from '../../shared/words/en/settings/settings-form.ts';
import { words } from '../../shared/words/words.ts';
import { describedBy } from './described-by.ts';
import type { DraftControl } from './draft/use-draft.ts';
import { FieldFrame } from './field-frame.tsx';

const t = words(settingsFormWords);

export function TitleField({
  draft,
  placeholder,
  proposal = null,
  disabled = false,
}: {
  draft: DraftControl;
  placeholder: string;
  /** How it is called if the field is left empty; null: by its type. */
  proposal?: string | null;
  disabled?: boolean;
}) {
  const id = useId();
  return (
    <div className="sy-title-field">
      <FieldFrame
        id={id}
        label={t('title')}
        description={proposal === null ? t('titleText') : t('titleTextProposed', { proposal })}
        error={draft.titleError}
      >
        <Input
          id={id}
          disabled={disabled}
          ref={describedBy(`${id}-description ${id}-error`)}
          aria-invalid={draft.titleError !== null}
          error={draft.titleError !== null}
          value={draft.title}
          placeholder={proposal ?? placeholder}
          autoComplete="off"
          onChange={(event) => draft.setTitle(event.currentTarget.value)}
        />
      </FieldFrame>
    </div>
  );
}
