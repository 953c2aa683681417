/** Chooses one of several models of a backend. */

import { Select } from '@mantine/core';
import { tryItWords } from '../../shared/words/en/try-it.ts';
import { words } from '../../shared/words/words.ts';

const t = words(tryItWords);

export function ModelSelect({
  models,
  model,
  onChoose,
}: {
  models: readonly string[];
  model: string | null;
  onChoose: (model: string | null) => void;
}) {
  return (
    <Select
      size="xs"
      aria-label={t('model')}
      searchable
      allowDeselect={false}
      data={[...models]}
      value={model}
      onChange={onChoose}
    />
  );
}
