// Checked by the compiler alone: an error is made with exactly the details that its texts need.
import { expectTypeOf } from 'vitest';
import { type ErrorCode, type ErrorDetails, type errorTable, hasCode, SwitchyardError } from '../errors.ts';
import type { errorHintWords } from '../words/en/errors/error-hints.ts';
import type { errorWords } from '../words/en/errors/errors.ts';
import type { ValuesOf } from '../words/message.ts';
import type { PresenceOf } from './definition.ts';

declare const anyCode: ErrorCode;
declare const thrown: unknown;
const backend = 'Backend 0';

export const accepted = [
  new SwitchyardError('settings_locked'),
  new SwitchyardError('crashed', { backend, reason: 'exit code 1' }, { cause: thrown }),
  new SwitchyardError('port_in_use', { backend, port: 8080 }),
  new SwitchyardError('port_in_use', { backend, port: 8080, owner: 'ollama (PID 7)' }),
  // Of one of several codes, with what each of them needs.
  new SwitchyardError(thrown ? 'not_restorable' : 'backend_id_in_use', { id: 3 }),
  hasCode(thrown, 'port_in_use') ? thrown.details.port.toFixed() : '',
];

export const refused = [
  // @ts-expect-error Details are missing.
  new SwitchyardError('port_in_use'),
  // @ts-expect-error One detail is missing.
  new SwitchyardError('port_in_use', { port: 8080 }),
  // @ts-expect-error A detail has the wrong type.
  new SwitchyardError('port_in_use', { backend, port: '8080' }),
  // @ts-expect-error A detail is left undefined.
  new SwitchyardError('port_in_use', { backend, port: undefined }),
  // @ts-expect-error A detail is superfluous.
  new SwitchyardError('crashed', { backend, reason: 'exit code 1', port: 8080 }),
  // @ts-expect-error A detail is that of another code.
  new SwitchyardError('crashed', { backend, port: 8080 }),
  // @ts-expect-error This code has no details.
  new SwitchyardError('settings_locked', {}),
  // @ts-expect-error There is no such code.
  new SwitchyardError('on_fire', { backend }),
  // @ts-expect-error Which details it needs is not known.
  new SwitchyardError(anyCode, { backend }),
  // @ts-expect-error Nor whether it needs any.
  new SwitchyardError(anyCode),
  // @ts-expect-error The details of an error are unknown before its code is.
  thrown instanceof SwitchyardError ? thrown.details.port : '',
  // @ts-expect-error That code has no such detail.
  hasCode(thrown, 'crashed') ? thrown.details.port : '',
];

type Messages = typeof errorWords.messages;
type Hints = typeof errorHintWords.messages;
type Known<Code extends ErrorCode> =
  | keyof ErrorDetails<Code>
  | keyof PresenceOf<ErrorDetails<Code>>
  | keyof ReturnType<(typeof errorTable)[Code]['more']>;

/** The placeholders of the texts that are not among the details: there must be none. */
type Unknown = {
  [Code in ErrorCode]: Exclude<
    keyof ValuesOf<Messages[Code]> | keyof ValuesOf<Hints[Code]>,
    Known<Code>
  > extends never
    ? never
    : [Code, Exclude<keyof ValuesOf<Messages[Code]> | keyof ValuesOf<Hints[Code]>, Known<Code>>];
}[ErrorCode];
expectTypeOf<Unknown>().toBeNever();
// Each error has both texts, and there are no texts of others.
expectTypeOf<keyof Messages>().toEqualTypeOf<ErrorCode>();
expectTypeOf<keyof Hints>().toEqualTypeOf<ErrorCode>();
