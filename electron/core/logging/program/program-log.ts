/** The program's own log: faults and milestones, for reports. Never a secret, never a worker's output. */
import { join } from 'node:path';
import { type Logger, pino } from 'pino';
import { type Clock, systemClock } from '../../clock.ts';
import { type KnownSecrets, mapTexts } from '../../redact-secrets.ts';
import { RotatingFile } from '../files/rotating-file.ts';
import type { LogLevel } from './log-levels.ts';
import type { ProgramMessages } from './program-messages.ts';

/** Bytes of all files together: four files of 2 MB, so that months of running stay small. */
const MAX_BYTES = 8 * 1024 * 1024;

const FORMAT = { base: null, timestamp: pino.stdTimeFunctions.isoTime };

export interface ProgramLogOptions {
  dataDir: string;
  /** Lines below it are left out. */
  level: LogLevel;
  /** Gets the messages that are written. */
  messages: ProgramMessages;
  /** Masked in every line. */
  secrets: KnownSecrets;
  clock?: Clock;
}

/**
 * Writes `logs/switchyard.log` in the data directory, a JSON object per line. A full disk costs lines and nothing else:
 * when there is space again, a line says how many were lost. `flush` calls back when all is written so far.
 */
export function createProgramLog({
  dataDir,
  level,
  messages,
  secrets,
  clock = systemClock,
}: ProgramLogOptions): Logger {
  const file = new RotatingFile({
    path: join(dataDir, 'logs', 'switchyard.log'),
    bytes: () => MAX_BYTES,
    now: () => clock.now(),
    formatGap,
  });
  file.openExisting();
  let lastSeq = 0;
  const destination = {
    write: (raw: string) => {
      const line = maskLine(raw, secrets);
      lastSeq += 1;
      messages.add(line);
      file.append({ firstSeq: lastSeq, count: 1, lines: line });
    },
    flush: (done: (error?: Error) => void) => void file.close().then(() => done(), done),
  };
  return pino({ ...FORMAT, level }, destination);
}

/** The texts within the line are masked, and not the line itself, so that it stays JSON. */
function maskLine(line: string, secrets: KnownSecrets): string {
  const redact = secrets.current();
  if (redact(line) === line && !line.includes('\\u')) return line;
  return `${JSON.stringify(mapTexts(JSON.parse(line) as unknown, redact))}\n`;
}

function formatGap(lost: number): string {
  let text = '';
  const write = (line: string) => {
    text += line;
  };
  pino(FORMAT, { write }).warn({ lost_lines: lost }, 'lines were lost, for this log could not be written');
  return text;
}
