/**
 * Runs every call, from every surface: it finds the operation, checks the permission, parses the input, runs the handler and
 * wraps the result. The reply is always an envelope; no error that is thrown inside leaves as it is.
 */
import { z } from 'zod';
import type { Origin } from '../../../shared/activity.ts';
import { SwitchyardError } from '../../../shared/errors.ts';
import {
  type OperationDefinition,
  type OperationName,
  type OperationOutput,
  operationsByName,
  type ParsedInput,
  type Permission,
  permissions,
} from '../../../shared/operations.ts';
import { formatValue } from '../../../shared/settings/coerce.ts';
import type { Envelope } from '../../../shared/transport.ts';
import { runAs } from '../activity/origin.ts';

/** One function per operation, with parsed input. `satisfies` makes a missing one a compile error. */
export type Handlers = {
  [N in OperationName]: (
    input: ParsedInput<N>,
    caller: Caller,
  ) => Promise<OperationOutput<N>> | OperationOutput<N>;
};

/** What is known of the one who calls. */
export interface Caller {
  permissions: ReadonlySet<Permission>;
  /**
   * Whether it may be shown the token of the HTTP API. Only the window of the app may: a browser that has read the token
   * would keep its access after it was signed out.
   */
  readsApiToken: boolean;
  /** What is recorded as the cause of what it does. */
  origin: Origin;
}

/** The caller who may do everything, such as the owner of the token: see docs/decisions/006-permissions-are-held-in-dispatch.md. */
export const fullAccess: Caller = {
  permissions: new Set(permissions),
  readsApiToken: false,
  origin: { kind: 'token' },
};

/** The window of the desktop app. */
export const windowAccess: Caller = { ...fullAccess, readsApiToken: true, origin: { kind: 'window' } };

/** Tray, menus and notifications of the desktop app. */
export const trayAccess: Caller = { ...fullAccess, origin: { kind: 'tray' } };

export type Dispatch = (name: string, input: unknown, caller: Caller) => Promise<Envelope>;

export function createDispatch(options: {
  handlers: Handlers;
  isLocked: () => boolean;
  /** Reports a fault of this program, with the operation in which it happened, for the program log. */
  onFault: (error: unknown, operation: string) => void;
}): Dispatch {
  const handlers = new Map<string, (input: never, caller: Caller) => unknown>(
    Object.entries(options.handlers),
  );
  return async (name, input, caller) => {
    try {
      const operation = operationsByName.get(name);
      const handler = handlers.get(name);
      if (!operation || !handler) throw new SwitchyardError('bad_route', { name: shorten(name) });
      if (!caller.permissions.has(operation.permission))
        throw new SwitchyardError('bad_permissions', { operation: name });
      const parsed = parseInput(operation, input);
      if (operation.changesSettings && options.isLocked()) throw new SwitchyardError('settings_locked');
      return { ok: true, value: await runAs(caller.origin, () => handler(parsed as never, caller)) };
    } catch (error) {
      if (error instanceof SwitchyardError) {
        if (error.cause) options.onFault(error.cause, name);
        return { ok: false, error: error.toReply() };
      }
      options.onFault(error, name);
      return { ok: false, error: new SwitchyardError('internal_error', { name: shorten(name) }).toReply() };
    }
  };
}

/** @throws SwitchyardError `missing_parameter`, `invalid_parameter`, `bad_body`, with the texts of SwarmUI */
function parseInput(operation: OperationDefinition, input: unknown): unknown {
  if (typeof input !== 'object' || input === null || Array.isArray(input))
    throw new SwitchyardError('bad_body', { reason: 'it is not a JSON object' });
  // Many clients send null for what they leave out.
  const given = Object.fromEntries(
    Object.entries(input).filter(([name, value]) => value !== null || metaOf(operation, name)?.takesNull),
  );
  const result = operation.input.safeParse(given);
  if (result.success) return result.data;
  const name = String(result.error.issues[0]?.path[0] ?? '');
  const raw: unknown = Object.hasOwn(given, name) ? given[name] : undefined;
  if (raw === undefined) throw new SwitchyardError('missing_parameter', { name });
  throw new SwitchyardError('invalid_parameter', {
    name,
    value: formatValue(raw),
    type: parameterType(operation, name),
  });
}

/** SwarmUI's name of a parameter's type, from the schema's metadata. */
export function parameterType(operation: OperationDefinition, name: string): string {
  const type = metaOf(operation, name)?.parameterType;
  return typeof type === 'string' ? type : 'String';
}

/** What shared/operations/parameters.ts says of a parameter besides its schema. */
function metaOf(
  { input: { shape } }: OperationDefinition,
  name: string,
): Record<string, unknown> | undefined {
  let schema: unknown = Object.hasOwn(shape, name) ? shape[name] : undefined;
  while (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault) schema = schema.unwrap();
  return schema instanceof z.ZodType ? schema.meta() : undefined;
}

const shorten = (text: string): string => (text.length > 100 ? `${text.slice(0, 97)}…` : text);
