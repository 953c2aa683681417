/**
 * The program of the file helper, see electron/core/files/file-helper.ts. It does each check that it is sent and replies. It
 * ends with the host, whatever a drive does with its threads.
 */
import { localFileChecks } from '../core/files/file-checks.ts';
import type { FileReply, FileRequest } from '../core/files/file-helper.ts';

/** What Electron gives a utility process. Plain Node has a channel to the parent instead. */
interface ParentPort {
  on(event: 'message', listener: (message: { data: FileRequest }) => void): void;
  postMessage(reply: FileReply): void;
}

type Check = (...args: unknown[]) => Promise<unknown>;
const checks = new Map(Object.entries(localFileChecks)) as unknown as ReadonlyMap<string, Check>;

async function perform({ id, method, args }: FileRequest): Promise<FileReply> {
  try {
    const check = checks.get(method);
    if (!check) throw new Error(`there is no check ${method}`);
    return { id, result: await check(...args) };
  } catch (error) {
    const { code = '', message } = error as NodeJS.ErrnoException;
    return { id, error: { code, message } };
  }
}

// An ordinary exit waits for the threads of the pool, and so for a drive that does not answer.
process.on('exit', () => process.kill(process.pid, 'SIGKILL'));
process.on('disconnect', () => process.exit());
// Ctrl+C in a terminal goes to the host and to this process. The host decides when this process ends.
process.on('SIGINT', () => undefined);

const { parentPort } = process as { parentPort?: ParentPort };
if (parentPort)
  parentPort.on('message', ({ data }) => void perform(data).then((reply) => parentPort.postMessage(reply)));
else
  process.on('message', (request) => {
    void perform(request as FileRequest).then((reply) => process.send?.(reply));
  });
