import { ActionIcon, Tooltip } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { Check, Copy, X } from 'lucide-react';

/** Copies a text and says whether that worked: over plain HTTP from another machine, browsers forbid it. */
export function CopyButton({ text, label }: { text: string; label: string }) {
  const { copy, copied, error } = useClipboard({ timeout: 1500 });
  const tip = error ? 'The browser does not allow copying here' : copied ? 'Copied' : label;
  return (
    <Tooltip label={tip}>
      <ActionIcon
        variant="subtle"
        color="gray"
        size={22}
        className="sy-quiet-button"
        aria-label={label}
        onClick={() => copy(text)}
      >
        {error ? (
          <X size={13} aria-hidden />
        ) : copied ? (
          <Check size={13} aria-hidden />
        ) : (
          <Copy size={13} aria-hidden />
        )}
      </ActionIcon>
    </Tooltip>
  );
}
