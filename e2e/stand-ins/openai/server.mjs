// Stands in for a server with OpenAI's API: GET /v1/models, and POST /v1/chat/completions, whose answer is its PID. Orders: models,
// key (the Authorization that it demands), redirect (an address to which it redirects every request), answerMs (of a completion).
import { flagOf, ordersOfCommandLine, serveMisbehaving } from '../misbehaving-server.mjs';

const port = await serveMisbehaving({
  port: Number(flagOf('--port', '0')),
  orders: { models: ['tiny-model'], ...ordersOfCommandLine() },
  answer: async ({ path, headers, body }, orders) => {
    if (typeof orders.redirect === 'string') return { status: 302, headers: { location: orders.redirect } };
    if (typeof orders.key === 'string' && headers.authorization !== orders.key)
      return { status: 401, json: { error: { message: 'Incorrect API key provided.' } } };
    if (path === '/v1/chat/completions') {
      await new Promise((resolve) => setTimeout(resolve, Number(orders.answerMs ?? 0)));
      const message = { role: 'assistant', content: String(process.pid) };
      const choices = [{ index: 0, message, finish_reason: 'stop' }];
      return { json: { id: 'stand-in', object: 'chat.completion', model: body.model, choices } };
    }
    if (path !== '/v1/models') return { status: 404, json: { error: { message: 'Not found' } } };
    const models = /** @type {string[]} */ (orders.models);
    return {
      json: { object: 'list', data: models.map((id) => ({ id, object: 'model', owned_by: 'stand-in' })) },
    };
  },
});
console.log(`listening on http://127.0.0.1:${port}`);
