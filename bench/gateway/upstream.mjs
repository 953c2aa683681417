// Stands in for a server of OpenAI's API with one model, `bench`. `?events=N&bytes=N&every=MS` makes it answer with a stream of
// events: so many, each that large, and one each so many milliseconds; 0: as fast as they are read.
import { once } from 'node:events';
import { createServer } from 'node:http';

const REPLY = JSON.stringify({
  id: 'chatcmpl-bench',
  object: 'chat.completion',
  created: 0,
  model: 'bench',
  choices: [{ index: 0, message: { role: 'assistant', content: 'x'.repeat(300) }, finish_reason: 'stop' }],
  usage: { prompt_tokens: 10, completion_tokens: 60, total_tokens: 70 },
});

/** @param {import('node:http').ServerResponse} response @param {URLSearchParams} query */
async function stream(response, query) {
  const event = `data: ${JSON.stringify({ choices: [{ index: 0, delta: { content: 'x'.repeat(Number(query.get('bytes') ?? 1)) } }] })}\n\n`;
  const every = Number(query.get('every') ?? 0);
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  for (let index = 0; index < Number(query.get('events')); index++) {
    if (response.destroyed) return;
    if (!response.write(event)) await once(response, 'drain');
    if (every > 0) await new Promise((resolve) => setTimeout(resolve, every));
  }
  response.end('data: [DONE]\n\n');
}

const server = createServer((request, response) => {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
  if (pathname.endsWith('/models'))
    return void response.end(JSON.stringify({ object: 'list', data: [{ id: 'bench' }] }));
  request.resume();
  request.on('end', () => {
    if (searchParams.has('events')) void stream(response, searchParams).catch(() => response.destroy());
    else response.writeHead(200, { 'content-type': 'application/json' }).end(REPLY);
  });
});
server.listen(0, '127.0.0.1', () => process.send?.(server.address()));
process.once('disconnect', () => process.exit());
