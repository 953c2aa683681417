// Stands in for Paint Engine, for which paint-engine.ts is a backend type. usage: node paint-engine-stand-in.mjs --port N
import { createServer } from 'node:http';
import { parseArgs } from 'node:util';

const { values } = parseArgs({ options: { port: { type: 'string' } } });

const server = createServer((request, response) => {
  const replies = new Map([
    ['GET /health', 'ready'],
    ['POST /paint', 'a picture in watercolour'],
    ['POST /unload', 'unloaded'],
  ]);
  const reply = replies.get(`${request.method} ${request.url}`);
  response.writeHead(reply === undefined ? 404 : 200).end(reply);
});
server.listen(Number(values.port), '127.0.0.1', () => console.log('Paint Engine is ready.'));
