/** Generates the OpenAPI 3.1 document from the table of operations. */
import { z } from 'zod';
import { errorTable } from '../../shared/errors.ts';
import { type OperationDefinition, operationsByName } from '../../shared/operations.ts';

const errorSchema = {
  type: 'object',
  required: ['error'],
  properties: {
    error: { type: 'string', description: 'What happened and what to do next, in words for a person.' },
    error_id: {
      type: 'string',
      enum: [
        ...new Set(Object.values(errorTable).flatMap((entry) => ('errorId' in entry ? [entry.errorId] : []))),
      ],
    },
    code: { type: 'string', enum: Object.keys(errorTable) },
    message: { type: 'string', description: 'What happened.' },
    hint: { type: 'string', description: 'What to do next.' },
    details: {
      type: 'object',
      description: 'The facts that both are made of, for a client that says them in another language.',
    },
  },
};

const errorReply = (description: string) => ({
  description,
  content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } },
});

export function createOpenApi(version: string): Record<string, unknown> {
  const paths: Record<string, unknown> = {
    '/API/GetNewSession': {
      post: {
        operationId: 'GetNewSession',
        summary: 'Opens a session; every other operation carries its id.',
        requestBody: jsonBody({ type: 'object' }),
        responses: {
          200: jsonReply('The session.', {
            type: 'object',
            properties: {
              session_id: { type: 'string' },
              user_id: { const: 'local' },
              version: { type: 'string' },
              server_id: { type: 'string' },
              permissions: { type: 'array', items: { type: 'string' } },
              output_append_user: { type: 'boolean' },
            },
          }),
          401: errorReply('The token is missing or wrong.'),
        },
      },
    },
  };
  for (const [name, operation] of operationsByName)
    paths[`/API/${name}`] = { post: describe(name, operation) };
  return {
    openapi: '3.1.0',
    info: {
      title: 'Switchyard',
      version,
      description:
        "SwarmUI's Backend API and the panel's own operations. Every operation is a POST of a JSON object; its own errors come with HTTP 200 as {error}.",
    },
    // Relative to this document, because a proxy may serve the host under a sub-path.
    servers: [{ url: './' }],
    paths,
    components: {
      schemas: { Error: errorSchema },
      securitySchemes: { token: { type: 'http', scheme: 'bearer' } },
    },
    security: [{ token: [] }],
  };
}

function describe(name: string, operation: OperationDefinition): Record<string, unknown> {
  return {
    operationId: name,
    summary: operation.summary,
    description: `Permission: ${operation.permission}.${operation.changesSettings ? ' Refused while settings are locked.' : ''}`,
    parameters: [{ name: 'X-Session-ID', in: 'header', required: false, schema: { type: 'string' } }],
    requestBody: jsonBody(toJson(operation.input, 'input')),
    responses: {
      200: jsonReply('The result, or the operation’s own error.', {
        anyOf: [toJson(operation.output, 'output'), { $ref: '#/components/schemas/Error' }],
      }),
      400: errorReply('The call itself is wrong.'),
      401: errorReply('The session or the token is missing, wrong or expired.'),
    },
  };
}

const jsonBody = (schema: unknown) => ({ required: true, content: { 'application/json': { schema } } });
const jsonReply = (description: string, schema: unknown) => ({
  description,
  content: { 'application/json': { schema } },
});

function toJson(schema: z.ZodType, io: 'input' | 'output'): Record<string, unknown> {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, {
    io,
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema }) => {
      // Zod does not carry over a default that follows a coercion.
      if (zodSchema instanceof z.ZodDefault) jsonSchema.default = zodSchema.def.defaultValue;
      if (jsonSchema.parameterType === 'JObject') jsonSchema.type = 'object';
      delete jsonSchema.parameterType;
    },
  });
  return rest;
}
