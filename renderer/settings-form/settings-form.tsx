/** The form of a type's settings, generated from their descriptions. Advanced settings are in a part that can be opened. */

import { type ReactNode, useRef, useState } from 'react';
import type { SettingInfo } from '../../shared/backend.ts';
import { explainSetting, programOf } from '../../shared/settings/explain-setting.ts';
import { isRelevant } from '../../shared/settings/visibility.ts';
import { settingsFormWords } from '../../shared/words/en/settings/settings-form.ts';
import { translateHostText } from '../../shared/words/phrase.ts';
import { words } from '../../shared/words/words.ts';
import { matchesWords } from '../format/matches-words.ts';
import type { DraftControl } from './draft/use-draft.ts';
import { type RestartPrompt, SettingField } from './field.tsx';
import { ADVANCED, FormTools } from './form-tools.tsx';
import './settings-form.css';

const t = words(settingsFormWords);

interface Section {
  title: string | null;
  settings: SettingInfo[];
}

/** For a setting of a backend: only a change of it restarts the worker. */
const backendRestartPrompt: RestartPrompt = { badge: () => t('needsRestart'), isAlwaysShown: false };

const noNotes: ReadonlyMap<string, ReactNode> = new Map();

/** Settings by group, in the order in which the groups first appear. */
export function sectionsOf(settings: readonly SettingInfo[]): Section[] {
  const sections = new Map<string | null, SettingInfo[]>();
  for (const info of settings) {
    const title = info.group ?? null;
    const section = sections.get(title);
    if (section) section.push(info);
    else sections.set(title, [info]);
  }
  return [...sections].map(([title, members]) => ({ title, settings: members }));
}

interface SettingsFormProps {
  settings: readonly SettingInfo[];
  draft: DraftControl;
  /** For all settings, or by name. */
  disabled: boolean | ((name: string) => boolean);
  showAllErrors: boolean;
  /** The name of the setting that must be visible. */
  opensAt?: string | undefined;
  /** Whether changed fields are marked, with those that need a restart. */
  markChanges?: boolean;
  restartPrompt?: RestartPrompt;
  /** Messages of the host about settings, by name. A message must stay the same object until it changes. */
  notes?: ReadonlyMap<string, ReactNode>;
  /** What follows the fields of a section. */
  sectionEnd?: (title: string | null) => ReactNode;
  /** Further fields for the advanced part. */
  advancedExtra?: ReactNode;
}

export function SettingsForm(props: SettingsFormProps) {
  const { settings, draft, showAllErrors, opensAt, advancedExtra } = props;
  const [search, setSearch] = useState('');
  const handlers = useStableHandlers(draft);
  const readRaw = (name: string) => draft.fields.get(name)?.raw;
  const program = programOf(settings, readRaw);
  const needsAttention = ({ name }: SettingInfo) =>
    name === opensAt || (showAllErrors && (draft.fields.get(name)?.error ?? null) !== null);
  const relevant = settings.filter(
    (info) =>
      isRelevant(info, readRaw) || needsAttention(info) || draft.fields.get(info.name)?.isChanged === true,
  );
  const isSearching = search.trim() !== '';
  // A search finds what is hidden, too.
  const found = isSearching ? settings.filter((info) => matchesSearch(info, search)) : relevant;
  const basic = sectionsOf(isSearching ? found : found.filter(({ advanced }) => !advanced));
  const advanced = isSearching ? [] : found.filter((info) => info.advanced);
  const sectionProps = { ...props, handlers, program };
  const hasAdvanced = !isSearching && (advanced.length > 0 || advancedExtra !== undefined);
  return (
    <div className="sy-form">
      {settings.length < MIN_SEARCHED_SETTINGS ? null : (
        <FormTools
          search={search}
          onSearch={setSearch}
          foundCount={isSearching ? found.length : null}
          sections={basic.flatMap(({ title }) => title ?? [])}
          hasAdvanced={hasAdvanced}
        />
      )}
      {basic.map((section) => (
        <FormSection key={section.title ?? ''} section={section} {...sectionProps} />
      ))}
      {hasAdvanced ? (
        <AdvancedPart
          count={advanced.length}
          changedCount={advanced.filter(({ name }) => draft.fields.get(name)?.isDefault === false).length}
          mustOpen={advanced.some(needsAttention)}
        >
          {sectionsOf(advanced).map((section) => (
            <FormSection key={section.title ?? ''} section={section} {...sectionProps} />
          ))}
          {advancedExtra}
        </AdvancedPart>
      ) : null}
    </div>
  );
}

/** Fewer fields are seen at a glance. */
const MIN_SEARCHED_SETTINGS = 12;

/** Whether each word is in what a person reads of the setting, or in its name. */
const matchesSearch = ({ name, label, description, group = '' }: SettingInfo, search: string): boolean =>
  matchesWords(search, [name, label, description, group]);

type Handlers = Pick<DraftControl, 'setValue' | 'resetToDefault'>;

/** Handlers that stay the same, so that a keystroke renders only the field it was typed into and not the whole form. */
function useStableHandlers(draft: DraftControl): Handlers {
  const latest = useRef(draft);
  latest.current = draft;
  return useRef<Handlers>({
    setValue: (name, raw) => latest.current.setValue(name, raw),
    resetToDefault: (info) => latest.current.resetToDefault(info),
  }).current;
}

function FormSection({
  section: { title, settings },
  handlers,
  program,
  draft,
  disabled,
  showAllErrors,
  markChanges = true,
  restartPrompt = backendRestartPrompt,
  notes = noNotes,
  sectionEnd,
}: SettingsFormProps & { section: Section; handlers: Handlers; program: string }) {
  return (
    <section className="sy-section">
      {title === null ? null : (
        <h3 data-section={title} tabIndex={-1}>
          {title}
        </h3>
      )}
      {settings.map((info) => {
        const state = draft.fields.get(info.name);
        const explanation = state ? explainSetting(info, state.raw, program) : null;
        return state === undefined ? null : (
          <SettingField
            key={info.name}
            info={info}
            state={state}
            disabled={typeof disabled === 'boolean' ? disabled : disabled(info.name)}
            showError={showAllErrors}
            markChanges={markChanges}
            restartPrompt={restartPrompt}
            note={notes.get(info.name)}
            explanation={explanation && translateHostText(explanation)}
            onChange={handlers.setValue}
            onReset={handlers.resetToDefault}
          />
        );
      })}
      {sectionEnd?.(title)}
    </section>
  );
}

function AdvancedPart({
  count,
  changedCount,
  mustOpen,
  children,
}: {
  count: number;
  /** How many of them differ from their defaults. */
  changedCount: number;
  /** Whether it contains what must be visible, such as an error. */
  mustOpen: boolean;
  children: ReactNode;
}) {
  const [opened, setOpened] = useState(false);
  return (
    <details
      className="sy-advanced"
      open={opened || mustOpen}
      onToggle={(event) => setOpened(event.currentTarget.open)}
    >
      <summary data-section={ADVANCED}>
        {count === 0
          ? t('advancedSettings')
          : changedCount === 0
            ? t('advancedCount', { count })
            : t('advancedDiffer', { count, changed: changedCount })}
      </summary>
      {children}
    </details>
  );
}
