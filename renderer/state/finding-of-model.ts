import type { Finding, FoundModel } from './view-state.ts';

/** The model as what the form of a new backend opens filled with. */
export const findingOfModel = ({ type_id, title, settings, folder }: FoundModel): Finding => ({
  type_id,
  title,
  settings,
  found: `${title} in ${folder}`,
});
