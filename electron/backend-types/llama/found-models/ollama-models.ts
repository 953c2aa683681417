/**
 * The models of Ollama's store: a manifest for each tag names the file with the weights. Source: the store that Ollama 0.32
 * makes (`manifests/<registry>/<namespace>/<model>/<tag>`, `blobs/sha256-…`).
 */
import { join } from 'node:path';
import { z } from 'zod';
import type { FileChecks } from '../../../core/files/file-checks.ts';
import { readSettings } from '../../common/engine-folders.ts';

/** The media type of the weights. */
const MODEL_LAYER = 'application/vnd.ollama.image.model';
/** Models of this namespace of this registry are called without both. */
const DEFAULT_PREFIX = 'registry.ollama.ai/library/';
const MAX_ENTRIES = 1000;
/** Registry, namespace, model, tag. */
const MANIFEST_DEPTH = 4;

const manifestSchema = z.object({
  layers: z.array(z.object({ mediaType: z.string(), digest: z.string() })),
});

export interface OllamaModel {
  /** As `ollama list` calls it, such as `llama3.2:3b`. */
  name: string;
  path: string;
}

/** @param folder `models` in Ollama's folder @returns nothing where it is none */
export async function findOllamaModels(folder: string, files: FileChecks): Promise<OllamaModel[]> {
  const manifests = await listManifests(join(folder, 'manifests'), MANIFEST_DEPTH, files);
  const found = await Promise.all(
    manifests.map(async (parts) => {
      const manifest = await readSettings(files, join(folder, 'manifests', ...parts), manifestSchema);
      const digest = manifest?.layers.find(({ mediaType }) => mediaType === MODEL_LAYER)?.digest;
      // The digest becomes a part of a path.
      if (digest === undefined || !/^sha256:[\da-f]{64}$/.test(digest)) return [];
      const name = `${parts.slice(0, -1).join('/')}:${parts.at(-1)}`;
      return [
        {
          name: name.startsWith(DEFAULT_PREFIX) ? name.slice(DEFAULT_PREFIX.length) : name,
          path: join(folder, 'blobs', digest.replace(':', '-')),
        },
      ];
    }),
  );
  return found.flat();
}

/** @returns the names of the folders and of the file that lead to each manifest */
async function listManifests(folder: string, depth: number, files: FileChecks): Promise<string[][]> {
  const entries = await files.readFolder(folder, MAX_ENTRIES).catch(() => []);
  if (depth === 1) return entries.filter(({ kind }) => kind === 'file').map(({ name }) => [name]);
  const inside = await Promise.all(
    entries
      .filter(({ kind }) => kind === 'folder')
      .map(async ({ name }) =>
        (await listManifests(join(folder, name), depth - 1, files)).map((rest) => [name, ...rest]),
      ),
  );
  return inside.flat();
}
