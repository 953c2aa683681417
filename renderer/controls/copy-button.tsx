import { ActionIcon } from '@mantine/core';
import { Check, Copy, X } from 'lucide-react';
import { useCopy } from './use-copy.ts';
import { useTooltip } from './use-tooltip.tsx';
import './action-button.css';

/** Copies a text, and says whether that worked. */
export function CopyButton({
  text,
  label,
  size = 22,
}: {
  /** A function where the text is costly to make. */
  text: string | (() => string);
  label: string;
  size?: number;
}) {
  const { state, words, copy } = useCopy(label);
  const Icon = state === 'failed' ? X : state === 'copied' ? Check : Copy;
  const { targetProps, tooltip } = useTooltip(words);
  return (
    <>
      <ActionIcon
        variant="subtle"
        color="gray"
        size={size}
        className="sy-quiet-button"
        aria-label={label}
        {...targetProps}
        onClick={() => copy(typeof text === 'string' ? text : text())}
      >
        <Icon size={size > 24 ? 15 : 13} aria-hidden />
      </ActionIcon>
      {tooltip}
    </>
  );
}
