/** The thread that replaces a file, see electron/core/storage/thread/disk-thread.ts. It may wait for the disk. */
import { parentPort, workerData } from 'node:worker_threads';
import { waitForDiskHere } from '../core/storage/files/disk.ts';
import { GuardedFile } from '../core/storage/files/guarded-file.ts';
import {
  type DiskReply,
  type DiskRequest,
  type DiskThreadData,
  READY,
} from '../core/storage/thread/disk-thread.ts';
import { sendable } from '../core/storage/thread/sent-error.ts';
import { Verdict } from '../core/storage/thread/verdict.ts';

waitForDiskHere();
const { maxBytes, path, verdict: memory } = workerData as DiskThreadData;
const verdict = new Verdict(memory);
const file = new GuardedFile(path, maxBytes);

const send = (reply: DiskReply) => parentPort?.postMessage(reply);

function answer(id: number, work: Promise<void>): void {
  work.then(
    () => send({ id }),
    (error: unknown) => send({ id, error: sendable(error) }),
  );
}

/** Who has sent the text tells whether it is good, and itself knows why not. */
function assertGood(): void {
  if (!verdict.wait()) throw new Error('the text is not good');
}

async function end(): Promise<void> {
  await file.settle();
  file.release();
  parentPort?.close();
}

function perform(request: DiskRequest): void {
  switch (request.kind) {
    case 'prepare':
      file.prepare(request.expected);
      break;
    case 'write':
      answer(request.id, file.write(request.text, assertGood));
      break;
    case 'forgo':
      answer(request.id, file.forgo());
      break;
    case 'settle':
      answer(request.id, file.settle());
      break;
    case 'end':
      void end();
  }
}

parentPort?.on('message', perform);
send({ id: READY });
