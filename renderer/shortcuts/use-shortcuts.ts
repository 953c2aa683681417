/**
 * The keys of the panel. Keys without Ctrl or Cmd count nowhere where somebody types, nor under a dialog or a menu. Those for a
 * backend count where it has the focus itself; those for the whole page can be switched off (WCAG 2.1.4).
 */
import { useEffect } from 'react';
import { backendCommands } from '../commands/backend-commands.ts';
import type { Command } from '../commands/command.ts';
import { programCommands } from '../commands/program-commands.ts';
import { BACKEND, backendIdOf } from '../controls/backend-element.ts';
import { usePanelServices } from '../panel-context.tsx';
import type { PanelServices } from '../panel-services.ts';
import { focusBackend, focusInside, focusNearby, focusNext } from './move-focus.ts';
import { areSingleKeysOn } from './single-keys.ts';

const TYPING = 'input:not([type="checkbox"], [type="radio"]), textarea, select, [contenteditable]';
/** A list of choices is none: its field counts as one in which somebody types, and it stays in the page while it is closed. */
const LAYER = '[role="dialog"], [role="menu"]';

/** The keys of commands, as events name them. */
const commandKeys: Readonly<Record<string, string>> = {
  ' ': 'Space',
  l: 'L',
  e: 'E',
  r: 'R',
  t: 'T',
  x: 'X',
  F2: 'F2',
  Delete: 'Delete',
};
const programKeys: readonly string[] = ['/', '?', 'n', ','];

export function useShortcuts(): void {
  const services = usePanelServices();
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || !handleKey(services, event)) return;
      event.preventDefault();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [services]);
}

/** @returns whether the key was one of the panel's */
function handleKey(services: PanelServices, event: KeyboardEvent): boolean {
  const { key, target } = event;
  const { dialog } = services.view.getState();
  if ((event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && key.toLowerCase() === 'k') {
    if (dialog?.kind === 'palette') services.open(null);
    else services.leave(() => services.open({ kind: 'palette' }));
    return true;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || !(target instanceof Element)) return false;
  if (dialog !== null || document.querySelector(LAYER) !== null || target.closest(TYPING) !== null)
    return false;
  return handleBackendKey(services, event, target) || handlePageKey(services, event);
}

/** Keys on the card or row of a backend. */
function handleBackendKey(
  services: PanelServices,
  { key, shiftKey }: KeyboardEvent,
  target: Element,
): boolean {
  const backend = target.closest<HTMLElement>(BACKEND);
  if (backend === null) return false;
  if (key === 'Escape' && target !== backend) {
    backend.focus();
    return true;
  }
  if (target !== backend || shiftKey) return false;
  if (key === 'Enter') return focusInside(backend);
  const step = { ArrowUp: 'up', ArrowDown: 'down', ArrowLeft: 'left', ArrowRight: 'right' }[key];
  if (step !== undefined) return focusNearby(services, backend, step as 'up' | 'down' | 'left' | 'right');
  const name = commandKeys[key] ?? commandKeys[key.toLowerCase()];
  if (name === undefined) return false;
  return give(
    services,
    backendCommands(services, backendIdOf(backend)).find((one) => one.key === name),
  );
}

function handlePageKey(services: PanelServices, { key, target }: KeyboardEvent): boolean {
  if (!areSingleKeysOn()) return false;
  const backend = target instanceof Element ? target.closest<HTMLElement>(BACKEND) : null;
  if (key === 'j' || key === 'k') return focusNext(services, backend, key === 'j' ? 1 : -1);
  if (key === 'g') return focusBackend(services, 'first');
  if (key === 'G') return focusBackend(services, 'last');
  if (!programKeys.includes(key)) return false;
  return give(
    services,
    programCommands(services).find((one) => one.key.toLowerCase() === key),
  );
}

/** Gives a command, or says why that is not possible now. @returns whether there is one */
function give({ view }: PanelServices, command: Command | undefined): boolean {
  if (command === undefined) return false;
  if (command.blocked === null) command.run();
  else view.setState({ announcement: command.blocked });
  return true;
}
