/** What of a JSON schema a grammar can say. */
import { describe, expect, test } from 'vitest';
import { convertSchema, SchemaError } from './json-schema.ts';

const refusal = (schema: unknown): string => {
  try {
    convertSchema(schema, true);
  } catch (error) {
    if (error instanceof SchemaError) return error.message;
    throw error;
  }
  throw new Error('it was not refused');
};

describe('a schema is turned into', () => {
  test('alternatives, for several types of which one has keywords of its own', () => {
    expect(convertSchema({ type: ['string', 'null'], maxLength: 3 }, true)).toEqual({
      oneOf: [{ type: 'string', maxLength: 3 }, { type: 'null' }],
    });
    expect(convertSchema({ type: ['integer', 'null'] }, true)).toEqual({ type: ['integer', 'null'] });
  });

  test('an object without further properties where some are named, and any object where none is', () => {
    expect(convertSchema({ properties: { a: { const: 1 } } }, true)).toEqual({
      type: 'object',
      properties: { a: { enum: [1] } },
      additionalProperties: false,
    });
    expect(convertSchema({ type: 'object' }, true)).toMatchObject({ additionalProperties: true });
  });

  test('references into $defs, from the older definitions too', () => {
    expect(convertSchema({ $ref: '#/definitions/a', definitions: { a: { type: 'boolean' } } }, true)).toEqual(
      { oneOf: [{ $ref: '#/$defs/a' }], $defs: { a: { type: 'boolean' } } },
    );
  });
});

describe('what no grammar says', () => {
  test.each([
    [{ type: 'string', pattern: 'a' }, "At $, 'pattern' cannot be enforced"],
    [{ properties: { size: { type: 'integer', minimum: 3 } } }, "At $.size, 'minimum' cannot be enforced"],
    [{ type: 'string', maxLength: 1000 }, "'maxLength' is 1000, and this server can enforce up to 500"],
    [{ $ref: '#/$defs/none' }, 'there is no such definition'],
  ])('is refused where it is strict, and else left out: %j', (schema, message) => {
    expect(refusal(schema)).toContain(message);
    expect(JSON.stringify(convertSchema(schema, false))).not.toMatch(/pattern|minimum|1000|none/);
  });

  test.each([
    [false, 'must be an object'],
    [{ type: 'nonsense' }, 'the type "nonsense" is unknown'],
    [{ enum: [] }, 'const and enum must have'],
  ])('is refused in any case where nothing is left: %j', (schema, message) => {
    expect(refusal(schema)).toContain(message);
    expect(() => convertSchema(schema, false)).toThrow(message);
  });

  test('a schema that is nested without an end in sight is refused', () => {
    let schema: object = { type: 'boolean' };
    for (let depth = 0; depth < 20_000; depth++) schema = { type: 'array', items: schema };
    expect(refusal(schema)).toContain('nested more than 64 deep');
  });
});
