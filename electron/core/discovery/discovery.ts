/** Finds engines on this machine that are not managed yet. All backend types search at the same time, each for its own. */
import { posix, win32 } from 'node:path';
import type { OperationOutput } from '../../../shared/operations.ts';
import type { FileChecks } from '../files/file-checks.ts';
import { isLoopback, portOf } from '../network-address.ts';
import { type Finding, findWellKnownLocations, type WellKnownLocations } from './well-known-locations.ts';

type Found = OperationOutput<'DiscoverBackends'>;

/** What discovery needs of a backend type. */
interface DiscoverableType {
  readonly id: string;
  /** Finds what could be added as a backend of this type. */
  discover?(locations: WellKnownLocations): Promise<Finding[]>;
}

/** What discovery needs of a backend that exists: its settings, and the address at which it answers. */
interface ManagedBackend {
  settings: Readonly<Record<string, unknown>>;
  address?: string | undefined;
}

export interface DiscoveryOptions {
  types: readonly DiscoverableType[];
  managed: () => readonly ManagedBackend[];
  /** By which this program recognises itself. */
  serverId: string | undefined;
  files: FileChecks;
  locations?: () => WellKnownLocations;
  onFault: (error: unknown) => void;
}

/** @returns a function that searches. Calls during a search get the same result. */
export function createDiscovery(options: DiscoveryOptions): () => Promise<Found> {
  let current: Promise<Found> | null = null;
  return () => {
    current ??= discover(options).finally(() => {
      current = null;
    });
    return current;
  };
}

async function discover(options: DiscoveryOptions): Promise<Found> {
  const locations = options.locations?.() ?? (await findWellKnownLocations(options.files));
  const searches = options.types.map(async (type) => {
    try {
      return ((await type.discover?.(locations)) ?? []).map((finding) => ({ type, finding }));
    } catch (error) {
      // A type whose search fails must not hide the findings of the others.
      options.onFault(error);
      return [];
    }
  });
  const found = (await Promise.all(searches)).flat();
  const managed = options.managed();
  return {
    list: found
      .filter(({ finding }) => finding.serverId === undefined || finding.serverId !== options.serverId)
      .filter(({ finding }) => !isManaged(finding, managed, locations.platform))
      .map(({ type, finding: { title, settings, found: description } }) => ({
        type_id: type.id,
        title,
        settings,
        found: description,
      })),
  };
}

function isManaged(
  { address, paths = [] }: Finding,
  managed: readonly ManagedBackend[],
  platform: NodeJS.Platform,
): boolean {
  const ports = new Set(address === undefined ? [] : [loopbackPort(address)]);
  const known = new Set(paths.map((path) => normalizePath(path, platform)));
  return managed.some((backend) =>
    [backend.address, ...Object.values(backend.settings)].some((value) => {
      if (typeof value !== 'string' || value === '') return false;
      const port = loopbackPort(value);
      return port === null ? known.has(normalizePath(value, platform)) : ports.has(port);
    }),
  );
}

/** The port of a web address on this machine, else null. */
function loopbackPort(text: string): number | null {
  if (!/^\s*https?:/i.test(text) || !URL.canParse(text.trim())) return null;
  const url = new URL(text.trim());
  return isLoopback(url.hostname) || url.hostname === '0.0.0.0' ? portOf(url) : null;
}

/** A path in a form that can be compared: without spaces and quotes around it, without `..` and, on Windows, in lower case. */
function normalizePath(text: string, platform: NodeJS.Platform): string {
  const path = text.trim().replace(/^"(.*)"$/, '$1');
  return platform === 'win32'
    ? win32.normalize(path).replace(/\\$/, '').toLowerCase()
    : posix.normalize(path).replace(/\/$/, '');
}
