/** Recognises servers with the API of OpenAI, and finds those that answer on this machine. */
import { z } from 'zod';
import type { Finding, WellKnownLocations } from '../../core/discovery/well-known-locations.ts';
import { describeFinding, probeLoopback } from '../common/loopback-server.ts';

const modelSchema = z.union([
  z.string(),
  z.object({ id: z.string() }).transform(({ id }) => id),
  z.object({ name: z.string() }).transform(({ name }) => name),
  z.object({ model: z.string() }).transform(({ model }) => model),
]);
/** An entry without a name is left out. */
const modelNames = z
  .array(z.unknown())
  .transform((entries) => entries.flatMap((entry) => modelSchema.safeParse(entry).data ?? []));

/**
 * The reply to `GET /v1/models` as the names of the models. In the wild are `{"data": […]}` as OpenAI has it, `"data": null`
 * (an Ollama without models), a bare array (Together AI), and `{"models": […]}` (Ollama's own list, Gemini, Cohere).
 */
export const modelsSchema = z.union([
  z.object({ data: modelNames }).transform(({ data }) => data),
  z.object({ models: modelNames }).transform(({ models }) => models),
  z.object({ object: z.literal('list'), data: z.null().optional() }).transform(() => []),
  z.object({ data: z.null() }).transform(() => []),
  z.object({ models: z.null() }).transform(() => []),
  modelNames,
]);
const healthSchema = z.object({ status: z.literal('ok') });
// A llama-server with one model reports its path, a router its role.
const propsSchema = z.union([z.object({ model_path: z.string() }), z.object({ role: z.literal('router') })]);
const openAiListSchema = z
  .looseObject({ object: z.literal('list') })
  .transform((reply): unknown => reply)
  .pipe(modelsSchema);
const koboldSchema = z.object({ result: z.literal('KoboldCpp'), version: z.string() });

export async function discoverOpenAiServers({ ports }: WellKnownLocations): Promise<Finding[]> {
  const isLlama = async () =>
    (await probeLoopback(ports['llama-server'], '/health', healthSchema)) !== null &&
    (await probeLoopback(ports['llama-server'], '/props', propsSchema)) !== null;
  const isLmStudio = async () =>
    (await probeLoopback(ports['lm-studio'], '/v1/models', openAiListSchema)) !== null;
  const isKobold = async () =>
    (await probeLoopback(ports.koboldcpp, '/api/extra/version', koboldSchema)) !== null;
  const servers = [
    { name: 'llama-server', port: ports['llama-server'], answers: isLlama },
    { name: 'LM Studio', port: ports['lm-studio'], answers: isLmStudio },
    { name: 'KoboldCpp', port: ports.koboldcpp, answers: isKobold },
  ];
  const found = await Promise.all(
    servers.map(async ({ name, port, answers }) =>
      port === undefined || !(await answers()) ? [] : [describeFinding(port, name)],
    ),
  );
  return found.flat();
}
