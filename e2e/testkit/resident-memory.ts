/** How much main memory a process takes. */
import { readFile } from 'node:fs/promises';
import { createProcessTable } from '../../electron/core/process/table/process-table.ts';

/** Its resident memory in MiB; NaN where there is no such process. */
export async function residentMib(pid: number): Promise<number> {
  if (process.platform === 'linux') {
    const status = await readFile(`/proc/${pid}/status`, 'utf8');
    return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]) / 1024;
  }
  const rows = await createProcessTable({ platform: process.platform }).rows();
  return (rows.find((row) => row.pid === pid)?.rssBytes ?? Number.NaN) / 1024 ** 2;
}
