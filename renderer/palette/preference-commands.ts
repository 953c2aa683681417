import { type Command, commandsOf } from '../commands/command.ts';
import type { PanelServices } from '../panel-services.ts';
import { localizeSetting } from '../state/localize-settings.ts';

/** A command for each preference, which opens the preferences there. Rejects where they cannot be read. */
export async function preferenceCommands(services: PanelServices): Promise<Command[]> {
  const { settings } = await services.client.GetPreferences({});
  return commandsOf(
    services,
    settings.map(localizeSetting).map(({ name, label, group }) => ({
      id: `preference:${name}`,
      label: `Preference: ${label}`,
      words: `${group ?? ''} settings`,
      operation: 'GetPreferences' as const,
      run: () => services.open({ kind: 'preferences', setting: name }),
    })),
  );
}
