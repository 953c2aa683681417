/** Buttons that say why they cannot be pressed. */
import { ActionIcon, Button, type ButtonProps } from '@mantine/core';
import { useMergedRef } from '@mantine/hooks';
import type { ComponentPropsWithoutRef, ReactNode, Ref } from 'react';
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
  ref?: Ref<HTMLButtonElement>;
}

export function ActionButton({
  blocked = null,
  pending = false,
  onClick,
  children,
  ref,
  ...rest
}: ActionButtonProps) {
  const { targetProps, tooltip } = useTooltip(blocked);
  const mergedRef = useMergedRef(ref, targetProps.ref);
  return (
    <>
      <Button
        size="xs"
        {...rest}
        {...targetProps}
        ref={mergedRef}
        onClick={(event) => {
          if (blocked === null && !pending) onClick();
          // Nor does Enter in a field of its form press it a second time.
          else if (pending) event.preventDefault();
        }}
        loading={pending}
        renderRoot={renderEnabled}
        aria-busy={pending}
        {...(pending ? { 'aria-disabled': true } : {})}
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

/** Mantine disables a button while it loads. With the attribute it would lose the focus, and a keyboard user their position. */
const renderEnabled = (props: ComponentPropsWithoutRef<'button'>) => <button {...props} disabled={false} />;

const blockedBy = (reason: string) => ({
  'data-disabled': true,
  'aria-disabled': true,
  'aria-description': reason,
});
