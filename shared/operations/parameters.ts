/**
 * Builders of an operation's parameters. A value is coerced as SwarmUI does it, and `meta.parameterType` carries SwarmUI's
 * name of the type, which the error texts of wrong parameters hold.
 */
import { z } from 'zod';
import { MAX_PARAMETER_LENGTH } from '../limits.ts';

export const int32 = () =>
  z
    .preprocess(
      (raw) => (typeof raw === 'string' && /^\s*[+-]?\d+\s*$/.test(raw) ? Number(raw) : raw),
      z.int().min(-2_147_483_648).max(2_147_483_647),
    )
    .meta({ parameterType: 'Int32' });

export const flag = () =>
  z
    .preprocess((raw) => {
      const word = typeof raw === 'string' ? raw.trim().toLowerCase() : raw;
      return word === 'true' ? true : word === 'false' ? false : raw;
    }, z.boolean())
    .meta({ parameterType: 'Boolean' });

export const string = (max = MAX_PARAMETER_LENGTH) =>
  z
    .preprocess(
      (raw) => (typeof raw === 'number' || typeof raw === 'boolean' ? String(raw) : raw),
      z.string().max(max),
    )
    .meta({ parameterType: 'String' });

// Not z.record: that drops a key named __proto__ in silence, and such a key must be refused in words.
export const json = () =>
  z
    .custom<Record<string, unknown>>((raw) => typeof raw === 'object' && raw !== null && !Array.isArray(raw))
    .meta({ parameterType: 'JObject' });

/** `"all"` or the id of one backend. */
export const backendOrAll = () =>
  z
    .preprocess(
      (raw) => {
        if (typeof raw === 'number') return raw;
        if (typeof raw !== 'string') return raw;
        return /^\s*-?\d+\s*$/.test(raw) ? Number(raw) : raw.trim().toLowerCase();
      },
      z.union([z.literal('all'), z.int()]),
    )
    .meta({ parameterType: 'String' });
