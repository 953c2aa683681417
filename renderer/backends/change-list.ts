/** What changes the list, with what the person sees of it afterwards. */
import type { PanelServices } from '../panel-services.ts';
import { showDeleted } from './dialogs/deleted-toast.tsx';
import type { Move } from './list/arranging.ts';
import { revealCard } from './list/reveal-card.ts';

export function moveAndShow({ arranging }: PanelServices, id: number, move: Move): void {
  arranging.move(id, move);
  revealCard(id);
}

export async function duplicateAndShow({ actions }: PanelServices, id: number): Promise<void> {
  const copyId = await actions.duplicate(id);
  if (copyId !== null) revealCard(copyId);
}

/** Deletes a backend, and offers to bring it back. */
export async function removeWithUndo(
  services: PanelServices,
  backend: { id: number; name: string },
): Promise<void> {
  if (await services.actions.remove(backend.id)) showDeleted(services, backend);
}
