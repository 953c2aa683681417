/**
 * The one table of operations, put together from a file per area in `operations/`. Client, IPC, HTTP, documentation and
 * conformance suite are loops over it.
 */
import type { z } from 'zod';
import { backendOperations } from './operations/backends.ts';
import type { OperationDefinition } from './operations/definition.ts';
import { discoveryOperations } from './operations/discovery.ts';
import { monitoringOperations } from './operations/monitoring.ts';
import { preferenceOperations } from './operations/preferences.ts';
import { programOperations } from './operations/program.ts';
import { registryOperations } from './operations/registry.ts';
import { startOperations } from './operations/starts.ts';
import { transferOperations } from './operations/transfer.ts';

export { type OperationDefinition, type Permission, permissions } from './operations/definition.ts';
export type { PreferencesView } from './operations/preferences.ts';

/** SwarmUI's eight first, then what the panel needs beyond them. */
export const operations = {
  ...backendOperations,
  ...startOperations,
  ...registryOperations,
  ...monitoringOperations,
  ...discoveryOperations,
  ...transferOperations,
  ...preferenceOperations,
  ...programOperations,
};
export type Operations = typeof operations;
export type OperationName = keyof Operations;
/** What a caller sends: defaults may be left out, ids may be text. */
export type OperationInput<N extends OperationName> = CallerInput<
  z.output<Operations[N]['input']>,
  Defaulted
>;
/** What a handler receives, coerced and complete. */
export type ParsedInput<N extends OperationName> = z.output<Operations[N]['input']>;
export type OperationOutput<N extends OperationName> = z.output<Operations[N]['output']>;

/** The parameters that have a default, whatever the operation: a caller may leave them out. */
type Defaulted = 'nonreal' | 'full_data' | 'backend' | 'system_ram' | 'limit' | 'search';
type CallerInput<T, D extends string> = Flat<Omit<T, D> & Partial<Pick<T, Extract<keyof T, D>>>>;
/** The same type written out, so that an editor shows its properties; no parameters at all is any object, not none. */
type Flat<T> = string extends keyof T ? object : { [K in keyof T]: T[K] };

/** The operations by name; a Map, so that `constructor` is no operation. */
export const operationsByName: ReadonlyMap<string, OperationDefinition> = new Map(Object.entries(operations));
