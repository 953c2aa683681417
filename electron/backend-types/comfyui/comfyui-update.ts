/** Updates ComfyUI and its custom nodes before a start, where a person asked for that; what cannot be done is no failure. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type GitUpdate, isCheckout, updateCheckout } from './git-update.ts';

export type UpdateMode = 'true' | 'aggressive' | 'false';

/** Milliseconds for ComfyUI, and for all custom nodes together. */
const UPDATE_LIMIT = 60_000;
/** Checkouts that are asked for at the same time. */
const SIDE_BY_SIDE = 4;

export interface UpdateOptions {
  /** That of main.py. */
  folder: string;
  comfyui: UpdateMode;
  nodes: UpdateMode;
  signal: AbortSignal;
  log: (text: string) => void;
}

/** @returns sentences for the card: what a person should know or do. Never rejects. */
export async function updateComfyFolder({
  folder,
  comfyui,
  nodes,
  signal,
  log,
}: UpdateOptions): Promise<string[]> {
  const notices: string[] = [];
  const update = async (name: string, path: string, mode: UpdateMode, timeoutMs: number) => {
    const toMainBranch = mode === 'aggressive';
    const result = await updateCheckout(path, { signal, timeoutMs, toMainBranch });
    const { message, notice } = inWords(name, path, result);
    log(message);
    if (notice) notices.push(message);
  };
  if (comfyui !== 'false') {
    if (await isCheckout(folder)) await update('ComfyUI', folder, comfyui, UPDATE_LIMIT);
    else notices.push('ComfyUI was not updated: its folder is not a git checkout.');
  }
  if (nodes !== 'false') {
    const until = performance.now() + UPDATE_LIMIT;
    const waiting = await customNodes(folder);
    const work = async () => {
      for (let node = waiting.shift(); node !== undefined && !signal.aborted; node = waiting.shift()) {
        const left = Math.max(1, until - performance.now());
        await update(`The custom node ${node}`, join(folder, 'custom_nodes', node), nodes, left);
      }
    };
    await Promise.all(Array.from({ length: SIDE_BY_SIDE }, work));
  }
  return notices;
}

/** The folders of custom nodes that are git checkouts; those without a checkout have no way to be updated. */
async function customNodes(folder: string): Promise<string[]> {
  const nodes = join(folder, 'custom_nodes');
  // Without such a folder there are none.
  const entries = await readdir(nodes, { withFileTypes: true }).catch(() => []);
  const names = entries.filter((entry) => !entry.isFile()).map(({ name }) => name);
  const are = await Promise.all(names.map((name) => isCheckout(join(nodes, name))));
  return names.filter((_, index) => are[index]);
}

function inWords(name: string, path: string, result: GitUpdate): { message: string; notice: boolean } {
  switch (result.kind) {
    case 'current':
      return { message: `${name} is up to date.`, notice: false };
    case 'updated':
      return result.requirementsChanged
        ? {
            message: `${name} was updated and needs other packages now: run "pip install -r requirements.txt" with its Python in ${path}.`,
            notice: true,
          }
        : { message: `${name} was updated from ${result.from} to ${result.to}.`, notice: false };
    case 'changed-by-hand':
      return {
        message: `${name} was not updated: ${result.files === 1 ? 'a file' : `${result.files} files`} in its folder ${result.files === 1 ? 'was' : 'were'} changed by hand.`,
        notice: true,
      };
    case 'failed':
      return { message: `${name} was not updated: ${result.reason}.`, notice: true };
  }
}
