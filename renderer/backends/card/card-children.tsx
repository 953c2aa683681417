/** The backends of another instance, below the parent that shows them: to be looked at and freed, changed only there. */
import { Button } from '@mantine/core';
import { MemoryStick } from 'lucide-react';
import { useState } from 'react';
import type { ChildBackend } from '../../../shared/backend.ts';
import { IconButton } from '../../controls/action-button.tsx';
import { freeBlockedReason } from '../../format/blocked-reasons.ts';
import { backendName, statusText } from '../../format/status-text.ts';
import { useBackendType, useBlockedReason, usePanelServices } from '../../panel-context.tsx';
import './card-children.css';

/** More would make one card crowd out the others. */
const SHOWN = 6;

export function CardChildren({ childBackends }: { childBackends: readonly ChildBackend[] }) {
  const [all, setAll] = useState(false);
  if (childBackends.length === 0) return null;
  const shown = all ? childBackends : childBackends.slice(0, SHOWN);
  return (
    <section className="sy-children" aria-label="Backends there">
      <ul>
        {shown.map((child) => (
          <ChildRow key={child.id} child={child} />
        ))}
      </ul>
      {childBackends.length > SHOWN ? (
        <Button
          size="compact-xs"
          variant="subtle"
          className="sy-quiet-button"
          aria-expanded={all}
          onClick={() => setAll(!all)}
        >
          {all ? 'Show fewer' : `Show all ${childBackends.length}`}
        </Button>
      ) : null}
    </section>
  );
}

function ChildRow({ child }: { child: ChildBackend }) {
  const { actions } = usePanelServices();
  const type = useBackendType(child.remote.type);
  const blocked = useBlockedReason('FreeBackendMemory');
  const typeName = type?.name ?? child.remote.type;
  const name = backendName({ title: child.title, type: typeName }, typeName);
  const { tone, text: words } = statusText({ ...child, phase: child.status }, 0);
  const details = [
    child.title.trim() === '' ? '' : typeName,
    child.current_model ?? '',
    // Its parent says so already for an instance that is next door.
    child.remote.path.length > 1 ? 'through another instance' : '',
  ].filter((part) => part !== '');
  return (
    <li>
      <div className="sy-child-text">
        <div className="sy-child-name sy-clip" title={name}>
          {name}
        </div>
        <div className="sy-child-state" data-tone={tone}>
          {[words, ...details].join(' · ')}
        </div>
        {child.error ? <div className="sy-child-state">{child.error.message}</div> : null}
      </div>
      {child.can_load_models ? (
        <IconButton
          label={`Free VRAM of ${name}`}
          size={24}
          blocked={blocked ?? freeBlockedReason({ phase: child.status })}
          onClick={() => void actions.freeChildMemory(child)}
        >
          <MemoryStick size={14} aria-hidden />
        </IconButton>
      ) : null}
    </li>
  );
}
