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
  return types.map((type) => ({
    ...type,
    ...(type.discover === undefined
      ? {}
      : {
          discover: async ({ files }) => (await type.discover?.({ ...nowhere, ...locations, files })) ?? [],
        }),
    ...(type.discoverLists === undefined
      ? {}
      : {
          discoverLists: async ({ files }) =>
            (await type.discoverLists?.({ ...nowhere, ...locations, files })) ?? [],
        }),
    ...(type.discoverModels === undefined
      ? {}
      : {
          discoverModels: async ({ files }) =>
            (await type.discoverModels?.({ ...nowhere, ...locations, files })) ?? [],
        }),
  }));
}

/** For a test host, whose environment has the locations. */
export const withLocationsOfEnvironment = (types: readonly AnyBackendType[]): readonly AnyBackendType[] =>
  withLocations(JSON.parse(process.env[VARIABLE] ?? '{}') as Partial<WellKnownLocations>, types);

/** The environment for a test host that a test starts. */
export const locationsEnvironment = (locations: Partial<WellKnownLocations>): Record<string, string> => ({
  [VARIABLE]: JSON.stringify(locations),
});
