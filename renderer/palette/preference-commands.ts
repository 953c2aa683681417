import { commandsWords } from '../../shared/words/en/commands.ts';
import { words } from '../../shared/words/words.ts';
import { type Command, commandsOf } from '../commands/command.ts';
import type { PanelServices } from '../panel-services.ts';
import { localizeSetting } from '../state/localize-settings.ts';

const t = words(commandsWords);

/** A command for each preference, which opens the preferences there. Rejects where they cannot be read. */
export async function preferenceCommands(services: PanelServices): Promise<Command[]> {
  const { settings } = await services.client.GetPreferences({});
  return commandsOf(
    services,
    settings.map(localizeSetting).map(({ name, label, group }) => ({
      id: `preference:${name}`,
      label: t('preference', { label }),
      words: t('preferenceSearch', { value: group ?? '' }),
      operation: 'GetPreferences' as const,
      run: () => services.open({ kind: 'preferences', setting: name }),
    })),
  );
}
