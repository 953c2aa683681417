/** What stands above a long form: a search within it, and links to its sections. */

import { CloseButton, UnstyledButton } from '@mantine/core';
import { type KeyboardEvent, useRef } from 'react';
import { settingsFormWords } from '../../shared/words/en/settings/settings-form.ts';
import { words } from '../../shared/words/words.ts';
import { SearchInput } from '../controls/search-input.tsx';

const t = words(settingsFormWords);

/** The anchor of the part with the advanced settings. */
export const ADVANCED = 'Advanced';

export function FormTools({
  search,
  onSearch,
  foundCount,
  sections,
  hasAdvanced,
}: {
  search: string;
  onSearch: (text: string) => void;
  /** How many settings match; null while nothing is searched for. */
  foundCount: number | null;
  sections: readonly string[];
  hasAdvanced: boolean;
}) {
  const root = useRef<HTMLDivElement>(null);
  const goTo = (section: string) => {
    const heading = root.current?.parentElement?.querySelector<HTMLElement>(
      `[data-section="${CSS.escape(section)}"]`,
    );
    if (heading?.parentElement instanceof HTMLDetailsElement) heading.parentElement.open = true;
    heading?.focus({ preventScroll: true });
    heading?.scrollIntoView({ block: 'start', behavior: 'smooth' });
  };
  const anchors = hasAdvanced ? [...sections, ADVANCED] : sections;
  return (
    <div className="sy-form-tools" ref={root}>
      <SearchInput
        label={t('findSetting')}
        size="xs"
        value={search}
        onSearch={onSearch}
        onKeyDown={(event) => endSearch(event, search, onSearch)}
        rightSection={
          search === '' ? null : (
            <CloseButton size="xs" aria-label={t('showAll')} onClick={() => onSearch('')} />
          )
        }
      />
      <span className="sy-small" role="status">
        {foundCount === null
          ? null
          : foundCount === 0
            ? t('noneFound')
            : t('foundCount', { count: foundCount })}
      </span>
      {foundCount === null && anchors.length > 2 ? (
        <nav aria-label={t('sections')}>
          {anchors.map((section) => (
            <UnstyledButton key={section} className="sy-anchor" onClick={() => goTo(section)}>
              {section === ADVANCED ? t('advanced') : section}
            </UnstyledButton>
          ))}
        </nav>
      ) : null}
    </div>
  );
}

/** Enter does not save the form, and Escape empties the search before it closes the dialog. */
function endSearch(event: KeyboardEvent, search: string, onSearch: (text: string) => void): void {
  if (event.key === 'Enter') event.preventDefault();
  if (event.key !== 'Escape' || search === '') return;
  event.stopPropagation();
  onSearch('');
}
