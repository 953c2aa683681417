/** Reads the fields of a request of OpenAI's API, and refuses what they cannot mean. */

/** An error as OpenAI's clients expect it. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly status: number;
  readonly type: 'invalid_request_error' | 'server_error';
  /** The parameter with the error. */
  readonly param: string | null;
  readonly code: string | null;

  constructor(
    status: number,
    message: string,
    { param = null, code = null }: { param?: string | null; code?: string | null } = {},
  ) {
    super(message);
    this.status = status;
    this.type = status >= 500 ? 'server_error' : 'invalid_request_error';
    this.param = param;
    this.code = code;
  }

  toBody() {
    const { message, type, param, code } = this;
    return { error: { message, type, param, code } };
  }
}

/** Reads parameters out of a body. A null counts as left out, because clients send it for that. */
export class Fields {
  readonly #body: Map<string, unknown>;

  constructor(body: unknown) {
    if (!isRecord(body)) throw new ApiError(400, 'The request body must be a JSON object.');
    this.#body = new Map(Object.entries(body));
  }

  value(name: string): unknown {
    return this.#body.get(name) ?? undefined;
  }

  number(name: string, min: number, max = Number.POSITIVE_INFINITY): number | null {
    const value = this.value(name);
    if (value === undefined) return null;
    if (typeof value !== 'number' || !(value >= min && value <= max))
      throw invalid(
        name,
        Number.isFinite(max) ? `a number from ${min} to ${max}` : `a number of ${min} or more`,
      );
    return value;
  }

  integer(name: string, min?: number): number | null {
    const value = this.value(name);
    if (value === undefined) return null;
    if (typeof value !== 'number' || !Number.isSafeInteger(value) || (min !== undefined && value < min))
      throw invalid(name, `a whole number${min === undefined ? '' : ` of ${min} or more`}`);
    return value;
  }

  /** A number of tokens. @returns null where it is left out; a limit of null for -1, by which llama.cpp means none */
  tokens(name: string): { limit: number | null } | null {
    const value = this.value(name);
    if (value === undefined) return null;
    if (value === -1) return { limit: null };
    if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 1)
      throw invalid(name, 'a whole number of 1 or more, or -1 for no limit');
    return { limit: value };
  }

  boolean(name: string): boolean | null {
    const value = this.value(name);
    if (value === undefined) return null;
    if (typeof value !== 'boolean') throw invalid(name, 'true or false');
    return value;
  }

  /** Refuses an unsupported value with a message. Were it ignored, the reply would not be what the client asked for. */
  refuse(name: string, isUnsupported: (value: unknown) => boolean, message: string): void {
    const value = this.value(name);
    if (value !== undefined && isUnsupported(value)) throw unsupported(name, message);
  }
}

export function invalid(name: string, expected: string): ApiError {
  return new ApiError(400, `${name} must be ${expected}.`, { param: name, code: 'invalid_value' });
}

export function unsupported(name: string, message: string): ApiError {
  return new ApiError(400, message, { param: name, code: 'unsupported_parameter' });
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
