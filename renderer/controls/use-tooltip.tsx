/** A tooltip that costs nothing until somebody points at its button: 200 cards would otherwise carry 600 of them. */
import { Tooltip } from '@mantine/core';
import { type ReactNode, type RefObject, useEffect, useRef, useState } from 'react';

/** Long enough not to flicker when the pointer only passes by. */
const HOVER_MS = 250;

export interface TooltipParts {
  /** For the button. */
  targetProps: {
    ref: RefObject<HTMLButtonElement | null>;
    onMouseEnter: () => void;
    onMouseLeave: () => void;
    onFocus: () => void;
    onBlur: () => void;
  };
  /** To be drawn beside it. */
  tooltip: ReactNode;
}

/** @param label null: there is nothing to say at present */
export function useTooltip(label: ReactNode): TooltipParts {
  const target = useRef<HTMLButtonElement>(null);
  const [shown, setShown] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const hide = () => {
    clearTimeout(timer.current);
    setShown(false);
  };
  return {
    targetProps: {
      ref: target,
      onMouseEnter: () => {
        timer.current = setTimeout(() => setShown(true), HOVER_MS);
      },
      onMouseLeave: hide,
      // Only a keyboard's focus: after a press with the mouse the words would cover what one looks at.
      onFocus: () => setShown(target.current?.matches(':focus-visible') ?? false),
      onBlur: hide,
    },
    tooltip: shown && label !== null ? <Tooltip opened target={target} label={label} /> : null,
  };
}
