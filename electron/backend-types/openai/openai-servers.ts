/** Recognises servers with the API of OpenAI, and finds those that answer on this machine. */
import { z } from 'zod';
import type { Finding, WellKnownLocations } from '../../core/discovery/well-known-locations.ts';
import { describeFinding, probeLoopback } from '../common/loopback-server.ts';

/** The reply to `GET /v1/models`. */
export const modelsSchema = z.object({ data: z.array(z.object({ id: z.string() })) });
const healthSchema = z.object({ status: z.literal('ok') });
// A llama-server with one model reports its path, a router its role.
const propsSchema = z.union([z.object({ model_path: z.string() }), z.object({ role: z.literal('router') })]);
const openAiListSchema = modelsSchema.extend({ object: z.literal('list') });
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
