// Builds everything into dist/: one Vite build per bundle, the sample model, and the licences.
import { mkdirSync, rmSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { makeSampleModel } from '../sample-model/sample-model.mjs';
import { writeLicences } from './licences.mjs';
import { ROOT } from './source-tree.mjs';

/** Programs for Node: output below dist/, entry. What they import from node_modules stays there. */
const NODE_BUNDLES = {
  'headless/main': 'electron/headless/main.ts',
  'workers/llama-worker': 'electron/workers/llama-worker.ts',
};

export async function buildAll() {
  const dist = join(ROOT, 'dist');
  rmSync(dist, { recursive: true, force: true });
  await build({ configFile: join(ROOT, 'renderer', 'vite.config.ts'), logLevel: 'warn' });
  for (const [output, entry] of Object.entries(NODE_BUNDLES))
    await buildForNode(join(ROOT, entry), join(dist, `${output}.js`));
  mkdirSync(join(dist, 'sample'), { recursive: true });
  makeSampleModel(join(dist, 'sample', 'sample-model.gguf'));
  writeLicences(join(dist, 'licences.txt'));
}

/**
 * Bundles one program for Node. Packages stay outside: they are found in node_modules, or beside the installed app.
 * @param {string} entry
 * @param {string} output path of the .js file
 */
export async function buildForNode(entry, output) {
  const [folder, name] = [join(output, '..'), output.slice(join(output, '..').length + 1)];
  await build({
    configFile: false,
    root: ROOT,
    logLevel: 'warn',
    publicDir: false,
    build: {
      ssr: entry,
      outDir: folder,
      emptyOutDir: false,
      target: 'node20',
      minify: false,
      sourcemap: false,
      rollupOptions: {
        external: [/^node:/, ...builtinModules, /^[a-z@][^:]*$/i],
        output: { format: 'es', entryFileNames: name },
      },
    },
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildAll();
