/** Something that can be done, as the command palette and the keys know it. */
import type { OperationName } from '../../shared/operations.ts';
import type { PanelServices } from '../panel-services.ts';
import { blockedReason, mayCall } from '../state/permissions.ts';

export interface Command {
  /** Stays the same, so that the palette can show what was chosen recently. */
  id: string;
  /** What it does, such as `Restart`. */
  label: string;
  /** What it does that to: the name of a backend; empty for the program. */
  subject: string;
  /** Other words by which somebody may search for it. */
  words: string;
  /** The key that does the same, as it is written on it; empty where there is none. */
  key: string;
  /** Why it cannot be done now; null where it can. */
  blocked: string | null;
  run(): void;
}

type CommandFacts = Pick<Command, 'id' | 'label' | 'run'> &
  Partial<Omit<Command, 'id' | 'label' | 'run'>> & {
    /** What it calls. Whoever may never call it is not offered it. */
    operation?: OperationName;
  };

/** The commands that the signed-in person may give, with the reason where one cannot be given now. */
export function commandsOf(
  { store }: Pick<PanelServices, 'store'>,
  facts: readonly (CommandFacts | null)[],
): Command[] {
  const state = store.getState();
  return facts.flatMap((one) => {
    if (one === null || (one.operation !== undefined && !mayCall(state, one.operation))) return [];
    const { operation, blocked = null, ...rest } = one;
    const reason = operation === undefined ? null : blockedReason(state, operation);
    return [{ subject: '', words: '', key: '', ...rest, blocked: reason ?? blocked }];
  });
}
