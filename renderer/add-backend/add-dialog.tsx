/** Adds a backend: choose a type, then fill in what it needs. */
import { useState } from 'react';
import { MissingTypes } from '../backends/dialogs/edit-backend.tsx';
import { Dialog } from '../controls/dialog.tsx';
import { usePanelState } from '../panel-context.tsx';
import type { Finding } from '../state/view-state.ts';
import { NewBackendForm } from './new-backend-form.tsx';
import { TypeChoice } from './type-choice.tsx';

/** A type, and what of it was found, where it was chosen that way. */
interface Choice {
  typeId: string;
  finding: Finding | null;
}

export function AddDialog({ finding, onClose }: { finding: Finding | null; onClose: () => void }) {
  const types = usePanelState((state) => state.types);
  const [choice, setChoice] = useState<Choice | null>(finding && choiceOf(finding));
  const type = choice === null ? undefined : types?.get(choice.typeId);
  if (choice !== null && type !== undefined)
    return (
      <NewBackendForm type={type} finding={choice.finding} onBack={() => setChoice(null)} onClose={onClose} />
    );
  return (
    <Dialog title="Add a backend" size="lg" onClose={onClose}>
      {types === null ? (
        <MissingTypes />
      ) : (
        <TypeChoice
          types={[...types.values()]}
          onChoose={({ id }) => setChoice({ typeId: id, finding: null })}
          onChooseFinding={(found) => setChoice(choiceOf(found))}
        />
      )}
    </Dialog>
  );
}

const choiceOf = (finding: Finding): Choice => ({ typeId: finding.type_id, finding });
