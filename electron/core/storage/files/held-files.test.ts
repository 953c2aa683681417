import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { untilReleased } from './held-files.ts';

const refusal = (code: string) => Object.assign(new Error(`${code}: rename`), { code });

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'performance'] }));
afterEach(() => void vi.useRealTimers());

/** Runs the work with all pauses skipped. */
async function run(work: () => Promise<unknown>, platform: NodeJS.Platform) {
  const result = untilReleased(work, platform).then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  );
  await vi.runAllTimersAsync();
  return await result;
}

describe('work on a file that another program holds', () => {
  it.each(['EACCES', 'EBUSY', 'EPERM'])(
    'is tried again on Windows after %s, until the file is released',
    async (code) => {
      let tries = 0;
      const work = async () => {
        tries += 1;
        if (tries < 4) throw refusal(code);
        return 'done';
      };
      expect(await run(work, 'win32')).toEqual({ value: 'done' });
      expect(tries).toBe(4);
    },
  );

  it('fails with the answer of the system after three seconds', async () => {
    const start = performance.now();
    const error = refusal('EPERM');
    expect(await run(() => Promise.reject(error), 'win32')).toEqual({ error });
    expect(performance.now() - start).toBeGreaterThan(2500);
    expect(performance.now() - start).toBeLessThanOrEqual(3000);
  });

  it.each([
    ['win32', 'ENOSPC'],
    ['win32', 'ENOENT'],
    ['linux', 'EPERM'],
    ['darwin', 'EBUSY'],
  ] as const)('on %s fails at once with %s', async (platform, code) => {
    const work = vi.fn(() => Promise.reject(refusal(code)));
    expect(await run(work, platform)).toEqual({ error: expect.objectContaining({ code }) });
    expect(work).toHaveBeenCalledTimes(1);
  });
});
