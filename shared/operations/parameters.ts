/**
 * Builders for the parameters of an operation. They coerce a value as SwarmUI does. `meta.parameterType` is SwarmUI's name
 * of the type; it appears in the error text for a wrong value.
 */
import { z } from 'zod';
import { MAX_PARAMETER_LENGTH } from '../limits.ts';

const wholeNumber = <S extends z.ZodType>(schema: S, parameterType: string) =>
  z
    .preprocess(
      (raw) => (typeof raw === 'string' && /^\s*[+-]?\d+\s*$/.test(raw) ? Number(raw) : raw),
      schema,
    )
    .meta({ parameterType });

/** A whole number of 32 bits, or a text that is one. */
export const int32 = () => wholeNumber(z.int().min(-2_147_483_648).max(2_147_483_647), 'Int32');

/** A whole number, or a text that is one. */
export const int53 = () => wholeNumber(z.int(), 'Int64');

/** A boolean, or `"true"` or `"false"` in any case. */
export const boolean = () =>
  z
    .preprocess((raw) => {
      const word = typeof raw === 'string' ? raw.trim().toLowerCase() : raw;
      return word === 'true' ? true : word === 'false' ? false : raw;
    }, z.boolean())
    .meta({ parameterType: 'Boolean' });

/** A text; numbers and booleans become one. */
export const text = (max = MAX_PARAMETER_LENGTH) =>
  z
    .preprocess(
      (raw) => (typeof raw === 'number' || typeof raw === 'boolean' ? String(raw) : raw),
      z.string().max(max),
    )
    .meta({ parameterType: 'String' });

/** Any JSON object. Not `z.record`, which drops a key named `__proto__` without an error. */
export const object = () =>
  z
    .custom<Record<string, unknown>>((raw) => typeof raw === 'object' && raw !== null && !Array.isArray(raw))
    .meta({ parameterType: 'JObject' });

/** An array of at most `max` items, which are not coerced. */
export const list = <Item extends z.ZodType>(item: Item, max: number) =>
  z.array(item).max(max).meta({ parameterType: 'JArray' });

/**
 * `"all"` or the id of one backend, also as a text. As in SwarmUI, null and any other text name no backend; they must not count
 * as left out, which would name all.
 */
export const backendOrAll = () =>
  z
    .preprocess(
      (raw) => {
        if (typeof raw !== 'string') return raw;
        if (/^\s*-?\d+\s*$/.test(raw)) return Number.isSafeInteger(Number(raw)) ? Number(raw) : null;
        return raw.trim().toLowerCase() === 'all' ? 'all' : null;
      },
      z.union([z.literal('all'), z.int(), z.null()]),
    )
    .meta({ parameterType: 'String', takesNull: true });
