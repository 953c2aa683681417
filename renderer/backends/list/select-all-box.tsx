import { backendListWords } from '../../../shared/words/en/backends/list.ts';
import { words } from '../../../shared/words/words.ts';
import { useList, usePanelServices } from '../../panel-context.tsx';

const t = words(backendListWords);

/** Selects all backends that the list or a group shows. */
export function SelectAllBox({ ids, of = '' }: { ids: readonly number[]; of?: string }) {
  const { selection } = usePanelServices();
  const count = useList(({ selected }) =>
    selected.size === 0 ? 0 : ids.reduce((sum, id) => sum + Number(selected.has(id)), 0),
  );
  return (
    <label className="sy-select-target">
      <input
        type="checkbox"
        className="sy-select"
        aria-label={t(of === '' ? 'selectAll' : 'selectAllOf', { count: ids.length, group: of })}
        disabled={ids.length === 0}
        checked={count > 0 && count === ids.length}
        ref={(box) => {
          if (box) box.indeterminate = count > 0 && count < ids.length;
        }}
        onChange={() => selection.selectAll(ids, count < ids.length)}
      />
    </label>
  );
}
