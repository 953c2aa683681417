/** The processes of this machine on Windows, as the process table of every system tells them. */
import { nextTurn } from '../../clock.ts';
import type { ProcessTable } from '../table/process-row.ts';
import { shareReadings } from '../table/shared-reading.ts';
import type { WindowsProcesses } from './windows-processes.ts';

/** The parts of a process table that differ on Windows. */
type WindowsTable = Pick<ProcessTable, 'rows' | 'marked' | 'terminate' | 'cpuMs'>;

/** So many processes are opened to read their marks before the event loop continues. */
const BATCH_SIZE = 64;

export function windowsTable(processes: () => Promise<WindowsProcesses>): WindowsTable {
  return {
    rows: shareReadings(async () => {
      const windows = await processes();
      // Other code that waits for the same event, such as an exit, runs first.
      await nextTurn();
      return windows.rows();
    }),
    async marked(rows, isWanted) {
      const windows = await processes();
      const found = [];
      for (const [index, row] of rows.entries()) {
        if (index % BATCH_SIZE === BATCH_SIZE - 1) await nextTurn();
        const mark = row.zombie ? null : windows.markOf(row);
        if (mark !== null && isWanted(mark)) found.push(row);
      }
      return found;
    },
    terminate: async (row) => (await processes()).end(row),
    cpuMs: async (worker) => (await processes()).cpuMs(worker),
  };
}
