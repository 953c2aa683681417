import { TextInput, type TextInputProps } from '@mantine/core';
import { Search } from 'lucide-react';

/** The field in which somebody types what a list is searched for. */
export function SearchInput({
  label,
  onSearch,
  ...input
}: { label: string; value: string; onSearch: (text: string) => void } & Pick<
  TextInputProps,
  'size' | 'placeholder' | 'rightSection' | 'onKeyDown'
>) {
  return (
    <TextInput
      type="search"
      size="sm"
      aria-label={label}
      placeholder={label}
      leftSection={<Search size={15} aria-hidden />}
      onChange={(event) => onSearch(event.currentTarget.value)}
      {...input}
    />
  );
}
