/** Chooses one of several models of a backend. */
import { Select } from '@mantine/core';

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
      aria-label="Model"
      searchable
      allowDeselect={false}
      data={[...models]}
      value={model}
      onChange={onChoose}
    />
  );
}
