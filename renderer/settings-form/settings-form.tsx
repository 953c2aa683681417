/** The form of a type's settings, generated from their description: sections by group, the advanced ones folded away. */
import { type ReactNode, useMemo, useRef, useState } from 'react';
import type { SettingInfo } from '../../shared/backend.ts';
import type { DraftControl } from './draft/use-draft.ts';
import { type RestartPrompt, SettingField } from './field.tsx';
import './settings-form.css';

interface Section {
  title: string | null;
  settings: SettingInfo[];
}

/** A setting of a backend: its worker is restarted, and that is said once something is changed. */
const restartsBackend: RestartPrompt = { badge: 'needs a restart', always: false };

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

export function SettingsForm({
  settings,
  draft,
  disabled,
  showAllProblems,
  markChanges = true,
  restartWords = restartsBackend,
  notes = noNotes,
  sectionEnd,
  advancedExtra,
}: {
  settings: readonly SettingInfo[];
  draft: DraftControl;
  /** For all settings, or by name. */
  disabled: boolean | ((name: string) => boolean);
  showAllProblems: boolean;
  /** Whether changed fields are marked, with those that need a restart. */
  markChanges?: boolean;
  restartWords?: RestartPrompt;
  /** Words of the host about a setting, by its name. They must stay the same objects as long as they say the same. */
  notes?: ReadonlyMap<string, ReactNode>;
  /** What follows the fields of a section. */
  sectionEnd?: (title: string | null) => ReactNode;
  /** Further fields for the advanced part. */
  advancedExtra?: ReactNode;
}) {
  const basic = useMemo(() => sectionsOf(settings.filter(({ advanced }) => !advanced)), [settings]);
  const advanced = useMemo(() => sectionsOf(settings.filter((info) => info.advanced)), [settings]);
  const advancedCount = settings.filter((info) => info.advanced).length;
  const [opened, setOpened] = useState(false);
  // What is wrong or changed must not be hidden in the folded part.
  const mustOpen = settings.some(
    ({ name, advanced: isAdvanced }) =>
      isAdvanced && showAllProblems && draft.fields.get(name)?.problem !== null,
  );

  // The newest handlers without new props: a keystroke renders the field it was typed into, not the whole form.
  const latest = useRef(draft);
  latest.current = draft;
  const handlers = useRef({
    onChange: ((name, raw) => latest.current.setValue(name, raw)) satisfies DraftControl['setValue'],
    onReset: ((info) => latest.current.resetToDefault(info)) satisfies DraftControl['resetToDefault'],
  });

  const renderSection = ({ title, settings: members }: Section) => (
    <section key={title ?? ''} className="sy-section">
      {title === null ? null : <h3>{title}</h3>}
      {members.map((info) => {
        const state = draft.fields.get(info.name);
        return state === undefined ? null : (
          <SettingField
            key={info.name}
            info={info}
            state={state}
            disabled={typeof disabled === 'boolean' ? disabled : disabled(info.name)}
            showProblem={showAllProblems}
            markChanges={markChanges}
            restartWords={restartWords}
            note={notes.get(info.name)}
            onChange={handlers.current.onChange}
            onReset={handlers.current.onReset}
          />
        );
      })}
      {sectionEnd?.(title)}
    </section>
  );

  return (
    <div className="sy-form">
      {basic.map(renderSection)}
      {advancedCount === 0 && advancedExtra === undefined ? null : (
        <details
          className="sy-advanced"
          open={opened || mustOpen}
          onToggle={(event) => setOpened(event.currentTarget.open)}
        >
          <summary>Advanced settings{advancedCount === 0 ? '' : ` (${advancedCount})`}</summary>
          {advanced.map(renderSection)}
          {advancedExtra}
        </details>
      )}
    </div>
  );
}
