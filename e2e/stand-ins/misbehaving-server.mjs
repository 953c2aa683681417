// Stands in for nothing itself: what the stand-ins of HTTP engines share. POST /stand-in takes JSON while it runs: mood (ok,
// slow, hang, garbage, flood, refuse, unauthorised, lie, dead) and whatever else the engine knows.
import { createServer } from 'node:http';

/**
 * @typedef {{mood: string, [order: string]: unknown}} Orders
 * @typedef {{method: string, path: string, query: URLSearchParams, headers: import('node:http').IncomingHttpHeaders, body: any}} Asked
 * @typedef {{status?: number, json?: unknown, headers?: Record<string, string>}} Reply
 */

/**
 * @param {{host?: string, port: number, orders?: object, answer: (asked: Asked, orders: Orders) => Reply | Promise<Reply>}} options
 * @returns {Promise<number>} the port
 */
export function serveMisbehaving({ host = '127.0.0.1', port, orders: first = {}, answer }) {
  /** @type {Orders} */
  const orders = { mood: 'ok', ...first };
  /** @type {string[]} */
  const seen = [];
  const server = createServer(async (request, response) => {
    let text = '';
    for await (const piece of request) text += piece;
    const url = new URL(request.url ?? '/', 'http://stand-in');
    const body = text === '' ? {} : JSON.parse(text);
    if (url.pathname === '/stand-in') {
      // GET: every header that it was sent, for tests that look for what must not be there.
      if (request.method === 'GET') return void response.end(JSON.stringify(seen));
      Object.assign(orders, body);
      response.end('{}', () => orders.mood === 'dead' && process.exit(1));
      return;
    }
    seen.push(JSON.stringify(request.headers));
    const asked = {
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
        // Never answered; the connection stays open.
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
    const { status = 200, json, headers = {} } = await answer(asked, orders);
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(json === undefined ? '' : JSON.stringify(json));
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
  const piece = ' '.repeat(1024 * 1024);
  const more = () => {
    while (!response.destroyed && response.write(piece));
  };
  response.on('drain', more);
  more();
}

/** The orders of the command line: `--stand-in JSON`. */
export function ordersOfCommandLine(args = process.argv) {
  const at = args.indexOf('--stand-in');
  return at < 0 ? {} : JSON.parse(args[at + 1] ?? '{}');
}

/** @param {string} name @param {string} [otherwise] */
export function flagOf(name, otherwise, args = process.argv) {
  const at = args.indexOf(name);
  return at < 0 ? otherwise : args[at + 1];
}
