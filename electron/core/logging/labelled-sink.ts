import type { LogSink } from './output-pipe.ts';

/**
 * A sink for a process beside the worker of a log: each of its lines begins with the prefix.
 * @param onLine called with each line, without the prefix, once it is in the log
 */
export const labelledSink = (log: LogSink, prefix: string, onLine: (line: string) => void): LogSink => ({
  add: (stream, lines) => {
    log.add(
      stream,
      lines.map((line) => `${prefix}${line}`),
    );
    for (const line of lines) onLine(line);
  },
  logMessage: (text) => log.logMessage(`${prefix}${text}`),
  whenWritable: (bytes, lineEnds) => log.whenWritable(bytes, lineEnds),
});
