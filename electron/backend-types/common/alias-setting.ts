/** The setting of every type whose models clients of the gateway ask for by name. */
import { list } from '../../../shared/settings.ts';

export const aliasSetting = {
  Aliases: list({
    label: 'Other names of its models',
    description:
      'Names by which the gateway finds it as well, one per line: "fast" for its first model, "fast = qwen2.5-7b" for that one of several. Two backends with the same name answer in turn.',
    group: 'Start and stop',
    advanced: true,
    requiresRestart: false,
  }),
};
