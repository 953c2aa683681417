/** The file helper: a process of ours that does file checks, so that a drive that does not answer blocks it and not the host. */
import { spawn } from 'node:child_process';
import { parse } from 'node:path';
import { messageOf } from '../../../shared/errors.ts';
import type { FileChecks } from './file-checks.ts';

/** Threads of the helper: as many checks as it does at the same time, blocked ones included. */
export const HELPER_THREADS = 64;

export interface FileRequest {
  id: number;
  method: keyof FileChecks;
  /** Those of the method. */
  args: unknown[];
}

export type FileReply =
  | { id: number; result: unknown }
  | { id: number; error: { code: string; message: string } };

export interface FileHelper {
  send(request: FileRequest): void;
  /** Ends it at once. A process that the system holds in a call stays until that call returns; nobody waits for it. */
  kill(): void;
}

export interface FileHelperListener {
  onReply(reply: FileReply): void;
  /** Called once, also where it could not be started. */
  onEnd(reason: string): void;
}

/** Starts a helper. A failure is reported to the listener. @throws Error where the system refuses at once */
export type FileHelperLauncher = (listener: FileHelperListener) => FileHelper;

/** The environment of a helper: nothing of the host's but what Windows needs to start a program. */
export function helperEnvironment(inherited: NodeJS.ProcessEnv = process.env): Record<string, string> {
  const { SystemRoot } = inherited;
  return {
    UV_THREADPOOL_SIZE: String(HELPER_THREADS),
    ...(SystemRoot === undefined ? {} : { SystemRoot }),
  };
}

/** Runs the helper with the Node of the host. @param module absolute path of the built electron/workers/file-helper.ts */
export function createNodeFileHelperLauncher(module: string): FileHelperLauncher {
  return ({ onReply, onEnd }) => {
    const child = spawn(process.execPath, [module], {
      // So that it holds no folder that somebody wants to remove or unmount.
      cwd: parse(process.execPath).root,
      env: helperEnvironment(),
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      // For bytes of files.
      serialization: 'advanced',
      windowsHide: true,
    });
    // The host ends when its own work is done, whether or not the helper is still there.
    child.unref();
    child.channel?.unref();
    let hasEnded = false;
    const end = (reason: string) => {
      if (!hasEnded) onEnd(reason);
      hasEnded = true;
    };
    child.on('message', (message) => onReply(message as FileReply));
    child.on('error', (error) => end(messageOf(error)));
    child.once('exit', (code, signal) => end(signal ?? `exit code ${code}`));
    return {
      // A request that cannot be delivered is answered by the end of the helper. Without file descriptors it has no channel.
      send: (request) => {
        if (child.connected) child.send(request, () => undefined);
      },
      kill: () => void child.kill('SIGKILL'),
    };
  };
}
