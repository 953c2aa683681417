import { Button, Switch, Text, UnstyledButton } from '@mantine/core';
import { ChevronRight, FileUp } from 'lucide-react';
import { useState } from 'react';
import type { BackendTypeInfo } from '../../shared/backend.ts';
import { usePanelServices } from '../panel-context.tsx';
import type { Finding } from '../state/view-state.ts';
import { FoundHere } from './found-here.tsx';
import './add-backend.css';

/** The backend types. Advanced types are shown only on request, if there are others. */
export function TypeChoice({
  types,
  onChoose,
  onChooseFinding,
}: {
  types: readonly BackendTypeInfo[];
  onChoose: (type: BackendTypeInfo) => void;
  onChooseFinding: (finding: Finding) => void;
}) {
  const { open } = usePanelServices();
  const [showAdvanced, setShowAdvanced] = useState(false);
  const standard = types.filter((type) => type.is_standard);
  const canHide = standard.length > 0 && standard.length < types.length;
  const shown = canHide && !showAdvanced ? standard : types;
  return (
    <div className="sy-types">
      {/* At the top, although it appears a moment later: below the types nobody would see it. */}
      <FoundHere onChoose={onChooseFinding} />
      <Text size="sm" c="dimmed">
        What shall it run?
      </Text>
      <ul aria-label="Backend types">
        {shown.map((type) => (
          <li key={type.id} className="sy-choice" data-type-id={type.id}>
            <div className="sy-choice-text">
              <UnstyledButton
                className="sy-choice-name"
                aria-describedby={`sy-type-${type.id}`}
                onClick={() => onChoose(type)}
              >
                {type.name}
              </UnstyledButton>
              {type.is_standard || !canHide ? null : <span className="sy-feature">advanced</span>}
              <p id={`sy-type-${type.id}`} className="sy-choice-description">
                {type.description}
              </p>
            </div>
            <ChevronRight size={17} aria-hidden />
          </li>
        ))}
      </ul>
      <Button
        size="compact-sm"
        variant="subtle"
        className="sy-quiet-button sy-bring"
        leftSection={<FileUp size={15} aria-hidden />}
        onClick={() => open({ kind: 'import' })}
      >
        Bring your backends from SwarmUI…
      </Button>
      {types.length === 0 ? <Text size="sm">This Switchyard knows no types of backends.</Text> : null}
      {canHide ? (
        <Switch
          withThumbIndicator={false}
          label="Show advanced types"
          checked={showAdvanced}
          onChange={(event) => setShowAdvanced(event.currentTarget.checked)}
        />
      ) : null}
    </div>
  );
}
