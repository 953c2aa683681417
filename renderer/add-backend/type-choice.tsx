import { Button, Switch, Text, UnstyledButton } from '@mantine/core';
import { ChevronRight, FileUp, HardDrive } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { BackendTypeInfo } from '../../shared/backend.ts';
import { SearchInput } from '../controls/search-input.tsx';
import { usePanelServices } from '../panel-context.tsx';
import type { Finding } from '../state/view-state.ts';
import { FoundHere } from './found-here.tsx';
import { matchesEntry, type TypeEntry, typeEntries } from './type-entries.ts';
import { TypeIcon } from './type-icon.tsx';
import './add-backend.css';

/** The backend types and the programs with a preset. Advanced types are shown only on request, or where they are searched for. */
export function TypeChoice({
  types,
  onChoose,
  onChooseFinding,
}: {
  types: readonly BackendTypeInfo[];
  onChoose: (entry: TypeEntry) => void;
  onChooseFinding: (finding: Finding) => void;
}) {
  const { open } = usePanelServices();
  const [showAdvanced, setShowAdvanced] = useState(false);
  const [search, setSearch] = useState('');
  const entries = useMemo(() => typeEntries(types), [types]);
  const standard = entries.filter(({ isStandard }) => isStandard);
  const canHide = standard.length > 0 && standard.length < entries.length;
  const isSearching = search.trim() !== '';
  const shown = isSearching
    ? entries.filter((entry) => matchesEntry(entry, search))
    : canHide && !showAdvanced
      ? standard
      : entries;
  return (
    <div className="sy-types">
      {/* At the top, although it appears a moment later: below the types nobody would see it. */}
      <FoundHere onChoose={onChooseFinding} />
      <Text size="sm" c="dimmed">
        What shall it run?
      </Text>
      <SearchInput
        label="Find a type or a program"
        placeholder="Find: LM Studio, vLLM, Forge, GGUF…"
        value={search}
        onSearch={setSearch}
      />
      <ul aria-label="Backend types">
        {shown.map((entry) => (
          <TypeRow
            key={entry.key}
            entry={entry}
            isMarked={canHide && !entry.isStandard}
            onChoose={onChoose}
          />
        ))}
      </ul>
      <span role="status" className="sy-small">
        {isSearching && shown.length === 0
          ? 'Nothing is known by that name. “Any program” starts whatever has a command line.'
          : null}
      </span>
      <Button
        size="compact-sm"
        variant="subtle"
        className="sy-quiet-button sy-bring"
        leftSection={<HardDrive size={15} aria-hidden />}
        onClick={() => open({ kind: 'models' })}
      >
        Choose among the models on this computer…
      </Button>
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
      {canHide && !isSearching ? (
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

function TypeRow({
  entry,
  isMarked,
  onChoose,
}: {
  entry: TypeEntry;
  /** Whether it is marked as advanced. */
  isMarked: boolean;
  onChoose: (entry: TypeEntry) => void;
}) {
  const id = `sy-type-${entry.key.replace(' ', '-')}`;
  return (
    <li className="sy-choice" data-type-id={entry.preset === null ? entry.type.id : undefined}>
      <TypeIcon typeId={entry.type.id} />
      <div className="sy-choice-text">
        <UnstyledButton className="sy-choice-name" aria-describedby={id} onClick={() => onChoose(entry)}>
          {entry.name}
        </UnstyledButton>
        {isMarked ? <span className="sy-feature">advanced</span> : null}
        <p id={id} className="sy-choice-description">
          {entry.description}
        </p>
      </div>
      <ChevronRight size={17} aria-hidden />
    </li>
  );
}
