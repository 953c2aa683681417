/** The program's own log: faults and milestones, for reports. Never a secret, never a worker's output. */
import { join } from 'node:path';
import { type Logger, pino } from 'pino';
import { createStream } from 'rotating-file-stream';

/** From the most to the least that is written. */
export const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];
export const DEFAULT_LOG_LEVEL: LogLevel = 'info';

/** Undefined where the text is no level. */
export const findLogLevel = (text: string | undefined): LogLevel | undefined =>
  LOG_LEVELS.find((level) => level === text);

export interface ProgramLogOptions {
  dataDir: string;
  /** Lines below it are left out. */
  level: LogLevel;
}

/** Writes `logs/switchyard.log` in the data directory, rotated so that months of running stay small. */
export function createProgramLog({ dataDir, level }: ProgramLogOptions): Logger {
  const stream = createStream('switchyard.log', {
    path: join(dataDir, 'logs'),
    size: '2M',
    maxFiles: 3,
    mode: 0o600,
  });
  stream.on('error', () => {
    // A full disk must not end the program; what is written next may fit again.
  });
  return pino({ base: null, level, timestamp: pino.stdTimeFunctions.isoTime }, stream);
}
