/** The setting that fixes the port of a worker. A type may give its own group and description. */
import { integer } from '../../../shared/settings.ts';

interface FormTexts {
  group?: string;
  description?: string;
}

/** It is to be named `Port`: by that name the core knows it. */
export const portSetting = (texts: FormTexts = {}) =>
  integer({
    label: 'Port',
    description:
      'The port on which it answers. 0 = the one that it got at its first start, which it keeps: where another program has taken it, it gets another one, and the card says so. A port of yours is taken or the start fails. A port among its own arguments wins.',
    default: 0,
    min: 0,
    max: 65_535,
    advanced: true,
    ...texts,
  });
