/** Buttons that say why they cannot be pressed, instead of just being grey. */
import { ActionIcon, Button, type ButtonProps } from '@mantine/core';
import type { ComponentPropsWithoutRef, ReactNode } from 'react';
import { useTooltip } from './use-tooltip.tsx';
import './action-button.css';

interface ActionButtonProps
  extends Omit<ButtonProps, 'disabled'>,
    Omit<ComponentPropsWithoutRef<'button'>, keyof ButtonProps | 'onClick' | 'disabled'> {
  children: ReactNode;
  onClick: () => void;
  /** Why it cannot be pressed at present. It stays focusable, so that the reason can be read. */
  blocked?: string | null;
  /** Its own call is under way: shown, and a second press does nothing. */
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
        // A button that is really disabled loses the focus, and with it the keyboard user's place.
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

/** A button that is only an icon; its name is shown on hover and on focus. */
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
  const { targetProps, tooltip } = useTooltip(blocked === null ? label : `${label}: ${blocked}`);
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
