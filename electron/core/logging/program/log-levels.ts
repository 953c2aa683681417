/** The levels of the program's own log. */

/** From the most to the least that is written. */
export const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];
export const DEFAULT_LOG_LEVEL: LogLevel = 'info';

/** Undefined where the text is no level. */
export const findLogLevel = (text: string | undefined): LogLevel | undefined =>
  LOG_LEVELS.find((level) => level === text);
