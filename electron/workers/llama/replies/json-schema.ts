/**
 * Turns a JSON schema into the part of it by which node-llama-cpp restricts what a model writes. The result admits nothing that
 * the schema forbids, as far as its keywords are known here. All properties are written, in their order, those that may be left
 * out too.
 */
import type { GbnfJsonSchema } from 'node-llama-cpp';
import { isRecord } from '../request-fields.ts';

/** The schema cannot be used; the message is a sentence for a person. */
export class SchemaError extends Error {
  override readonly name = 'SchemaError';
}

export const anyObject = { type: 'object', additionalProperties: true } as const;
const anyValue = {
  oneOf: [{ type: ['string', 'number', 'boolean', 'null'] }, anyObject, { type: 'array' }],
} as const;

/** They describe and forbid nothing, or are read elsewhere. */
const ANNOTATIONS = new Set([
  ...['$schema', '$id', '$comment', '$defs', 'definitions', '$anchor'],
  ...['title', 'description', 'default', 'examples', 'deprecated', 'readOnly', 'writeOnly'],
  ...['required', 'contentEncoding', 'contentMediaType', 'format', 'nullable'],
]);
const ENFORCED = {
  string: ['type', 'minLength', 'maxLength'],
  object: ['type', 'properties', 'additionalProperties', 'minProperties', 'maxProperties'],
  array: ['type', 'items', 'prefixItems', 'minItems', 'maxItems'],
  scalar: ['type'],
} as const;
/** llama.cpp 0.4.0 takes about 1000 repetitions of a character, and of a longer rule somewhat fewer. */
const MAX_REPETITIONS = 500;
const MAX_DEPTH = 64;
const FORMATS = ['date-time', 'time', 'date'] as const;
const SCALARS = ['string', 'number', 'integer', 'boolean', 'null'] as const;
type Scalar = (typeof SCALARS)[number];

const isScalar = (type: unknown): type is Scalar => SCALARS.includes(type as Scalar);

/**
 * @param isStrict false leaves out what cannot be enforced, as OpenAI does where `strict` is not set; true refuses it
 * @throws SchemaError
 */
export function convertSchema(schema: unknown, isStrict: boolean): GbnfJsonSchema {
  const defs = isRecord(schema) ? { ...record(schema.definitions), ...record(schema.$defs) } : {};
  const converter = new Converter(isStrict, new Set(Object.keys(defs)));
  const converted = converter.convert(schema, '$');
  const names = Object.keys(defs);
  if (names.length === 0) return converted;
  return {
    // A reference is resolved only below a schema with the definitions.
    oneOf: [converted],
    $defs: Object.fromEntries(names.map((name) => [name, converter.convert(defs[name], `$defs.${name}`)])),
  } as GbnfJsonSchema;
}

class Converter {
  readonly #isStrict: boolean;
  readonly #definitions: ReadonlySet<string>;
  #depth = 0;

  /** @param definitions names that a reference may have */
  constructor(isStrict: boolean, definitions: ReadonlySet<string>) {
    this.#isStrict = isStrict;
    this.#definitions = definitions;
  }

  convert(schema: unknown, path: string): GbnfJsonSchema {
    if (this.#depth === MAX_DEPTH)
      throw new SchemaError(`It is nested more than ${MAX_DEPTH} deep; parts can be moved to $defs.`);
    this.#depth++;
    const converted = this.#convert(schema, path);
    this.#depth--;
    return converted;
  }

  #convert(schema: unknown, path: string): GbnfJsonSchema {
    if (schema === true) return anyValue;
    if (!isRecord(schema)) throw new SchemaError(`At ${path}, there must be an object.`);
    if (typeof schema.$ref === 'string') return this.#reference(schema.$ref, path);
    const alternatives = schema.anyOf ?? schema.oneOf;
    if (Array.isArray(alternatives) && alternatives.length > 0) {
      this.#check(schema, ['anyOf', 'oneOf'], path);
      return { oneOf: alternatives.map((each, index) => this.convert(each, `${path}.anyOf[${index}]`)) };
    }
    if (Array.isArray(schema.allOf) && schema.allOf.length === 1 && schema.type === undefined)
      return this.convert(schema.allOf[0], path);
    if ('const' in schema) return { enum: this.#literals([schema.const], path) };
    if (Array.isArray(schema.enum)) return { enum: this.#literals(schema.enum, path) };
    return this.#byType(schema, path);
  }

  #byType(schema: Record<string, unknown>, path: string): GbnfJsonSchema {
    const type = schema.type ?? impliedType(schema);
    if (Array.isArray(type) && type.length > 0) {
      if (type.every(isScalar) && !('minLength' in schema) && !('maxLength' in schema)) {
        this.#check(schema, ENFORCED.scalar, path);
        return { type };
      }
      return { oneOf: type.map((each) => this.#byType(ofType(schema, each), path)) };
    }
    switch (type) {
      case 'object':
        return this.#object(schema, path);
      case 'array':
        return this.#array(schema, path);
      case 'string':
        return this.#string(schema, path);
      case undefined:
        this.#check(schema, [], path);
        return anyValue;
      default:
        if (!isScalar(type))
          throw new SchemaError(`At ${path}, the type ${JSON.stringify(type)} is unknown.`);
        this.#check(schema, ENFORCED.scalar, path);
        return { type };
    }
  }

  #object(schema: Record<string, unknown>, path: string): GbnfJsonSchema {
    this.#check(schema, ENFORCED.object, path);
    const properties = Object.entries(record(schema.properties));
    const { additionalProperties } = schema;
    return {
      type: 'object',
      properties: Object.fromEntries(
        properties.map(([name, each]) => [name, this.convert(each, `${path}.${name}`)]),
      ),
      // Where properties are named, others are left out unless the schema asks for them.
      ...(isRecord(additionalProperties)
        ? { additionalProperties: this.convert(additionalProperties, `${path}.additionalProperties`) }
        : { additionalProperties: additionalProperties ?? properties.length === 0 }),
      ...this.#limits(schema, ['minProperties', 'maxProperties'], path),
    } as GbnfJsonSchema;
  }

  #array(schema: Record<string, unknown>, path: string): GbnfJsonSchema {
    this.#check(schema, ENFORCED.array, path);
    const { items, prefixItems } = schema;
    return {
      type: 'array',
      ...(items === undefined ? {} : { items: this.convert(items, `${path}.items`) }),
      ...(Array.isArray(prefixItems)
        ? {
            prefixItems: prefixItems.map((each, index) =>
              this.convert(each, `${path}.prefixItems[${index}]`),
            ),
          }
        : {}),
      ...this.#limits(schema, ['minItems', 'maxItems'], path),
    } as GbnfJsonSchema;
  }

  #string(schema: Record<string, unknown>, path: string): GbnfJsonSchema {
    this.#check(schema, ENFORCED.string, path);
    const format = FORMATS.find((each) => each === schema.format);
    return format === undefined
      ? { type: 'string', ...this.#limits(schema, ['minLength', 'maxLength'], path) }
      : { type: 'string', format };
  }

  #reference(ref: string, path: string): GbnfJsonSchema {
    const name = /^#\/(?:\$defs|definitions)\/([^/]+)$/.exec(ref)?.[1];
    if (name !== undefined && this.#definitions.has(name))
      return { $ref: `#/$defs/${name}` } as GbnfJsonSchema;
    if (this.#isStrict)
      throw new SchemaError(`At ${path}, $ref is '${ref}'; there is no such definition in $defs.`);
    return anyValue;
  }

  #literals(values: unknown[], path: string): (string | number | boolean | null)[] {
    if (values.length === 0 || values.some((value) => typeof value === 'object' && value !== null))
      throw new SchemaError(`At ${path}, const and enum must have texts, numbers, true, false or null.`);
    return values as (string | number | boolean | null)[];
  }

  #limits(schema: Record<string, unknown>, names: readonly string[], path: string): Record<string, number> {
    const limits: Record<string, number> = {};
    for (const name of names) {
      const value = schema[name];
      if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0) continue;
      if (value <= MAX_REPETITIONS) limits[name] = value;
      else if (this.#isStrict)
        throw new SchemaError(
          `At ${path}, '${name}' is ${value}, and this server can enforce up to ${MAX_REPETITIONS}. Lower it, or set strict to false.`,
        );
    }
    return limits;
  }

  #check(schema: Record<string, unknown>, known: readonly string[], path: string): void {
    if (!this.#isStrict) return;
    const other = Object.keys(schema).find((name) => !ANNOTATIONS.has(name) && !known.includes(name));
    if (other !== undefined)
      throw new SchemaError(
        `At ${path}, '${other}' cannot be enforced by this server. Remove it, or set strict to false.`,
      );
  }
}

function impliedType(schema: Record<string, unknown>): string | undefined {
  if ('properties' in schema || 'additionalProperties' in schema) return 'object';
  return 'items' in schema || 'prefixItems' in schema ? 'array' : undefined;
}

/** One of several types, with the keywords that belong to it. */
function ofType(schema: Record<string, unknown>, type: unknown): Record<string, unknown> {
  const all: readonly string[] = Object.values(ENFORCED).flat();
  const own: readonly string[] =
    type === 'string' || type === 'object' || type === 'array' ? ENFORCED[type] : ENFORCED.scalar;
  const kept = Object.entries(schema).filter(([name]) => own.includes(name) || !all.includes(name));
  return { ...Object.fromEntries(kept), type };
}

const record = (value: unknown): Record<string, unknown> => (isRecord(value) ? value : {});
