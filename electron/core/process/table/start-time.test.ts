import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { runCommand } from '../command-runner.ts';
import { startTimeReader } from './start-time.ts';

test('on macOS, ps tells when a process started, as its manual gives it', async () => {
  const asked: string[][] = [];
  const read = startTimeReader('darwin', async (file, args) => {
    asked.push([file, ...args]);
    return { code: 0, stdout: 'Sun Nov 29 13:20:24 2026    \n' };
  });
  expect(await read?.(4711)).toBe('Sun Nov 29 13:20:24 2026');
  expect(asked).toEqual([['/bin/ps', '-o', 'lstart=', '-p', '4711']]);
  expect(await startTimeReader('darwin', async () => ({ code: 1, stdout: '' }))?.(4711)).toBeNull();
  expect(await startTimeReader('darwin', async () => ({ code: null, stdout: '' }))?.(4711)).toBeNull();
});

test.runIf(process.platform !== 'win32' && existsSync('/bin/ps'))(
  'the ps of this system understands the question',
  async () => {
    expect(await startTimeReader('darwin')?.(process.pid)).toMatch(/^\w{3} \w{3} +\d+ \d\d:\d\d:\d\d \d{4}$/);
  },
);

test.runIf(process.platform !== 'win32' && existsSync('/bin/date'))(
  'system programs answer in UTC: a change to summer time changes no start time',
  async () => {
    const before = process.env.TZ;
    process.env.TZ = 'America/New_York';
    try {
      expect((await runCommand('/bin/date', ['+%Z'])).stdout.trim()).toBe('UTC');
    } finally {
      if (before === undefined) delete process.env.TZ;
      else process.env.TZ = before;
    }
  },
);
