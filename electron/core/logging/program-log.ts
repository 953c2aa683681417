/** The program's own log: faults and milestones, for reports. Never a secret, never a worker's output. */
import { join } from 'node:path';
import { type Logger, pino } from 'pino';
import { type Clock, systemClock } from '../clock.ts';
import { RotatingFile } from './rotating-file.ts';

/** From the most to the least that is written. */
export const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];
export const DEFAULT_LOG_LEVEL: LogLevel = 'info';

/** Bytes of all files together: four files of 2 MB, so that months of running stay small. */
const MAX_BYTES = 8 * 1024 * 1024;

const FORMAT = { base: null, timestamp: pino.stdTimeFunctions.isoTime };

/** Undefined where the text is no level. */
export const findLogLevel = (text: string | undefined): LogLevel | undefined =>
  LOG_LEVELS.find((level) => level === text);

export interface ProgramLogOptions {
  dataDir: string;
  /** Lines below it are left out. */
  level: LogLevel;
  clock?: Clock;
}

/**
 * Writes `logs/switchyard.log` in the data directory, a JSON object per line. A full disk costs lines and nothing else:
 * when there is space again, a line says how many were lost. `flush` calls back when all is written so far.
 */
export function createProgramLog({ dataDir, level, clock = systemClock }: ProgramLogOptions): Logger {
  const file = new RotatingFile({
    path: join(dataDir, 'logs', 'switchyard.log'),
    bytes: () => MAX_BYTES,
    now: () => clock.now(),
    formatGap,
  });
  file.openExisting();
  let lastSeq = 0;
  const destination = {
    write: (line: string) => {
      lastSeq += 1;
      file.append({ firstSeq: lastSeq, count: 1, text: line });
    },
    flush: (done: (error?: Error) => void) => void file.close().then(() => done(), done),
  };
  return pino({ ...FORMAT, level }, destination);
}

function formatGap(lost: number): string {
  let text = '';
  const write = (line: string) => {
    text += line;
  };
  pino(FORMAT, { write }).warn({ lost_lines: lost }, 'lines were lost, for this log could not be written');
  return text;
}
