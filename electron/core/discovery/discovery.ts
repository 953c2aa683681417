/** Finds engines on this machine that are not managed yet. All backend types search at the same time, each for its own. */
import { posix, win32 } from 'node:path';
import type { OperationOutput } from '../../../shared/operations.ts';
import { onWire } from '../../../shared/words/wire-phrases.ts';
import type { FileChecks } from '../files/file-checks.ts';
import { isLoopback, portOf } from '../network-address.ts';
import {
  type Finding,
  type FoundModel,
  findWellKnownLocations,
  type WellKnownLocations,
} from './well-known-locations.ts';

type Found = OperationOutput<'DiscoverBackends'>;
type FoundModels = OperationOutput<'DiscoverModels'>;

/** What discovery needs of a backend type. */
interface DiscoverableType {
  readonly id: string;
  /** Finds what could be added as a backend of this type. */
  discover?(locations: WellKnownLocations): Promise<Finding[]>;
  /** Finds lists of backends of other programs, as paths for an import. */
  discoverLists?(locations: WellKnownLocations): Promise<string[]>;
  /** Finds the models that it could serve. */
  discoverModels?(locations: WellKnownLocations): Promise<FoundModel[]>;
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

/** @returns a function that searches for engines. Calls during a search get the same result. */
export const createDiscovery = (options: DiscoveryOptions): (() => Promise<Found>) =>
  shareWhileRunning(() => discover(options));

/** @returns a function that searches for models. Calls during a search get the same result. */
export const createModelDiscovery = (options: DiscoveryOptions): (() => Promise<FoundModels>) =>
  shareWhileRunning(() => discoverModels(options));

/** @returns a function that searches for lists of backends, as paths for an import. Calls during a search get the same result. */
export const createListDiscovery = (options: DiscoveryOptions): (() => Promise<string[]>) =>
  shareWhileRunning(async () => {
    const locations = await locationsOf(options);
    const found = await searchAll(options, (type) => type.discoverLists?.(locations));
    return [...new Set(found.map(({ finding }) => finding))];
  });

function shareWhileRunning<T>(run: () => Promise<T>): () => Promise<T> {
  let current: Promise<T> | null = null;
  return () => {
    current ??= run().finally(() => {
      current = null;
    });
    return current;
  };
}

/** @param search what one type finds */
async function searchAll<T>(
  { types, onFault }: DiscoveryOptions,
  search: (type: DiscoverableType) => Promise<T[]> | undefined,
): Promise<{ type: DiscoverableType; finding: T }[]> {
  const searches = types.map(async (type) => {
    try {
      return ((await search(type)) ?? []).map((finding) => ({ type, finding }));
    } catch (error) {
      // A type whose search fails must not hide the findings of the others.
      onFault(error);
      return [];
    }
  });
  return (await Promise.all(searches)).flat();
}

const locationsOf = async ({ locations, files }: DiscoveryOptions): Promise<WellKnownLocations> =>
  locations?.() ?? (await findWellKnownLocations(files));

async function discoverModels(options: DiscoveryOptions): Promise<FoundModels> {
  const locations = await locationsOf(options);
  const found = await searchAll(options, (type) => type.discoverModels?.(locations));
  const managed = options.managed();
  return {
    list: found.map(({ type, finding }) => ({
      type_id: type.id,
      title: finding.title,
      settings: finding.settings,
      path: finding.path,
      folder: finding.folder,
      source: finding.source,
      bytes: finding.bytes,
      purpose: finding.purpose,
      ...(finding.quantization === undefined ? {} : { quantization: finding.quantization }),
      ...(finding.contextTokens === undefined ? {} : { context_tokens: finding.contextTokens }),
      is_used: isManaged({ paths: [finding.path] }, managed, locations.platform),
    })),
  };
}

async function discover(options: DiscoveryOptions): Promise<Found> {
  const locations = await locationsOf(options);
  const found = await searchAll(options, (type) => type.discover?.(locations));
  const managed = options.managed();
  return {
    list: found
      .filter(({ finding }) => finding.serverId === undefined || finding.serverId !== options.serverId)
      .filter(({ finding }) => !isManaged(finding, managed, locations.platform))
      .map(({ type, finding: { title, settings, found: what } }) => ({
        type_id: type.id,
        settings,
        ...onWire({ title, found: what }),
      })),
  };
}

function isManaged(
  { address, paths = [] }: Pick<Finding, 'address' | 'paths'>,
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
