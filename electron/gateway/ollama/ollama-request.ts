/**
 * The requests of Ollama's API that are translated, as JSON. As Ollama does, fields that are not known are left out.
 * Source: Ollama 0.32.15, `api/types.go`, and what it answered.
 */
import { z } from 'zod';
import { GatewayError } from '../gateway-error.ts';

const toolCallSchema = z.object({
  id: z.string().optional(),
  function: z.object({ name: z.string(), arguments: z.record(z.string(), z.unknown()).default({}) }),
});
const messageSchema = z.object({
  role: z.enum(['system', 'user', 'assistant', 'tool']),
  content: z.string().default(''),
  /** In base64. */
  images: z.array(z.string()).nullish(),
  tool_calls: z.array(toolCallSchema).nullish(),
  tool_name: z.string().optional(),
  tool_call_id: z.string().optional(),
});
export type OllamaMessage = z.infer<typeof messageSchema>;

const commonFields = {
  model: z.string().min(1),
  stream: z.boolean().nullish(),
  /** `json`, or a JSON schema. */
  format: z.union([z.literal(''), z.literal('json'), z.record(z.string(), z.unknown())]).nullish(),
  options: z.record(z.string(), z.unknown()).nullish(),
  think: z.union([z.boolean(), z.string()]).nullish(),
  logprobs: z.boolean().nullish(),
};
export const chatSchema = z.object({
  ...commonFields,
  messages: z.array(messageSchema).nullish(),
  tools: z.array(z.record(z.string(), z.unknown())).nullish(),
});
export const generateSchema = z.object({
  ...commonFields,
  prompt: z.string().default(''),
  suffix: z.string().nullish(),
  system: z.string().nullish(),
  template: z.string().nullish(),
  context: z.array(z.number()).nullish(),
  raw: z.boolean().nullish(),
  images: z.array(z.string()).nullish(),
});
export const embedSchema = z.object({
  model: z.string().min(1),
  input: z.union([z.string(), z.array(z.string())]),
  truncate: z.boolean().nullish(),
  dimensions: z.int().nullish(),
});
export const oldEmbedSchema = z.object({ model: z.string().min(1), prompt: z.string().default('') });
export const showSchema = z.union([
  z.object({ model: z.string().min(1) }),
  z.object({ name: z.string().min(1) }).transform(({ name }) => ({ model: name })),
]);

export type OllamaChat = z.infer<typeof chatSchema>;
export type OllamaGenerate = z.infer<typeof generateSchema>;

/** @throws GatewayError that names the field */
export function parseRequest<T>(schema: z.ZodType<T>, json: unknown): T {
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw badRequest(`The request cannot be used: ${issue?.path.join('.') || 'its body'}: ${issue?.message}.`);
}

export const badRequest = (message: string): GatewayError =>
  new GatewayError(message, { status: 400, type: 'invalid_request_error', code: 'invalid_request' });
