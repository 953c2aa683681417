/** Adds a backend: choose a type, then fill in what it needs. */
import { useState } from 'react';
import type { BackendTypeInfo } from '../../shared/backend.ts';
import { MissingTypes } from '../backends/edit-backend.tsx';
import { usePicture } from '../panel.tsx';
import { Dialog } from '../shell/dialog.tsx';
import { NewBackendForm } from './new-backend-form.tsx';
import { TypeChoice } from './type-choice.tsx';

export function AddDialog({ onClose }: { onClose: () => void }) {
  const types = usePicture((picture) => picture.types);
  const [chosen, setChosen] = useState<BackendTypeInfo | null>(null);
  if (chosen !== null)
    return <NewBackendForm type={chosen} onBack={() => setChosen(null)} onClose={onClose} />;
  return (
    <Dialog title="Add a backend" size="lg" onClose={onClose}>
      {types === null ? <MissingTypes /> : <TypeChoice types={[...types.values()]} onChoose={setChosen} />}
    </Dialog>
  );
}
