/** The one table of error codes, put together from a file per area in `errors/`, and the error class made from it. */
import { callErrors } from './errors/call.ts';
import type { ErrorDefinition } from './errors/definition.ts';
import { programErrors } from './errors/program.ts';
import { registryErrors } from './errors/registry.ts';
import { runErrors } from './errors/run.ts';
import { startErrors } from './errors/start.ts';
import { transferErrors } from './errors/transfer.ts';

export const errorTable = {
  ...callErrors,
  ...registryErrors,
  ...programErrors,
  ...transferErrors,
  ...startErrors,
  ...runErrors,
};

type ErrorTable = typeof errorTable;
export type ErrorCode = keyof ErrorTable;

/** An error as data: what crosses IPC, HTTP and the event stream. */
export interface ErrorReply {
  code: ErrorCode;
  message: string;
  hint: string;
  errorId?: string;
  http: number;
}

/** The details that an error of this code needs; `undefined` where it needs none. Of several codes: what all of them need. */
export type ErrorDetails<Code extends ErrorCode> = ErrorTable[Code]['message'] extends (
  details: infer Details,
) => string
  ? Details
  : never;

type ErrorArguments<Details> = [Details] extends [never]
  ? [details: never]
  : [Details] extends [undefined]
    ? []
    : [details: Details, options?: { cause?: unknown }];

/** The only error class whose message a client sees. Any other error becomes `internal_error`. */
export class SwitchyardError<Code extends ErrorCode = ErrorCode> extends Error {
  readonly code: ErrorCode;
  readonly hint: string;
  /** {@link hasCode} narrows the type to that of one code. */
  readonly details: unknown;

  constructor(code: Code, ...[details, options]: ErrorArguments<ErrorDetails<Code>>) {
    const { message, hint }: ErrorDefinition<never> = errorTable[code];
    super(message(details as never), options);
    this.name = 'SwitchyardError';
    this.code = code;
    this.details = details;
    this.hint = typeof hint === 'string' ? hint : hint(details as never);
  }

  toReply(): ErrorReply {
    const { http, errorId }: ErrorDefinition<never> = errorTable[this.code];
    const reply: ErrorReply = { code: this.code, message: this.message, hint: this.hint, http };
    if (errorId !== undefined) reply.errorId = errorId;
    return reply;
  }
}

/**
 * What happened and what to do, in one text: for clients that show nothing else. An error with SwarmUI's own text keeps that text.
 */
export function fullText({ code, message, hint }: Pick<ErrorReply, 'code' | 'message' | 'hint'>): string {
  const { isSwarmText }: ErrorDefinition<never> = errorTable[code];
  if (isSwarmText || hint === '') return message;
  return `${message}${/[.!?…]$/.test(message) ? '' : '.'} ${hint}`;
}

/** Whether this is an error with that code. If so, its details have the type of that code. */
export const hasCode = <Code extends ErrorCode>(
  error: unknown,
  code: Code,
): error is SwitchyardError & { readonly details: ErrorDetails<Code> } =>
  error instanceof SwitchyardError && error.code === code;

/** The message of whatever was thrown. */
export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** The code of a system error or of one of ours, such as `ENOENT`; empty if it has none. */
export const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : '';

/** Makes a forgotten case of a union a compile error. */
export function assertNever(value: never): never {
  throw new Error(`Unhandled case: ${JSON.stringify(value)}`);
}
