/** Runs the file helper as a utility process: in an installed app Electron's executable does not run as Node. */
import type { utilityProcess } from 'electron';
import { messageOf } from '../../../shared/errors.ts';
import {
  type FileHelperLauncher,
  type FileReply,
  type FileRequest,
  helperEnvironment,
} from '../../core/files/file-helper.ts';

/**
 * The returned function must not be called before Electron is ready.
 * @param module absolute path of the built electron/workers/file-helper.ts
 */
export function createUtilityFileHelperLauncher(
  electron: Pick<typeof utilityProcess, 'fork'>,
  module: string,
): FileHelperLauncher {
  return ({ onReply, onEnd }) => {
    const child = electron.fork(module, [], {
      env: helperEnvironment(),
      stdio: 'ignore',
      serviceName: 'Switchyard file checks',
    });
    let hasSpawned = false;
    let isKilled = false;
    const waiting: FileRequest[] = [];
    child.once('spawn', () => {
      hasSpawned = true;
      if (isKilled) child.kill();
      else for (const request of waiting.splice(0)) child.postMessage(request);
    });
    child.on('message', (message) => onReply(message as FileReply));
    // Without a listener this event would be thrown as an exception in the main process. The exit follows.
    child.on('error', () => undefined);
    child.once('exit', (code) => onEnd(`exit code ${code}`));
    return {
      send: (request) => {
        try {
          if (hasSpawned) child.postMessage(request);
          else waiting.push(request);
        } catch (error) {
          onReply({ id: request.id, error: { code: '', message: messageOf(error) } });
        }
      },
      kill: () => {
        isKilled = true;
        if (hasSpawned) child.kill();
      },
    };
  };
}
