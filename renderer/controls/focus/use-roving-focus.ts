/** One Tab stop for a row of buttons. The left and right arrow keys, Home and End lead from one to the other. */
import { type FocusEvent, type KeyboardEvent, type RefObject, useEffect, useRef } from 'react';
import { inlineStep } from './inline-step.ts';

interface RovingFocus<T> {
  ref: RefObject<T | null>;
  onFocus(event: FocusEvent): void;
  onKeyDown(event: KeyboardEvent): void;
}

const buttonsIn = (row: Element): HTMLElement[] => [...row.querySelectorAll<HTMLElement>('button, a[href]')];

/** @returns the props of the row */
export function useRovingFocus<T extends HTMLElement>(): RovingFocus<T> {
  const ref = useRef<T>(null);
  // After each render, because buttons come and go.
  useEffect(() => {
    if (ref.current) setTabStop(ref.current, null);
  });
  return {
    ref,
    onFocus: ({ target }) => {
      if (ref.current && target instanceof HTMLElement) setTabStop(ref.current, target);
    },
    onKeyDown: (event) => {
      if (ref.current === null || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
      const buttons = buttonsIn(ref.current);
      const index = buttons.indexOf(event.target as HTMLElement);
      if (index < 0) return;
      const step = inlineStep(event.key, ref.current);
      const next = step === undefined ? { Home: 0, End: buttons.length - 1 }[event.key] : index + step;
      if (next === undefined) return;
      event.preventDefault();
      buttons.at(next % buttons.length)?.focus();
    },
  };
}

/** @param button left as it is where it is null; the first where none is */
function setTabStop(row: Element, button: HTMLElement | null): void {
  const buttons = buttonsIn(row);
  const stop =
    button !== null && buttons.includes(button) ? button : buttons.find(({ tabIndex }) => tabIndex === 0);
  for (const one of buttons) one.tabIndex = one === (stop ?? buttons[0]) ? 0 : -1;
}
