import { expect, test } from 'vitest';
import { ManualClock } from '../../../e2e/testkit/core/manual-clock.ts';
import { NotAnsweringError } from './file-checks.ts';
import type { FileHelperListener, FileRequest } from './file-helper.ts';
import { createHelperFileChecks } from './helper-file-checks.ts';

/** A helper that answers when the test says so. */
class FakeHelper {
  readonly requests: FileRequest[] = [];
  readonly listener: FileHelperListener;
  isKilled = false;

  constructor(listener: FileHelperListener) {
    this.listener = listener;
  }

  answer(result: unknown = { kind: 'file', bytes: 1 }): void {
    for (const { id } of this.requests.splice(0)) this.listener.onReply({ id, result });
  }
}

/** @param endsWhenKilled false: as if the system held the helpers in a call */
function setUp({ endsWhenKilled = true } = {}) {
  const clock = new ManualClock();
  const helpers: FakeHelper[] = [];
  const checks = createHelperFileChecks({
    clock,
    timeoutMs: 5000,
    launch: (listener) => {
      const helper = new FakeHelper(listener);
      helpers.push(helper);
      return {
        send: (request) => void helper.requests.push(request),
        kill: () => {
          helper.isKilled = true;
          if (endsWhenKilled) listener.onEnd('SIGKILL');
        },
      };
    },
  });
  /** The error of a check, once it has one. */
  const failureOf = (path: string): Promise<unknown> =>
    checks.stat(path).then(
      () => null,
      (error: unknown) => error,
    );
  /** Asks for `count` other paths, none of which is answered in time. */
  const blockPaths = async (count: number, prefix: string) => {
    const failures = Array.from({ length: count }, (_, index) => failureOf(`/dead/${prefix}${index}`));
    await clock.advance(5000);
    return await Promise.all(failures);
  };
  return { clock, helpers, checks, failureOf, blockPaths };
}

test('no helper is started before the first check, and one does all', async () => {
  const { helpers, checks } = setUp();
  expect(helpers).toHaveLength(0);
  const both = Promise.all([checks.stat('/a'), checks.readStart('/b', 4)]);
  expect(helpers.map(({ requests }) => requests.map(({ method, args }) => [method, ...args]))).toEqual([
    [
      ['stat', '/a'],
      ['readStart', '/b', 4],
    ],
  ]);
  helpers[0]?.answer();
  await both;
});

test('an error of the system keeps its code', async () => {
  const { helpers, failureOf } = setUp();
  const failure = failureOf('/a');
  helpers[0]?.listener.onReply({ id: 0, error: { code: 'ENOENT', message: 'no such file' } });
  expect(await failure).toMatchObject({ code: 'ENOENT', message: 'no such file' });
});

test('a check that is not answered is given up after its time, with the path', async () => {
  const { clock, failureOf } = setUp();
  const failure = failureOf('/dead/a');
  await clock.advance(5000);
  expect(await failure).toMatchObject({
    path: '/dead/a',
    seconds: 5,
    message: expect.stringContaining('did not answer within 5 s'),
  });
});

test('while one path is not answered, another one is', async () => {
  const { clock, helpers, checks, failureOf } = setUp();
  void failureOf('/dead/a');
  await clock.advance(5000);
  const other = checks.stat('/b');
  const { requests, listener } = helpers[0] as FakeHelper;
  listener.onReply({ id: requests[1]?.id ?? -1, result: { kind: 'folder', bytes: 0 } });
  expect(await other).toEqual({ kind: 'folder', bytes: 0 });
  expect(helpers).toHaveLength(1);
});

test('a path that is known not to answer is not asked again, fails soon, and works as soon as it answers', async () => {
  const { clock, helpers, checks, failureOf, blockPaths } = setUp();
  await blockPaths(1, '');
  const again = failureOf('/dead/0');
  await clock.advance(500);
  expect(await again).toBeInstanceOf(NotAnsweringError);
  expect(helpers[0]?.requests).toHaveLength(1);
  const third = checks.stat('/dead/0');
  helpers[0]?.answer();
  expect(await third).toEqual({ kind: 'file', bytes: 1 });
});

test('a helper with few threads left is replaced', async () => {
  const { helpers, checks, blockPaths } = setUp();
  await blockPaths(49, '');
  expect(helpers.map(({ isKilled }) => isKilled)).toEqual([true]);
  const next = checks.stat('/b');
  helpers[1]?.answer();
  await next;
});

test('there are never more than two helpers, those included that cannot be ended', async () => {
  const { helpers, failureOf, blockPaths } = setUp({ endsWhenKilled: false });
  await blockPaths(49, 'a');
  await blockPaths(49, 'b');
  expect(await failureOf('/c')).toBeInstanceOf(NotAnsweringError);
  expect(helpers.map(({ isKilled }) => isKilled)).toEqual([true, true]);
  // The drive is back: the first one can end.
  helpers[0]?.listener.onEnd('SIGKILL');
  void failureOf('/c');
  expect(helpers).toHaveLength(3);
});

test('a helper without work is ended, one that is blocked is kept', async () => {
  const { clock, helpers, checks, failureOf } = setUp();
  const answered = checks.stat('/a');
  helpers[0]?.answer();
  await answered;
  await clock.advance(30_000);
  expect(helpers.map(({ isKilled }) => isKilled)).toEqual([true]);
  void failureOf('/dead/a');
  await clock.advance(60_000);
  expect(helpers.map(({ isKilled }) => isKilled)).toEqual([true, false]);
});

test('when the helper ends by itself, its checks fail with the reason and the next check starts another', async () => {
  const { helpers, failureOf } = setUp();
  const failure = failureOf('/a');
  helpers[0]?.listener.onEnd('SIGKILL');
  expect(await failure).toMatchObject({ message: expect.stringContaining('has ended (SIGKILL)') });
  void failureOf('/a');
  expect(helpers).toHaveLength(2);
});

test('closing ends the helper without waiting for it', async () => {
  const { helpers, checks, failureOf } = setUp({ endsWhenKilled: false });
  const failure = failureOf('/dead/a');
  checks.close();
  expect(helpers[0]?.isKilled).toBe(true);
  expect(await failure).toBeInstanceOf(Error);
  await expect(checks.stat('/b')).rejects.toThrow('shutting down');
});
