import { useRef } from 'react';
import { backendCardWords } from '../../../shared/words/en/backends/card.ts';
import { words } from '../../../shared/words/words.ts';
import { useList, usePanelServices } from '../../panel-context.tsx';

const t = words(backendCardWords);

/** Selects a backend, with Shift all up to the one that was selected last. A box of the browser's own, which renders fast. */
export function SelectBox({ id, name }: { id: number; name: string }) {
  const { selection } = usePanelServices();
  const isSelected = useList(({ selected }) => selected.has(id));
  const isRange = useRef(false);
  return (
    <label className="sy-select-target">
      <input
        type="checkbox"
        className="sy-select"
        aria-label={t('select', { name })}
        checked={isSelected}
        // A change does not say which keys were held.
        onClick={(event) => {
          isRange.current = event.shiftKey;
        }}
        onChange={(event) => {
          selection.select(id, event.currentTarget.checked, isRange.current);
          isRange.current = false;
        }}
      />
    </label>
  );
}
