/** What other programs read: health, metrics and the description of the API. Everything else is not found. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { SwitchyardError } from '../../../shared/errors.ts';
import { pageWords } from '../../../shared/words/en/pages.ts';
import { words } from '../../../shared/words/words.ts';
import type { Core } from '../../core/create-core.ts';
import type { Access } from '../access/access.ts';
import { renderMetrics } from '../metrics.ts';
import { createOpenApi } from '../openapi.ts';
import { sendError } from '../replies/error-replies.ts';
import { sendRefusalPage, wantsPage } from '../sites/refusal-page.ts';
import { suggestForPath } from '../sites/suggestion.ts';

export function addInformationRoutes(
  server: FastifyInstance,
  access: Access,
  { core, version }: { core: Core; version: string },
): void {
  server.get('/healthz', async () => ({ status: 'ok', version }));
  server.get('/metrics', async (request, reply) => {
    const caller = access.checkToken(request);
    if (!caller.permissions.has('view_backends_list'))
      throw new SwitchyardError('bad_permissions', { operation: 'the metrics' });
    return reply
      .type('text/plain; version=0.0.4; charset=utf-8')
      .send(renderMetrics(core.registry.actors().map((actor) => actor.view())));
  });
  /** As it is sent: anybody may request it, again and again. */
  let openApi: Buffer | null = null;
  server.get('/openapi.json', async (_request, reply) => {
    openApi ??= Buffer.from(JSON.stringify(createOpenApi(version)));
    return reply.type('application/json; charset=utf-8').send(openApi);
  });
  server.setNotFoundHandler((request: FastifyRequest, reply: FastifyReply) => {
    if (wantsPage(request))
      return sendRefusalPage(request, reply, 404, describeNotFound, suggestForPath(request));
    const error = new SwitchyardError('bad_route', { name: request.url.split('?')[0] ?? '' }).toReply();
    return sendError(reply.code(404), { ...error, http: 404 });
  });
}

const t = words(pageWords);

const describeNotFound = () => ({ message: t('noSuchPage'), hint: t('usePrinted') });
