/** The one table of error codes, put together from a file per area in `errors/`, and the error class made from it. */
import { callErrors } from './errors/call.ts';
import type { ErrorDefinition } from './errors/definition.ts';
import { programErrors } from './errors/program.ts';
import { registryErrors } from './errors/registry.ts';
import { runErrors } from './errors/run.ts';
import { startErrors } from './errors/start.ts';
import { transferErrors } from './errors/transfer.ts';
import { errorHintWords } from './words/en/errors/error-hints.ts';
import { errorWords } from './words/en/errors/errors.ts';
import { englishText, type PhraseValue, type PhraseValues, placeholdersOf } from './words/phrase.ts';

export { codeOf, messageOf } from './errors/caught-error.ts';

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
  /** What message and hint are made of, for other languages. */
  details?: PhraseValues;
  errorId?: string;
  http: number;
}

/** The details that an error of this code needs; `undefined` where it needs none. Of several codes: what all of them need. */
export type ErrorDetails<Code extends ErrorCode> = ErrorTable[Code]['more'] extends (
  details: infer Details,
) => object
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
  /** Those of the details that the texts use. */
  readonly shownDetails: PhraseValues;

  constructor(code: Code, ...[details, options]: ErrorArguments<ErrorDetails<Code>>) {
    const shown = shownDetails(code, details);
    super(englishText(errorWords, code, shown), options);
    this.name = 'SwitchyardError';
    this.code = code;
    this.details = details;
    this.shownDetails = shown;
    this.hint = englishText(errorHintWords, code, shown);
  }

  toReply(): ErrorReply {
    const { http, errorId }: ErrorDefinition<never> = errorTable[this.code];
    const reply: ErrorReply = { code: this.code, message: this.message, hint: this.hint, http };
    if (Object.keys(this.shownDetails).length > 0) reply.details = this.shownDetails;
    if (errorId !== undefined) reply.errorId = errorId;
    return reply;
  }
}

/** The values of both texts. A detail that is not there is an empty text, and its `hasX` is `no`. */
function shownDetails(code: ErrorCode, details: unknown): PhraseValues {
  const { more }: ErrorDefinition<never> = errorTable[code];
  const known = { ...(details as object | undefined), ...more(details as never) } as Record<string, unknown>;
  const isGiven = (value: unknown) => value !== undefined && value !== null && value !== '';
  const read = (name: string): PhraseValue => {
    const value = known[name];
    if (isGiven(value)) return value as PhraseValue;
    const detail = /^has([A-Z])(.*)$/.exec(name);
    if (detail === null) return '';
    return isGiven(known[`${detail[1]?.toLowerCase()}${detail[2]}`]) ? 'yes' : 'no';
  };
  const names = new Set([...placeholdersOf(errorWords, code), ...placeholdersOf(errorHintWords, code)]);
  return Object.fromEntries([...names].map((name) => [name, read(name)]));
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

/** Makes a forgotten case of a union a compile error. */
export function assertNever(value: never): never {
  throw new Error(`Unhandled case: ${JSON.stringify(value)}`);
}
