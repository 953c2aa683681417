/** Finds the GGUF models on this machine that can be served, in the folders where programs and people keep them. */
import { basename, dirname, join } from 'node:path';
import type { FoundModel, WellKnownLocations } from '../../../core/discovery/well-known-locations.ts';
import type { FileChecks } from '../../../core/files/file-checks.ts';
import { inspectForOwnEngine } from '../model-file/model-file.ts';
import { findModelFolders, type ModelFolder, usable } from './model-folders.ts';
import { findOllamaModels } from './ollama-models.ts';
import { quantizationOf } from './quantization.ts';

const SEARCH_TIMEOUT_MS = 8_000;
/** Models whose headers are read. */
const MAX_MODELS = 300;
const MAX_FOLDERS = 2_000;
const MAX_ENTRIES_PER_FOLDER = 5_000;
/** Headers that are read at the same time. */
const PARALLEL = 4;

interface Candidate {
  path: string;
  source: string;
  /** The name of the model, where its file is not named after it. */
  name?: string;
}

/** Looks for them within a limit of time; what was found until then is returned, in the order of the folders. */
export async function findModels(locations: WellKnownLocations): Promise<FoundModel[]> {
  const search = new ModelSearch(locations);
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, SEARCH_TIMEOUT_MS);
  });
  await Promise.race([search.run(), timeout]);
  clearTimeout(timer);
  return search.finish();
}

class ModelSearch {
  readonly #locations: WellKnownLocations;
  readonly #files: FileChecks;
  readonly #candidates: Candidate[] = [];
  /** What their paths are compared by. */
  readonly #known = new Set<string>();
  /** By position among the candidates; null for a file that cannot be served. */
  readonly #found = new Map<number, FoundModel | null>();
  #visited = 0;
  #isOver = false;

  constructor(locations: WellKnownLocations) {
    this.#locations = locations;
    this.#files = locations.files;
  }

  async run(): Promise<void> {
    // One after another, so that the models are in the order of the folders.
    for (const folder of await findModelFolders(this.#locations)) await this.#visit(folder);
    await this.#addOllama();
    let next = 0;
    const inspectNext = async (): Promise<void> => {
      while (!this.#isOver && next < Math.min(this.#candidates.length, MAX_MODELS)) {
        const index = next++;
        const candidate = this.#candidates[index];
        if (candidate) this.#found.set(index, await this.#inspect(candidate));
      }
    };
    await Promise.all(Array.from({ length: PARALLEL }, inspectNext));
  }

  finish(): FoundModel[] {
    this.#isOver = true;
    return [...this.#found].sort(([a], [b]) => a - b).flatMap(([, model]) => model ?? []);
  }

  async #visit({ source, path: folder, depth }: ModelFolder): Promise<void> {
    if (this.#isOver || ++this.#visited > MAX_FOLDERS || this.#candidates.length >= MAX_MODELS) return;
    const entries = await this.#files.readFolder(folder, MAX_ENTRIES_PER_FOLDER).catch(() => []);
    for (const { name, kind } of entries.sort((a, b) => a.name.localeCompare(b.name))) {
      const path = join(folder, name);
      if (kind === 'folder') {
        if (depth > 0) await this.#visit({ source, path, depth: depth - 1 });
      } else if (isModelName(name)) this.#add({ path, source });
    }
  }

  async #addOllama(): Promise<void> {
    const { home, env, platform } = this.#locations;
    const folders = [
      usable(env.OLLAMA_MODELS),
      home === null ? undefined : join(home, '.ollama', 'models'),
      // Of the service that its installer makes on Linux.
      home === null || platform !== 'linux' ? undefined : '/usr/share/ollama/.ollama/models',
    ];
    for (const folder of folders)
      if (folder !== undefined)
        for (const { name, path } of await findOllamaModels(folder, this.#files))
          this.#add({ name, path, source: 'Ollama' });
  }

  #add(candidate: Candidate): void {
    // Elsewhere than on Linux, `~/models` and `~/Models` are one folder.
    const key = this.#locations.platform === 'linux' ? candidate.path : candidate.path.toLowerCase();
    if (this.#known.has(key)) return;
    this.#known.add(key);
    this.#candidates.push(candidate);
  }

  async #inspect({ path, source, name }: Candidate): Promise<FoundModel | null> {
    const found = await inspectForOwnEngine(path, this.#files).catch(() => null);
    if (found === null || 'problem' in found || found.model.purpose === 'ranking') return null;
    const { parts, contextLength, purpose, fileType } = found.model;
    const title = name ?? titleOf(path);
    const quantization = quantizationOf(fileType, name === undefined ? basename(path) : '');
    return {
      title,
      // The name of the file is a digest, by which no client would ask for the model.
      settings: { ModelPath: path, ...(name === undefined ? {} : { Aliases: [name] }) },
      path,
      folder: dirname(path),
      source,
      bytes: parts.reduce((sum, { bytes }) => sum + bytes, 0),
      purpose,
      ...(quantization === null ? {} : { quantization }),
      ...(contextLength === null ? {} : { contextTokens: contextLength }),
    };
  }
}

/** Of a split model, the first part alone. */
const isModelName = (name: string): boolean =>
  /\.gguf$/i.test(name) && !name.startsWith('.') && !/-(?!00001)\d{5}-of-\d{5}\.gguf$/i.test(name);

const titleOf = (path: string): string => basename(path).replace(/(-00001-of-\d{5})?\.gguf$/i, '');
