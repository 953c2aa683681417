import { expect, test, vi } from 'vitest';
import { createHttpCalls } from './http-calls.ts';

interface Request {
  path: string;
  session: string | null;
  body: unknown;
}

/** A host that answers with a function and records its requests. */
function host(answer: (request: Request) => { status?: number; body: unknown } | 'down') {
  const requests: Request[] = [];
  const fetch = async (path: unknown, init?: RequestInit) => {
    const headers = new Headers(init?.headers);
    const request: Request = {
      path: String(path),
      session: headers.get('X-Session-ID'),
      body: JSON.parse(String(init?.body)),
    };
    requests.push(request);
    const reply = answer(request);
    if (reply === 'down') throw new TypeError('Failed to fetch');
    const text = typeof reply.body === 'string' ? reply.body : JSON.stringify(reply.body);
    return new Response(text, { status: reply.status ?? 200 });
  };
  const onUnauthorized = vi.fn();
  const access = { key: async () => null, replace: async () => false };
  const calls = createHttpCalls({ fetch, access, onUnauthorized, onHostTime: () => undefined });
  const paths = () => requests.map(({ path }) => path);
  return { calls, requests, paths, onUnauthorized };
}

const newSession = (id: string) => ({ body: { session_id: id } });

test('calls at the same time share one new session', async () => {
  const { calls, requests, paths } = host(({ path }) =>
    path.endsWith('GetNewSession') ? newSession('s1') : { body: { list: [] } },
  );
  await Promise.all([calls.call('ListBackendTypes', {}), calls.call('ListBackends', { full_data: true })]);
  expect(paths().filter((path) => path.endsWith('GetNewSession'))).toHaveLength(1);
  expect(requests.slice(1).map(({ session }) => session)).toEqual(['s1', 's1']);
});

test('a forgotten session is renewed, and the call is made again', async () => {
  let sessions = 0;
  const { calls, paths } = host(({ path, session }) => {
    if (path.endsWith('GetNewSession')) return newSession(`s${++sessions}`);
    return session === 's1'
      ? { status: 401, body: { error: 'Invalid or expired session ID.', error_id: 'invalid_session_id' } }
      : { body: { result: 'Success.' } };
  });
  expect(await calls.call('ToggleBackend', { backend_id: 1, enabled: true })).toEqual({
    ok: true,
    value: { result: 'Success.' },
  });
  expect(paths()).toEqual([
    'API/GetNewSession',
    'API/ToggleBackend',
    'API/GetNewSession',
    'API/ToggleBackend',
  ]);
});

test('a session that is refused again is not renewed again', async () => {
  const { calls, paths } = host(({ path }) =>
    path.endsWith('GetNewSession')
      ? newSession('s')
      : { status: 401, body: { error: 'Invalid or expired session ID.', error_id: 'invalid_session_id' } },
  );
  expect(await calls.call('ListBackends', {})).toMatchObject({ ok: false });
  expect(paths()).toHaveLength(4);
});

test.each([401, 429])(
  'a host that wants the browser to sign in is distinguished from every other error (%i)',
  async (status) => {
    const { calls, onUnauthorized } = host(() => ({
      status,
      body: { error: 'This address needs a token.', error_id: 'unauthorized' },
    }));
    expect(await calls.call('ListBackends', {})).toMatchObject({
      ok: false,
      error: { code: 'unauthorized' },
    });
    expect(onUnauthorized).toHaveBeenCalled();
  },
);

test('the error of an operation arrives with its message and hint, also with HTTP 200', async () => {
  const { calls } = host(({ path }) =>
    path.endsWith('GetNewSession')
      ? newSession('s')
      : {
          body: {
            error: 'Backend ID 3 is already in use.',
            code: 'backend_id_in_use',
            hint: 'Choose another number.',
          },
        },
  );
  expect(await calls.call('EditBackend', {})).toEqual({
    ok: false,
    error: {
      code: 'backend_id_in_use',
      message: 'Backend ID 3 is already in use.',
      hint: 'Choose another number.',
      http: 200,
    },
  });
});

test('a host that is down is an error with a message, and the next call tries again', async () => {
  let up = false;
  const { calls } = host(({ path }) =>
    up ? (path.endsWith('GetNewSession') ? newSession('s') : { body: { ok: 1 } }) : 'down',
  );
  expect(await calls.call('ListBackends', {})).toMatchObject({ ok: false, error: { code: 'unreachable' } });
  up = true;
  expect(await calls.call('ListBackends', {})).toMatchObject({ ok: true });
});

test('a page of a proxy is not mistaken for a reply', async () => {
  const { calls } = host(() => ({ status: 502, body: '<html>Bad gateway</html>' }));
  expect(await calls.call('ListBackends', {})).toMatchObject({
    ok: false,
    error: { code: 'unreachable', message: 'Something other than Switchyard answered (HTTP 502).' },
  });
});
