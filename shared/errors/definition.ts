/** The definition of an error: its HTTP status and its details. Its texts are in the catalogue, by its code. */

/** `Details` are the facts that the texts are made of; `undefined` where they need none. Only what the texts use is ever shown. */
export interface ErrorDefinition<Details, More extends object = object> {
  /** HTTP status. */
  http: number;
  /** `error_id` on the wire, where clients of SwarmUI expect one. */
  errorId?: string;
  /** True where the message is SwarmUI's own, which its clients compare: on the wire the hint is then not part of `error`. */
  isSwarmText?: true;
  /** What the texts need and the details do not have as it is. */
  more: (details: Details) => More;
}

type NoMore = Record<never, never>;

/** What `hasX` of a message says of the detail `x`, which may be missing or empty. */
export type PresenceOf<Details> = Details extends object
  ? { [Name in keyof Details & string as `has${Capitalize<Name>}`]: 'yes' | 'no' }
  : object;

const nothing = () => ({});

/** The error of a call that reaches no operation. */
export const callError = <Details = undefined, More extends object = NoMore>(
  http: number,
  errorId: string,
  more: (details: Details) => More = nothing as () => More,
): ErrorDefinition<Details, More> => ({ http, errorId, more });

/** The error of an operation, with the very text that SwarmUI has for it. */
export const swarmError = <Details = undefined, More extends object = NoMore>(
  more: (details: Details) => More = nothing as () => More,
): ErrorDefinition<Details, More> => ({ http: 200, isSwarmText: true, more });

/** The error of an operation or of a backend. As in SwarmUI, the reply has HTTP status 200 and the body `{error}`. */
export const operationError = <Details = undefined, More extends object = NoMore>(
  more: (details: Details) => More = nothing as () => More,
): ErrorDefinition<Details, More> => ({ http: 200, more });
