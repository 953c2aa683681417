/** Updates ComfyUI and its custom nodes before a start, where the settings say so. A failed update does not prevent the start. */
import { join } from 'node:path';
import { type FileChecks, NotAnsweringError } from '../../core/files/file-checks.ts';
import { type GitUpdate, isCheckout, updateCheckout } from './git-update.ts';

export type UpdateMode = 'true' | 'aggressive' | 'false';

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
}: UpdateOptions): Promise<string[]> {
  const notices: string[] = [];
  const update = async (name: string, path: string, mode: UpdateMode, timeoutMs: number) => {
    const toMainBranch = mode === 'aggressive';
    const result = await updateCheckout(path, { signal, timeoutMs, toMainBranch });
    const { message, isNotice } = describeUpdate(name, path, result);
    log(message);
    if (isNotice) notices.push(message);
  };
  if (comfyui !== 'false') {
    if (await isCheckout(folder, files)) await update('ComfyUI', folder, comfyui, UPDATE_TIMEOUT_MS);
    else notices.push('ComfyUI was not updated: its folder is not a git checkout.');
  }
  if (nodes !== 'false') {
    const deadline = performance.now() + UPDATE_TIMEOUT_MS;
    const queue = await findCustomNodes(folder, files);
    const worker = async () => {
      for (let node = queue.shift(); node !== undefined && !signal.aborted; node = queue.shift()) {
        const remainingMs = Math.max(1, deadline - performance.now());
        await update(`The custom node ${node}`, join(folder, 'custom_nodes', node), nodes, remainingMs);
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
  name: string,
  path: string,
  result: GitUpdate,
): { message: string; isNotice: boolean } {
  switch (result.kind) {
    case 'current':
      return { message: `${name} is up to date.`, isNotice: false };
    case 'updated':
      return result.requirementsChanged
        ? {
            message: `${name} was updated and needs other packages now: run "pip install -r requirements.txt" with its Python in ${path}.`,
            isNotice: true,
          }
        : { message: `${name} was updated from ${result.from} to ${result.to}.`, isNotice: false };
    case 'changed-by-hand':
      return {
        message: `${name} was not updated: ${result.files === 1 ? 'a file' : `${result.files} files`} in its folder ${result.files === 1 ? 'was' : 'were'} changed by hand.`,
        isNotice: true,
      };
    case 'failed':
      return { message: `${name} was not updated: ${result.reason}.`, isNotice: true };
  }
}
