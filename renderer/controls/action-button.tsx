/** Buttons that say why they cannot be pressed. */
import { ActionIcon, Button, type ButtonProps } from '@mantine/core';
import type { ComponentPropsWithoutRef, ReactNode } from 'react';
import { formatNamed } from '../format/reasons.ts';
import { useTooltip } from './use-tooltip.tsx';
import './action-button.css';

interface ActionButtonProps
  extends Omit<ButtonProps, 'disabled'>,
    Omit<ComponentPropsWithoutRef<'button'>, keyof ButtonProps | 'onClick' | 'disabled'> {
  children: ReactNode;
  onClick: () => void;
  /** Why it cannot be pressed at present. The button stays focusable, so that the reason can be read. */
  blocked?: string | null;
  /** Whether its call is under way. Then a second press does nothing. */
  pending?: boolean;
}

export function ActionButton({
  blocked = null,
  pending = false,
  onClick,
  children,
  ...rest
}: ActionButtonProps) {
  const { targetProps, tooltip } = useTooltip(blocked);
  return (
    <>
      <Button
        size="xs"
        {...rest}
        {...targetProps}
        onClick={() => {
          if (blocked === null && !pending) onClick();
        }}
        loading={pending}
        // A button with the attribute `disabled` would lose the focus, and a keyboard user their position.
        disabled={false}
        aria-busy={pending}
        {...(blocked === null ? {} : blockedBy(blocked))}
      >
        {children}
      </Button>
      {tooltip}
    </>
  );
}

/** A button with an icon only. Its label is shown on hover and on focus. */
export function IconButton({
  label,
  blocked = null,
  onClick,
  children,
  size = 28,
}: {
  label: string;
  blocked?: string | null;
  onClick: () => void;
  children: ReactNode;
  size?: number;
}) {
  const { targetProps, tooltip } = useTooltip(blocked === null ? label : formatNamed(label, blocked));
  return (
    <>
      <ActionIcon
        variant="subtle"
        color="gray"
        size={size}
        className="sy-quiet-button"
        aria-label={label}
        {...targetProps}
        onClick={() => {
          if (blocked === null) onClick();
        }}
        {...(blocked === null ? {} : blockedBy(blocked))}
      >
        {children}
      </ActionIcon>
      {tooltip}
    </>
  );
}

const blockedBy = (reason: string) => ({
  'data-disabled': true,
  'aria-disabled': true,
  'aria-description': reason,
});
