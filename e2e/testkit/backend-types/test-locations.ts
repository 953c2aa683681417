/** The shipped types, looking for engines only where a test says: never at what the machine has that runs the tests. */
import type { AnyBackendType } from '../../../electron/core/backend/backend-type.ts';
import type { WellKnownLocations } from '../../../electron/core/discovery/well-known-locations.ts';

/** Places by JSON, for a host that a test starts. */
const VARIABLE = 'SWITCHYARD_TEST_PLACES';

const nowhere: WellKnownLocations = {
  platform: process.platform,
  home: null,
  drives: [],
  env: {},
  ports: {},
};

export function searchingOnlyIn(
  places: Partial<WellKnownLocations>,
  types: readonly AnyBackendType[],
): readonly AnyBackendType[] {
  const all = { ...nowhere, ...places };
  return types.map((type) =>
    type.discover === undefined
      ? type
      : { ...type, discover: async () => (await type.discover?.(all)) ?? [] },
  );
}

/** For a test host: its types look where its environment says. */
export const searchingWhereTold = (types: readonly AnyBackendType[]): readonly AnyBackendType[] =>
  searchingOnlyIn(JSON.parse(process.env[VARIABLE] ?? '{}') as Partial<WellKnownLocations>, types);

/** For who starts a test host. */
export const locationsVariable = (places: Partial<WellKnownLocations>): Record<string, string> => ({
  [VARIABLE]: JSON.stringify(places),
});
