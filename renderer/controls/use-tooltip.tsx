/** A tooltip that is rendered only when it is shown, because 200 cards would otherwise render 600 tooltips. */
import { Tooltip } from '@mantine/core';
import { type ReactNode, type RefObject, useEffect, useRef, useState } from 'react';

/** Long enough that nothing flickers when the pointer passes by. */
const HOVER_MS = 250;

export interface TooltipParts {
  /** The props of the button. */
  targetProps: {
    ref: RefObject<HTMLButtonElement | null>;
    onMouseEnter: () => void;
    onMouseLeave: () => void;
    onFocus: () => void;
    onBlur: () => void;
  };
  /** To be rendered beside the button. */
  tooltip: ReactNode;
}

/** @param label null if there is no tooltip at present */
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
      // Only for a focus by keyboard: after a click the tooltip would cover the button.
      onFocus: () => setShown(target.current?.matches(':focus-visible') ?? false),
      onBlur: hide,
    },
    tooltip: shown && label !== null ? <Tooltip opened target={target} label={label} /> : null,
  };
}
