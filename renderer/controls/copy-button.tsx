import { ActionIcon } from '@mantine/core';
import { Check, Copy, X } from 'lucide-react';
import { useCopy } from './use-copy.ts';
import { useTooltip } from './use-tooltip.tsx';
import './action-button.css';

/** A button that copies a text and then says whether that worked. */
export function CopyButton({
  text,
  label,
  size = 22,
}: {
  /** A function if the text is expensive to make. */
  text: string | (() => string);
  label: string;
  size?: number;
}) {
  const { state, message, copy } = useCopy(label);
  const Icon = state === 'failed' ? X : state === 'copied' ? Check : Copy;
  const { targetProps, tooltip } = useTooltip(message);
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
