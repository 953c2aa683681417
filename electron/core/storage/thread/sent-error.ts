/** Errors on their way from one thread to another, which keeps nothing but the message of an error. */
import { messageOf } from '../../../../shared/errors/caught-error.ts';
import type { DataFileProblem } from '../files/data-file-error.ts';
import { NotReplaceableError, type Obstacle } from '../files/guarded-file.ts';

/** What Node tells of an error of the system. */
const SYSTEM_FIELDS = ['code', 'errno', 'syscall', 'path', 'dest'] as const;

export interface SentError {
  message: string;
  obstacle?: Obstacle;
  /** Of a file that is `unreadable`. */
  problem?: DataFileProblem;
  /** Of {@link SYSTEM_FIELDS}, those that the error has. */
  system: Record<string, unknown>;
}

export function sendable(error: unknown): SentError {
  const system: Record<string, unknown> = {};
  if (error instanceof Error)
    for (const field of SYSTEM_FIELDS)
      if (field in error) system[field] = (error as NodeJS.ErrnoException & { dest?: string })[field];
  const message = messageOf(error);
  return error instanceof NotReplaceableError
    ? { message, obstacle: error.obstacle, ...(error.problem && { problem: error.problem }), system }
    : { message, system };
}

export function toError({ message, obstacle, problem, system }: SentError): Error {
  return obstacle ? new NotReplaceableError(obstacle, problem) : Object.assign(new Error(message), system);
}
