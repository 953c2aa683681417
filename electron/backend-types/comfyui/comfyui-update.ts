/** Updates ComfyUI and its custom nodes before a start, where the settings say so. A failed update does not prevent the start. */

import { join } from 'node:path';
import { noticeWords } from '../../../shared/words/en/backends/notices.ts';
import { type HostText, type Text, texts } from '../../../shared/words/phrase.ts';
import { type FileChecks, NotAnsweringError } from '../../core/files/file-checks.ts';
import { type GitUpdate, isCheckout, updateCheckout } from './git-update.ts';

const note = texts(noticeWords);

export type UpdateMode = 'true' | 'aggressive' | 'false';

const INSTALL_COMMAND = 'pip install -r requirements.txt';
/** For ComfyUI, and again for all custom nodes together. */
const UPDATE_TIMEOUT_MS = 60_000;
/** Custom nodes that are updated at the same time. */
const MAX_CONCURRENT = 4;

export interface UpdateOptions {
  /** The folder of main.py. */
  folder: string;
  comfyui: UpdateMode;
  nodes: UpdateMode;
  files: FileChecks;
  signal: AbortSignal;
  log: (text: string) => void;
}

/** @returns notices for the card, a sentence each. @throws NotAnsweringError */
export async function updateComfyFolder({
  folder,
  comfyui,
  nodes,
  files,
  signal,
  log,
}: UpdateOptions): Promise<HostText[]> {
  const notices: HostText[] = [];
  const update = async (name: HostText, path: string, mode: UpdateMode, timeoutMs: number) => {
    const toMainBranch = mode === 'aggressive';
    const result = await updateCheckout(path, { signal, timeoutMs, toMainBranch });
    const { message, isNotice } = describeUpdate(name, path, result);
    log(message.text);
    if (isNotice) notices.push(message);
  };
  if (comfyui !== 'false') {
    if (await isCheckout(folder, files)) await update('ComfyUI', folder, comfyui, UPDATE_TIMEOUT_MS);
    else notices.push(note('update_notCheckout'));
  }
  if (nodes !== 'false') {
    const deadline = performance.now() + UPDATE_TIMEOUT_MS;
    const queue = await findCustomNodes(folder, files);
    const worker = async () => {
      for (let node = queue.shift(); node !== undefined && !signal.aborted; node = queue.shift()) {
        const remainingMs = Math.max(1, deadline - performance.now());
        await update(
          note('update_customNode', { node }),
          join(folder, 'custom_nodes', node),
          nodes,
          remainingMs,
        );
      }
    };
    await Promise.all(Array.from({ length: MAX_CONCURRENT }, worker));
  }
  return notices;
}

/** @returns the names of the custom nodes that are git checkouts. Others cannot be updated. */
async function findCustomNodes(folder: string, files: FileChecks): Promise<string[]> {
  const nodes = join(folder, 'custom_nodes');
  const entries = await files.readFolder(nodes, Number.POSITIVE_INFINITY).catch((error: unknown) => {
    if (error instanceof NotAnsweringError) throw error;
    // Without such a folder there are no custom nodes.
    return [];
  });
  const names = entries.filter(({ kind }) => kind !== 'file').map(({ name }) => name);
  const areCheckouts = await Promise.all(names.map((name) => isCheckout(join(nodes, name), files)));
  return names.filter((_, index) => areCheckouts[index]);
}

/** `isNotice`: a person should know it or do something. */
function describeUpdate(
  name: HostText,
  path: string,
  result: GitUpdate,
): { message: Text; isNotice: boolean } {
  switch (result.kind) {
    case 'current':
      return { message: note('update_current', { name }), isNotice: false };
    case 'updated':
      return result.requirementsChanged
        ? { message: note('update_needsPackages', { name, path, command: INSTALL_COMMAND }), isNotice: true }
        : { message: note('update_done', { name, from: result.from, to: result.to }), isNotice: false };
    case 'changed-by-hand':
      return { message: note('update_changedByHand', { name, count: result.files }), isNotice: true };
    case 'failed':
      return { message: note('update_failed', { name, reason: result.reason }), isNotice: true };
  }
}
