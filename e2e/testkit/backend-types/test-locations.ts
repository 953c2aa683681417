/** Makes the shipped types look for engines only where a test says, and not at the real engines of this machine. */
import type { AnyBackendType } from '../../../electron/core/backend/backend-type.ts';
import type { WellKnownLocations } from '../../../electron/core/discovery/well-known-locations.ts';

/** Has the locations as JSON, for a host that a test starts. */
const VARIABLE = 'SWITCHYARD_TEST_PLACES';

const nowhere: Omit<WellKnownLocations, 'files'> = {
  platform: process.platform,
  home: null,
  drives: [],
  env: {},
  ports: {},
};

export function withLocations(
  locations: Partial<WellKnownLocations>,
  types: readonly AnyBackendType[],
): readonly AnyBackendType[] {
  const inPlaceOf = ({ files }: WellKnownLocations) => ({ ...nowhere, ...locations, files });
  return types.map((type) => {
    const { discover, discoverLists, discoverModels } = type;
    return {
      ...type,
      ...(discover && { discover: (real) => discover(inPlaceOf(real)) }),
      ...(discoverLists && { discoverLists: (real) => discoverLists(inPlaceOf(real)) }),
      ...(discoverModels && { discoverModels: (real) => discoverModels(inPlaceOf(real)) }),
    };
  });
}

/** For a test host, whose environment has the locations. */
export const withLocationsOfEnvironment = (types: readonly AnyBackendType[]): readonly AnyBackendType[] =>
  withLocations(JSON.parse(process.env[VARIABLE] ?? '{}') as Partial<WellKnownLocations>, types);

/** The environment for a test host that a test starts. */
export const locationsEnvironment = (locations: Partial<WellKnownLocations>): Record<string, string> => ({
  [VARIABLE]: JSON.stringify(locations),
});
