/** The children of a parent. They can be switched, restarted and asked to free memory here; their settings are changed at their own instance. */
import { Button } from '@mantine/core';
import { MemoryStick, Power, PowerOff, RotateCw } from 'lucide-react';
import { useState } from 'react';
import { type ChildBackend, isParentType } from '../../../../shared/backend.ts';
import { IconButton } from '../../../controls/action-button.tsx';
import { freeBlockedReason } from '../../../format/blocked-reasons.ts';
import { backendName, statusText } from '../../../format/status-text.ts';
import {
  Allowed,
  useBackendType,
  useBlockedReason,
  useMay,
  usePanelServices,
} from '../../../panel-context.tsx';
import './card-children.css';

/** More children are shown only on request, so that one card does not fill the page. */
const MAX_SHOWN = 6;

export function CardChildren({ childBackends }: { childBackends: readonly ChildBackend[] }) {
  const [isExpanded, setIsExpanded] = useState(false);
  if (childBackends.length === 0) return null;
  const shown = isExpanded ? childBackends : childBackends.slice(0, MAX_SHOWN);
  return (
    <section className="sy-children" aria-label="Backends there">
      <ul>
        {shown.map((child) => (
          <ChildRow key={child.id} child={child} />
        ))}
      </ul>
      {childBackends.length > MAX_SHOWN ? (
        <Button
          size="compact-xs"
          variant="subtle"
          className="sy-quiet-button"
          aria-expanded={isExpanded}
          onClick={() => setIsExpanded(!isExpanded)}
        >
          {isExpanded ? 'Show fewer' : `Show all ${childBackends.length}`}
        </Button>
      ) : null}
    </section>
  );
}

function ChildRow({ child }: { child: ChildBackend }) {
  const { actions } = usePanelServices();
  const type = useBackendType(child.remote.type);
  const may = useMay('FreeBackendMemory');
  const blocked = useBlockedReason('FreeBackendMemory');
  const restartBlocked = useBlockedReason('RestartBackends');
  const toggleBlocked = useBlockedReason('ToggleBackend');
  const typeName = type?.name ?? child.remote.type;
  const name = backendName({ title: child.title, type: typeName }, typeName);
  const { tone, text } = statusText({ ...child, phase: child.status }, 0);
  const details = [
    child.title.trim() === '' ? '' : typeName,
    child.current_model ?? '',
    // A path of one instance is not mentioned: the parent's card names that instance.
    child.remote.path.length > 1 ? 'through another instance' : '',
  ].filter((part) => part !== '');
  return (
    <li>
      <div className="sy-child-text">
        <div className="sy-child-name sy-clip" title={name}>
          {name}
        </div>
        <div className="sy-child-state" data-tone={tone}>
          {[text, ...details].join(' · ')}
        </div>
        {child.notice ? <div className="sy-child-state">{child.notice}</div> : null}
        {child.error ? <div className="sy-child-state">{child.error.message}</div> : null}
      </div>
      {isParentType(child.remote.type) || !may ? null : (
        <IconButton
          label={`Free VRAM of ${name}`}
          size={24}
          blocked={blocked ?? freeBlockedReason({ phase: child.status })}
          onClick={() => void actions.freeChildMemory(child)}
        >
          <MemoryStick size={14} aria-hidden />
        </IconButton>
      )}
      <Allowed operation="RestartBackends">
        {child.enabled ? (
          <IconButton
            label={`Restart ${name}`}
            size={24}
            blocked={restartBlocked}
            onClick={() => void actions.restartChild(child)}
          >
            <RotateCw size={14} aria-hidden />
          </IconButton>
        ) : null}
      </Allowed>
      <Allowed operation="ToggleBackend">
        <IconButton
          label={`Switch ${name} ${child.enabled ? 'off' : 'on'}`}
          size={24}
          blocked={toggleBlocked}
          onClick={() => void actions.toggleChild(child, !child.enabled)}
        >
          {child.enabled ? <PowerOff size={14} aria-hidden /> : <Power size={14} aria-hidden />}
        </IconButton>
      </Allowed>
    </li>
  );
}
