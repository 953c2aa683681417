import { ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { titleElementId } from '../../controls/backend-element.ts';
import { backendName } from '../../format/status-text.ts';
import { useBackendType, usePanelServices, useView } from '../../panel-context.tsx';
import type { ShownBackend } from '../../state/panel-store.ts';
import { unfold } from '../card/fold.ts';
import { RenameField } from '../card/rename-field.tsx';
import './backend-row.css';

/** The title of a backend in its row. Pressing it unfolds the row to a card. It is a field while somebody renames it. */
export function UnfoldButton({ backend, children = null }: { backend: ShownBackend; children?: ReactNode }) {
  const services = usePanelServices();
  const type = useBackendType(backend.type);
  const name = backendName(backend, type?.name);
  const isRenaming = useView(({ renaming }) => renaming === backend.id);
  if (isRenaming) return <RenameField id={backend.id} title={backend.title} />;
  return (
    <button
      type="button"
      className="sy-row-names sy-fold"
      aria-expanded={false}
      onClick={() => unfold(services, backend.id, true)}
    >
      <ChevronRight size={14} aria-hidden className="sy-row-chevron" />
      <span id={titleElementId(backend.id)} className="sy-row-title sy-clip" dir="auto" title={name}>
        {name} <span className="sy-row-id">#{backend.id}</span>
      </span>
      {children}
    </button>
  );
}
