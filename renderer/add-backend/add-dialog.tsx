/** The dialog that adds a backend: first its type is chosen, then its settings are filled in. */

import { useState } from 'react';
import type { Preset } from '../../shared/backend.ts';
import { addBackendWords } from '../../shared/words/en/backends/add-backend.ts';
import { words } from '../../shared/words/words.ts';
import { MissingTypes } from '../backends/dialogs/missing-types.tsx';
import { Dialog } from '../controls/dialog/dialog.tsx';
import { usePanelState } from '../panel-context.tsx';
import type { Finding } from '../state/view-state.ts';
import { NewBackendForm } from './new-backend-form.tsx';
import { TypeChoice } from './type-choice.tsx';

const t = words(addBackendWords);

/** The chosen type, with the finding or the preset if one was chosen. */
interface Choice {
  typeId: string;
  finding: Finding | null;
  preset: Preset | null;
}

export function AddDialog({ finding, onClose }: { finding: Finding | null; onClose: () => void }) {
  const types = usePanelState((state) => state.types);
  const [choice, setChoice] = useState<Choice | null>(finding && choiceOf(finding));
  const type = choice === null ? undefined : types?.get(choice.typeId);
  if (choice !== null && type !== undefined)
    return <NewBackendForm type={type} {...choice} onBack={() => setChoice(null)} onClose={onClose} />;
  return (
    <Dialog title={t('addBackend')} size="lg" onClose={onClose}>
      {types === null ? (
        <MissingTypes />
      ) : (
        <TypeChoice
          types={[...types.values()]}
          onChoose={({ type: { id }, preset }) => setChoice({ typeId: id, finding: null, preset })}
          onChooseFinding={(chosen) => setChoice(choiceOf(chosen))}
        />
      )}
    </Dialog>
  );
}

const choiceOf = (finding: Finding): Choice => ({
  typeId: finding.type_id,
  finding,
  preset: null,
});
