/** The definition of an error: its texts, and its HTTP status. */

/** `Details` are the facts that the texts are made of; `undefined` where they need none. Only what the texts use is ever shown. */
export interface ErrorDefinition<Details> {
  /** HTTP status. */
  http: number;
  /** `error_id` on the wire, where clients of SwarmUI expect one. */
  errorId?: string;
  /** What happened, to which backend, and why. */
  message: (details: Details) => string;
  /** What to do next. */
  hint: string | ((details: Details) => string);
  /** True where the message is SwarmUI's own, which its clients compare: on the wire the hint is then not part of `error`. */
  isSwarmText?: true;
}

type Texts<Details> = Pick<ErrorDefinition<Details>, 'message' | 'hint'>;

/** The error of a call that reaches no operation. */
export const callError = <Details = undefined>(
  http: number,
  errorId: string,
  texts: Texts<Details>,
): ErrorDefinition<Details> => ({ http, errorId, ...texts });

/** The error of an operation, with the very text that SwarmUI has for it. */
export const swarmError = <Details = undefined>(texts: Texts<Details>): ErrorDefinition<Details> => ({
  http: 200,
  isSwarmText: true,
  ...texts,
});

/** The error of an operation or of a backend. As in SwarmUI, the reply has HTTP status 200 and the body `{error}`. */
export const operationError = <Details = undefined>(texts: Texts<Details>): ErrorDefinition<Details> => ({
  http: 200,
  ...texts,
});
