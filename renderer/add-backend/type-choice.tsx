import { Button, Switch, Text, UnstyledButton } from '@mantine/core';
import { ChevronRight, FileUp, HardDrive } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { BackendTypeInfo } from '../../shared/backend.ts';
import { addBackendWords } from '../../shared/words/en/backends/add-backend.ts';
import { words } from '../../shared/words/words.ts';
import { SearchInput } from '../controls/search-input.tsx';
import { usePanelServices } from '../panel-context.tsx';
import type { Finding } from '../state/view-state.ts';
import { FoundHere } from './found-here.tsx';
import { matchesEntry, type TypeEntry, typeEntries } from './type-entries.ts';
import { TypeIcon } from './type-icon.tsx';
import './add-backend.css';

const t = words(addBackendWords);

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
        {t('whatToRun')}
      </Text>
      <SearchInput
        label={t('findType')}
        placeholder={t('findTypePlaceholder')}
        value={search}
        onSearch={setSearch}
      />
      <ul aria-label={t('backendTypes')}>
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
        {isSearching && shown.length === 0 ? t('noTypeFound') : null}
      </span>
      <Button
        size="compact-sm"
        variant="subtle"
        className="sy-quiet-button sy-bring"
        leftSection={<HardDrive size={15} aria-hidden />}
        onClick={() => open({ kind: 'models' })}
      >
        {t('chooseModel')}
      </Button>
      <Button
        size="compact-sm"
        variant="subtle"
        className="sy-quiet-button sy-bring"
        leftSection={<FileUp size={15} aria-hidden />}
        onClick={() => open({ kind: 'import' })}
      >
        {t('importFromSwarm')}
      </Button>
      {types.length === 0 ? <Text size="sm">{t('noTypes')}</Text> : null}
      {canHide && !isSearching ? (
        <Switch
          withThumbIndicator={false}
          label={t('showAdvancedTypes')}
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
        {isMarked ? <span className="sy-feature">{t('advanced')}</span> : null}
        <p id={id} className="sy-choice-description">
          {entry.description}
        </p>
      </div>
      <ChevronRight size={17} aria-hidden />
    </li>
  );
}
