/** What is on this machine and not managed yet. Every type of backend looks for its own kind, side by side. */
import { posix, win32 } from 'node:path';
import type { OperationOutput } from '../../../shared/operations.ts';
import { isLoopback, portOf } from '../network-address.ts';
import { type Finding, type WellKnownLocations, wellKnownLocations } from './well-known-locations.ts';

type Found = OperationOutput<'DiscoverBackends'>;

/** What discovery needs of a backend type. */
interface DiscoverableType {
  readonly id: string;
  /** Finds what could be added as a backend of this type. */
  discover?(locations: WellKnownLocations): Promise<Finding[]>;
}

/** A backend there is: what it is told, and where it answers. */
interface Managed {
  settings: Readonly<Record<string, unknown>>;
  address?: string | undefined;
}

export interface DiscoveryOptions {
  types: readonly DiscoverableType[];
  managed: () => readonly Managed[];
  /** By which this program would recognise itself. */
  serverId: string | undefined;
  places?: () => WellKnownLocations;
  onFault: (error: unknown) => void;
}

/** @returns the function that looks. Whoever asks while it looks gets the same answer. */
export function createDiscovery(options: DiscoveryOptions): () => Promise<Found> {
  let underWay: Promise<Found> | null = null;
  return () => {
    underWay ??= discover(options).finally(() => {
      underWay = null;
    });
    return underWay;
  };
}

async function discover(options: DiscoveryOptions): Promise<Found> {
  const places = (options.places ?? wellKnownLocations)();
  const looks = options.types.map(async (type) => {
    try {
      return ((await type.discover?.(places)) ?? []).map((finding) => ({ type, finding }));
    } catch (error) {
      // One that cannot look must not hide what the others found.
      options.onFault(error);
      return [];
    }
  });
  const found = (await Promise.all(looks)).flat();
  const managed = options.managed();
  return {
    list: found
      .filter(({ finding }) => finding.serverId === undefined || finding.serverId !== options.serverId)
      .filter(({ finding }) => !isManaged(finding, managed, places.platform))
      .map(({ type, finding: { title, settings, found: words } }) => ({
        type_id: type.id,
        title,
        settings,
        found: words,
      })),
  };
}

function isManaged(
  { address, paths = [] }: Finding,
  managed: readonly Managed[],
  platform: NodeJS.Platform,
): boolean {
  const ports = new Set(address === undefined ? [] : [loopbackPort(address)]);
  const known = new Set(paths.map((path) => comparable(path, platform)));
  return managed.some((one) =>
    [one.address, ...Object.values(one.settings)].some((value) => {
      if (typeof value !== 'string' || value === '') return false;
      const port = loopbackPort(value);
      return port === null ? known.has(comparable(value, platform)) : ports.has(port);
    }),
  );
}

/** The port of a web address on this machine, else null. */
function loopbackPort(text: string): number | null {
  if (!/^\s*https?:/i.test(text) || !URL.canParse(text.trim())) return null;
  const url = new URL(text.trim());
  return isLoopback(url.hostname) || url.hostname === '0.0.0.0' ? portOf(url) : null;
}

/** A path without what makes no difference: spaces and quotes around it, `..` in it and, on Windows, letter case. */
function comparable(text: string, platform: NodeJS.Platform): string {
  const bare = text.trim().replace(/^"(.*)"$/, '$1');
  return platform === 'win32'
    ? win32.normalize(bare).replace(/\\$/, '').toLowerCase()
    : posix.normalize(bare).replace(/\/$/, '');
}
