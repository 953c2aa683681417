import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir, uptime } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { readKernelLog } from './kernel-log.ts';

function logWith(...records: string[]): string {
  const dir = mkdtempSync(join(tmpdir(), 'switchyard-kernel-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  const path = join(dir, 'kmsg');
  writeFileSync(path, records.map((record) => `${record}\n`).join(''));
  return path;
}

test('the messages since a time are read, and not those before it', () => {
  const now = Date.now();
  const recently = Math.round((uptime() - 5) * 1e6);
  const earlier = Math.round((uptime() - 500) * 1e6);
  const path = logWith(
    `3,1,${earlier},-;Out of memory: Killed process 1 (earlier)`,
    ' SUBSYSTEM=acpi',
    `3,2,${recently},-;Out of memory: Killed process 2 (python3); total-vm:9kB`,
    'no record at all',
  );
  expect(readKernelLog(now - 60_000, now, path)).toEqual([
    'Out of memory: Killed process 2 (python3); total-vm:9kB',
  ]);
});

test('a log that cannot be read is empty', () => {
  expect(readKernelLog(0, Date.now(), '/nowhere/kmsg')).toEqual([]);
});
