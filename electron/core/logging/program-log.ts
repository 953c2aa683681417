/** The program's own log: faults and milestones, for reports. Never a secret, never a worker's output. */
import { join } from 'node:path';
import { type Logger, pino } from 'pino';
import { createStream } from 'rotating-file-stream';

/** Writes `logs/switchyard.log` in the data directory, rotated so that months of running stay small. */
export function createProgramLog(dataDir: string): Logger {
  const stream = createStream('switchyard.log', {
    path: join(dataDir, 'logs'),
    size: '2M',
    maxFiles: 3,
    mode: 0o600,
  });
  stream.on('error', () => {
    // A full disk must not end the program; what is written next may fit again.
  });
  return pino({ base: null, timestamp: pino.stdTimeFunctions.isoTime }, stream);
}
