/**
 * The one table of operations, put together from a file per area in `operations/`. Client, IPC, HTTP, documentation and
 * conformance suite are loops over it.
 */
import type { z } from 'zod';
import { activityOperations } from './operations/activity.ts';
import { apiKeyOperations } from './operations/api-keys.ts';
import { backendOperations } from './operations/backends.ts';
import type { OperationDefinition } from './operations/definition.ts';
import { discoveryOperations } from './operations/discovery.ts';
import { gatewayOperations } from './operations/gateway.ts';
import { logOperations } from './operations/logs.ts';
import { monitoringOperations } from './operations/monitoring.ts';
import { preferenceOperations } from './operations/preferences.ts';
import { programOperations } from './operations/program.ts';
import { registryOperations } from './operations/registry.ts';
import { scaleOutOperations } from './operations/scale-out.ts';
import { startOperations } from './operations/starts.ts';
import { swarmClientOperations } from './operations/swarm-clients.ts';
import { transferOperations } from './operations/transfer.ts';

export type { ApiKeyInfo } from './operations/api-keys.ts';
export { type OperationDefinition, type Permission, permissions } from './operations/definition.ts';
export type { PreferencesView } from './operations/preferences.ts';

/** SwarmUI's eight first, then what the panel needs beyond them. */
export const operations = {
  ...backendOperations,
  ...startOperations,
  ...registryOperations,
  ...gatewayOperations,
  ...scaleOutOperations,
  ...monitoringOperations,
  ...activityOperations,
  ...logOperations,
  ...swarmClientOperations,
  ...discoveryOperations,
  ...transferOperations,
  ...preferenceOperations,
  ...apiKeyOperations,
  ...programOperations,
};
export type Operations = typeof operations;
export type OperationName = keyof Operations;
/** What a caller sends: parameters with a default may be left out. */
export type OperationInput<N extends OperationName> = CallerInput<
  z.input<Operations[N]['input']>,
  ParsedInput<N>
>;
/** What a handler receives: coerced, with defaults filled in. */
export type ParsedInput<N extends OperationName> = z.output<Operations[N]['input']>;
/** What a handler returns and a caller receives. */
export type OperationOutput<N extends OperationName> = z.output<Operations[N]['output']>;

/**
 * The names that may be left out are those of what the schema takes. The types are those of what it gives: what coercion takes
 * besides, such as a number as text, is for clients of SwarmUI alone.
 */
type CallerInput<Taken, Given> = Flat<
  Omit<Given, OptionalKeys<Taken>> & Partial<Pick<Given, OptionalKeys<Taken> & keyof Given>>
>;
type OptionalKeys<T> = { [K in keyof T]-?: object extends Pick<T, K> ? K : never }[keyof T];
/** The same type written out, so that an editor shows its properties; no parameters at all is any object, not none. */
type Flat<T> = string extends keyof T ? object : { [K in keyof T]: T[K] };

/** The operations by name; a Map, so that `constructor` is no operation. */
export const operationsByName: ReadonlyMap<string, OperationDefinition> = new Map(Object.entries(operations));
