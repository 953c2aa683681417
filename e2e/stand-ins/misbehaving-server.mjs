// The part that the stand-ins of HTTP engines share. POST /stand-in takes JSON while it runs: `mood` (ok, slow, hang, garbage,
// flood, refuse, unauthorised, lie, dead) and what else that engine knows. GET /stand-in has all request headers so far.
import { createServer } from 'node:http';

/**
 * @typedef {{mood: string, [order: string]: unknown}} Orders
 * @typedef {{method: string, path: string, query: URLSearchParams, headers: import('node:http').IncomingHttpHeaders, body: any, gone: AbortSignal}} EngineRequest
 * @typedef {{status?: number, json?: unknown, text?: string, headers?: Record<string, string>}} Reply
 * `gone` is aborted when the client has gone away; `text` is the body where it is not `json`.
 */

/**
 * @param {{host?: string, port: number, orders?: object, answer: (request: EngineRequest, orders: Orders) => Reply | Promise<Reply>}} options
 * @returns {Promise<number>} the port
 */
export function serveMisbehaving({ host = '127.0.0.1', port, orders: first = {}, answer }) {
  /** @type {Orders} */
  const orders = { mood: 'ok', ...first };
  /** @type {string[]} */
  const seen = [];
  const server = createServer(async (request, response) => {
    let text = '';
    for await (const chunk of request) text += chunk;
    const url = new URL(request.url ?? '/', 'http://stand-in');
    const body = text === '' ? {} : JSON.parse(text);
    if (url.pathname === '/stand-in') {
      if (request.method === 'GET') return void response.end(JSON.stringify(seen));
      Object.assign(orders, body);
      response.end('{}', () => orders.mood === 'dead' && process.exit(1));
      return;
    }
    seen.push(JSON.stringify(request.headers));
    const gone = new AbortController();
    response.on('close', () => gone.abort());
    const engineRequest = {
      gone: gone.signal,
      method: request.method ?? '',
      path: url.pathname,
      query: url.searchParams,
      headers: request.headers,
      body,
    };
    switch (orders.mood) {
      case 'slow':
        await new Promise((resolve) => setTimeout(resolve, 1000));
        break;
      case 'hang':
        // It never answers, and the connection stays open.
        return;
      case 'garbage':
        response.end(Buffer.from([0xff, 0xfe, 0x3c, 0x3c, 0x00]));
        return;
      case 'flood':
        response.writeHead(200, { 'content-type': 'application/json' });
        flood(response);
        return;
      case 'refuse':
        response.writeHead(503).end('{"error":"no"}');
        return;
      case 'unauthorised':
        response.writeHead(401).end('{"error":"who are you?"}');
        return;
    }
    const { status = 200, json, text: plain = '', headers = {} } = await answer(engineRequest, orders);
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(json === undefined ? plain : JSON.stringify(json));
  });
  return new Promise((resolve, reject) => {
    server.on('error', reject);
    server.listen(port, host, () => {
      const address = server.address();
      resolve(address !== null && typeof address === 'object' ? address.port : port);
    });
  });
}

/** @param {import('node:http').ServerResponse} response */
function flood(response) {
  const chunk = ' '.repeat(1024 * 1024);
  const fill = () => {
    while (!response.destroyed && response.write(chunk));
  };
  response.on('drain', fill);
  fill();
}

/** The orders of the command line: `--stand-in JSON`. */
export function ordersOfCommandLine(args = process.argv) {
  const index = args.indexOf('--stand-in');
  return index < 0 ? {} : JSON.parse(args[index + 1] ?? '{}');
}

/** @param {string} name @param {string} [fallback] */
export function flagOf(name, fallback, args = process.argv) {
  const index = args.indexOf(name);
  return index < 0 ? fallback : args[index + 1];
}
