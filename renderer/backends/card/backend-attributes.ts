import type { KeyboardEvent } from 'react';
import { backendCardWords } from '../../../shared/words/en/backends/card.ts';
import { words } from '../../../shared/words/words.ts';
import { groupOf } from '../../format/status-text.ts';
import type { CallKind } from '../../state/calls.ts';
import type { ShownBackend } from '../../state/panel-store.ts';

const t = words(backendCardWords);

interface ElementFacts {
  backend: ShownBackend;
  name: string;
  pending: readonly CallKind[];
  isStale: boolean;
  /** Null where it has no place to which it could be moved. */
  move: ((id: number, direction: 'up' | 'down') => void) | null;
}

/** What the card and the rows of a backend have in common: how they are named, found, coloured and moved by keys. */
export function backendAttributes({ backend, name, pending, isStale, move }: ElementFacts) {
  const { id, status, phase } = backend;
  const isDeleting = pending.includes('delete');
  return {
    'aria-label': t('label', { id: String(id), name }),
    'aria-busy': isDeleting,
    onKeyDown: (event: KeyboardEvent<HTMLElement>) => {
      if (move !== null) moveByKey(event, (direction) => move(id, direction));
    },
    'data-backend-id': id,
    'data-status': status,
    'data-phase': phase,
    'data-group': groupOf(backend),
    'data-stale': isStale,
    'data-deleting': isDeleting,
  };
}

/** Alt with an arrow key moves the card or row that has the focus. */
function moveByKey(event: KeyboardEvent<HTMLElement>, move: (direction: 'up' | 'down') => void): void {
  if (!event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return;
  event.preventDefault();
  const card = event.currentTarget;
  const focused = document.activeElement;
  move(event.key === 'ArrowUp' ? 'up' : 'down');
  // The browser removes the focus from an element that is moved within the page.
  requestAnimationFrame(() => {
    if (focused instanceof HTMLElement && card.contains(focused)) focused.focus({ preventScroll: true });
    card.scrollIntoView({ block: 'nearest' });
  });
}
