/** The field of the filter. It completes what is typed, offers saved views, and saves the present one. */

import { ActionIcon, CloseButton, Combobox, TextInput, useCombobox } from '@mantine/core';
import { Bookmark, BookmarkCheck, Search } from 'lucide-react';
import { useLayoutEffect, useRef, useState } from 'react';
import { filterWords } from '../../shared/words/en/filter.ts';
import { words } from '../../shared/words/words.ts';
import { useTooltip } from '../controls/use-tooltip.tsx';
import { usePanelServices, useView } from '../panel-context.tsx';
import { type Completion, completionsOf, withCompletion } from './complete-filter.ts';
import { formatView, isSameView, readViews, type SavedView, toggleView } from './saved-views.ts';
import './filter-box.css';

const t = words(filterWords);

export function FilterBox() {
  const { view, store, resources } = usePanelServices();
  const text = useView(({ filterText }) => filterText);
  const input = useRef<HTMLInputElement>(null);
  const requests = useView(({ filterRequests }) => filterRequests);
  const answered = useRef(0);
  // Before anything else is typed: the letters would be keys of the panel.
  useLayoutEffect(() => {
    if (requests === answered.current) return;
    answered.current = requests;
    input.current?.focus();
    input.current?.select();
  }, [requests]);
  const [caret, setCaret] = useState(0);
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() });
  const isOpen = combobox.dropdownOpened;
  // Made only while it is open: it reads all backends.
  const completions = isOpen
    ? completionsOf(text, caret, {
        ...store.getState(),
        backends: store.getState().backends.values(),
        gpus: resources.state.getState().gpuInfos,
      })
    : [];
  const views = isOpen && text.trim() === '' ? readViews() : [];

  const setQuery = (query: string, position: number) => {
    view.setState({ filterText: query });
    setCaret(position);
    requestAnimationFrame(() => input.current?.setSelectionRange(position, position));
  };
  const choose = (value: string) => {
    const saved = views[Number(/^view:(\d+)$/.exec(value)?.[1])];
    const completion = completions.find(({ term }) => term === value);
    if (saved !== undefined) {
      view.setState(saved);
      combobox.closeDropdown();
    } else if (completion !== undefined) {
      const next = withCompletion(text, caret, completion);
      setQuery(next.query, next.caret);
      combobox.resetSelectedOption();
      if (!completion.term.endsWith(':')) combobox.closeDropdown();
    }
  };

  return (
    <Combobox store={combobox} onOptionSubmit={choose} width={300} position="bottom-start" shadow="md">
      <Combobox.Target withExpandedAttribute>
        <TextInput
          ref={input}
          role="combobox"
          enterKeyHint="search"
          className="sy-filter"
          size="xs"
          aria-label={t('filterBackends')}
          aria-autocomplete="list"
          placeholder={t('filter')}
          autoComplete="off"
          spellCheck={false}
          leftSection={<Search size={15} aria-hidden />}
          value={text}
          // So that `status:` ends with its colon; the placeholder follows the page.
          dir={text === '' ? undefined : 'auto'}
          onChange={({ currentTarget }) => {
            view.setState({ filterText: currentTarget.value });
            setCaret(currentTarget.selectionStart ?? currentTarget.value.length);
            combobox.resetSelectedOption();
            combobox.openDropdown();
          }}
          onSelect={({ currentTarget }) => setCaret(currentTarget.selectionStart ?? 0)}
          onClick={() => combobox.openDropdown()}
          onBlur={() => combobox.closeDropdown()}
          onKeyDown={(event) => {
            if (event.key !== 'Escape' || isOpen || text === '') return;
            event.preventDefault();
            setQuery('', 0);
          }}
          rightSectionWidth={text === '' ? undefined : 48}
          rightSection={text === '' ? null : <FilterButtons onClear={() => setQuery('', 0)} />}
        />
      </Combobox.Target>
      <Combobox.Dropdown hidden={completions.length + views.length === 0}>
        <Combobox.Options aria-label={t('filterTerms')}>
          {views.length === 0 ? null : (
            <Combobox.Group label={t('savedViews')}>
              {views.map((one, index) => (
                <Combobox.Option key={formatView(one)} value={`view:${index}`}>
                  {formatView(one)}
                </Combobox.Option>
              ))}
            </Combobox.Group>
          )}
          <CompletionOptions completions={completions} />
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}

const CompletionOptions = ({ completions }: { completions: readonly Completion[] }) =>
  completions.map(({ term, description }) => (
    <Combobox.Option key={term} value={term} className="sy-completion">
      <span className="sy-completion-term">{term}</span>
      <span className="sy-small sy-clip">{description}</span>
    </Combobox.Option>
  ));

function FilterButtons({ onClear }: { onClear: () => void }) {
  const { view } = usePanelServices();
  const filterText = useView((state) => state.filterText);
  const filterGroup = useView((state) => state.filterGroup);
  const grouping = useView((state) => state.grouping);
  const present: SavedView = { filterText, filterGroup, grouping };
  const [, renderAgain] = useState(0);
  const isSaved = readViews().some((one) => isSameView(one, present));
  const label = isSaved ? t('deleteView') : t('saveView');
  const { targetProps, tooltip } = useTooltip(label);
  const Icon = isSaved ? BookmarkCheck : Bookmark;
  return (
    <>
      <ActionIcon
        variant="subtle"
        color="gray"
        size={22}
        className="sy-quiet-button"
        aria-label={label}
        {...targetProps}
        onClick={() => {
          toggleView(present);
          view.setState({
            announcement: isSaved ? t('viewDeleted') : t('viewSaved'),
          });
          renderAgain((count) => count + 1);
        }}
      >
        <Icon size={14} aria-hidden />
      </ActionIcon>
      {tooltip}
      <CloseButton size="xs" aria-label={t('clearFilter')} onClick={onClear} />
    </>
  );
}
