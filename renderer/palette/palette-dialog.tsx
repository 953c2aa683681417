/** The command palette: every command on every backend, every dialog, view and preference, found by a few letters of each. */

import { Combobox, Kbd, TextInput, useCombobox } from '@mantine/core';
import { Search } from 'lucide-react';
import { useEffect, useMemo, useState } from 'react';
import { commandsWords } from '../../shared/words/en/commands.ts';
import { joinValues } from '../../shared/words/join-texts.ts';
import { words } from '../../shared/words/words.ts';
import { backendCommands } from '../commands/backend-commands.ts';
import type { Command } from '../commands/command.ts';
import { programCommands } from '../commands/program-commands.ts';
import { Dialog } from '../controls/dialog/dialog.tsx';
import { usePanelServices } from '../panel-context.tsx';
import type { PanelServices } from '../panel-services.ts';
import { schemes, useColourScheme } from '../theme/use-colour-scheme.ts';
import { fuzzyScore } from './fuzzy.ts';
import { preferenceCommands } from './preference-commands.ts';
import { readRecent, rememberCommand } from './recent-commands.ts';
import './palette-dialog.css';

const t = words(commandsWords);

/** More of them nobody reads; a better query is shorter than scrolling. */
const MAX_SHOWN = 40;

export function PaletteDialog({ onClose }: { onClose: () => void }) {
  const services = usePanelServices();
  const [query, setQuery] = useState('');
  const [preferences, setPreferences] = useState<readonly Command[]>([]);
  useEffect(() => {
    let isOpen = true;
    // Without them the palette has everything else.
    preferenceCommands(services).then(
      (commands) => isOpen && setPreferences(commands),
      () => undefined,
    );
    return () => {
      isOpen = false;
    };
  }, [services]);
  // As they were when it was opened: what changes meanwhile must not move under the finger.
  const [commands] = useState(() => allCommands(services));
  const colours = useColourCommands();
  const found = useMemo(
    () => findCommands(query, [...commands, ...colours, ...preferences]),
    [query, commands, colours, preferences],
  );
  const combobox = useCombobox({ opened: true });
  // biome-ignore lint/correctness/useExhaustiveDependencies: whenever other commands are found, the first is chosen
  useEffect(() => {
    combobox.selectFirstOption();
  }, [found]);

  const choose = (id: string) => {
    const command = found.find((one) => one.id === id);
    if (command === undefined || command.blocked !== null) return;
    rememberCommand(command.id);
    // First, because the command may open a dialog.
    onClose();
    command.run();
  };

  return (
    <Dialog title={t('commands')} onClose={onClose} focusTitle={false} size={620}>
      <Combobox store={combobox} onOptionSubmit={choose}>
        <Combobox.EventsTarget withExpandedAttribute>
          <TextInput
            data-autofocus
            aria-label={t('searchCommands')}
            placeholder={t('searchPlaceholder')}
            leftSection={<Search size={16} aria-hidden />}
            autoComplete="off"
            spellCheck={false}
            value={query}
            onKeyDown={(event) => {
              // The list keeps Escape for itself.
              if (event.key === 'Escape' && !event.nativeEvent.isComposing) onClose();
            }}
            onChange={({ currentTarget }) => setQuery(currentTarget.value)}
          />
        </Combobox.EventsTarget>
        <Combobox.Options className="sy-palette" aria-label={t('commands')}>
          {found.map((command) => (
            <PaletteOption key={command.id} command={command} />
          ))}
        </Combobox.Options>
        <div className="sy-small" role="status">
          {describeFound(query, found)}
        </div>
      </Combobox>
    </Dialog>
  );
}

/** What a screen reader says while somebody types: how many match, and what Enter does. */
function describeFound(query: string, [first, ...others]: readonly Command[]): string {
  if (first === undefined) return t('noneFound');
  if (query.trim() === '') return '';
  const what = joinValues([first.label, first.subject].filter((text) => text !== ''));
  return t('foundFirst', { count: others.length + 1, command: what });
}

function PaletteOption({ command: { id, label, subject, key, blocked } }: { command: Command }) {
  return (
    <Combobox.Option value={id} disabled={blocked !== null} className="sy-palette-option">
      <span className="sy-palette-label">
        {label}
        {subject === '' ? null : (
          <span className="sy-palette-subject sy-clip" dir="auto">
            {subject}
          </span>
        )}
        {blocked === null ? null : <span className="sy-small">{blocked}</span>}
      </span>
      {key === '' ? null : <Kbd size="xs">{key}</Kbd>}
    </Combobox.Option>
  );
}

function allCommands(services: PanelServices): Command[] {
  const { ids } = services.store.getState();
  return [...programCommands(services), ...ids.flatMap((id) => backendCommands(services, id))];
}

/** Only a component can choose the colours of its page. */
function useColourCommands(): readonly Command[] {
  const { chosen, blocked, choose } = useColourScheme();
  return useMemo(
    () =>
      schemes.map(({ value, label: labelOf }) => ({
        id: `colours:${value}`,
        label: t('colours', { value: labelOf() }),
        subject: '',
        words: t('coloursSearch'),
        key: '',
        blocked: blocked ?? (value === chosen ? t('chosenAlready') : null),
        run: () => choose(value),
      })),
    [chosen, blocked, choose],
  );
}

/** Without a query those that were chosen lately, then all of the program; otherwise the best matches first. */
function findCommands(query: string, commands: readonly Command[]): readonly Command[] {
  const recent = readRecent();
  const rankOf = ({ id }: Command) => recent.indexOf(id);
  if (query.trim() === '')
    return [
      ...commands.filter((one) => rankOf(one) >= 0).sort((a, b) => rankOf(a) - rankOf(b)),
      ...commands.filter((one) => rankOf(one) < 0 && one.subject === ''),
    ].slice(0, MAX_SHOWN);
  return commands
    .flatMap((command) => {
      const score = fuzzyScore(query, `${command.label} ${command.subject} ${command.words}`);
      return score === null ? [] : [{ command, score: score + (rankOf(command) >= 0 ? RECENT_POINTS : 0) }];
    })
    .sort(
      (a, b) => Number(a.command.blocked !== null) - Number(b.command.blocked !== null) || b.score - a.score,
    )
    .slice(0, MAX_SHOWN)
    .map(({ command }) => command);
}

/** What a command that was chosen lately has in advance of one that matches alike. */
const RECENT_POINTS = 6;
