/** The stand-in of Forge answers as the real one did. */
import { describe, expect } from 'vitest';
import { it } from '../launch/headless/host-for-test.ts';
import { eventually } from '../testkit/eventually.ts';
import { recordedReply, requestReply, shapeOfReply } from '../testkit/recordings.ts';

const FORGE = 'forge-2.0.1';
const MEMORY = '/sdapi/v1/memory';
const PENDING = '/internal/pending-tasks';
const PROGRESS = '/sdapi/v1/progress?skip_current_image=true';
const login = (name: string) => ({ authorization: `Basic ${Buffer.from(name).toString('base64')}` });

interface Recorded {
  /** Without it: GET. */
  method?: 'POST';
  path: string;
  headers?: Record<string, string>;
}

const OPTIONS = { path: '/sdapi/v1/options' };

/** How the real one was started, its orders for the stand-in, and what was asked of it. */
const runs: [what: string, args: string[], orders: object, replies: Record<string, Recorded>][] = [
  [
    'at rest',
    [],
    {},
    {
      memory: { path: MEMORY },
      progress: { path: PROGRESS },
      'pending-tasks': { path: PENDING },
      ping: { path: '/internal/ping' },
      options: OPTIONS,
      'unload-checkpoint': { method: 'POST', path: '/sdapi/v1/unload-checkpoint' },
      'reload-checkpoint': { method: 'POST', path: '/sdapi/v1/reload-checkpoint' },
      'not-found': { path: '/nothing' },
    },
  ],
  [
    'without a checkpoint',
    [],
    { checkpoint: null },
    {
      'options-no-checkpoint': OPTIONS,
      'txt2img-no-checkpoint': { method: 'POST', path: '/sdapi/v1/txt2img' },
    },
  ],
  [
    'without its API',
    [],
    { routes_ms: 1e9 },
    { 'no-api-memory': { path: MEMORY }, 'no-api-ping': { path: '/internal/ping' } },
  ],
  [
    'with a login',
    ['--api-auth', 'user:word,other:x'],
    {},
    {
      'login-memory-without': { path: MEMORY },
      'login-memory-wrong': { path: MEMORY, headers: login('user:bad') },
      'login-memory': { path: MEMORY, headers: login('user:word') },
      'login-pending-tasks-without': { path: PENDING },
    },
  ],
  ['below a sub-path', ['--subpath', 'forge'], {}, { 'subpath-memory': { path: MEMORY } }],
  [
    'without its page',
    ['--nowebui'],
    {},
    { 'nowebui-memory': { path: MEMORY }, 'nowebui-pending-tasks': { path: PENDING } },
  ],
];

describe.concurrent('the stand-in of Forge answers as the real one did', () => {
  it.for(runs)('%s', async ([, args, orders, replies], { standInForTest }) => {
    const { url } = await standInForTest('webui', { device: 'cpu', ...orders }, { args });
    for (const [name, { method, path, headers }] of Object.entries(replies)) {
      const reply = await requestReply(`${url}${path}`, method && {}, headers);
      expect(shapeOfReply(reply), name).toEqual(shapeOfReply(recordedReply(FORGE, name)));
    }
  });

  it('while one image is made and one waits', async ({ standInForTest }) => {
    const { url } = await standInForTest('webui', { device: 'cpu', job_ms: 60_000 });
    for (let images = 0; images < 2; images++)
      void requestReply(`${url}/sdapi/v1/txt2img`, {}).catch(() => undefined);
    const pending = await eventually('one waits', async () => {
      const reply = await requestReply(`${url}${PENDING}`);
      return (reply.body as { size: number }).size === 1 && reply;
    });
    expect(shapeOfReply(pending)).toEqual(shapeOfReply(recordedReply(FORGE, 'pending-tasks-busy')));
    const progress = await requestReply(`${url}${PROGRESS}`);
    expect(shapeOfReply(progress)).toEqual(shapeOfReply(recordedReply(FORGE, 'progress-busy')));
  });
});
