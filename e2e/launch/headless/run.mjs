// Bundles a program of the project that works on the host of the tests, and runs it.
// usage: node e2e/launch/headless/run.mjs bench/main.ts [--panel]
import { join } from 'node:path';
import { checkNode, ensureInstalled, run } from '../../../build/scripts/prepare.mjs';
import { ROOT } from '../../../build/scripts/source-tree.mjs';

checkNode();
ensureInstalled();
// What npm installs may be imported only now.
const { buildTestHost } = await import('./build.mjs');
const { buildForNode } = await import('../../../build/scripts/build.mjs');

const [entry = '', ...flags] = process.argv.slice(2);
await buildTestHost({ panel: flags.includes('--panel') });
// As deep as the sources they bundle, which find their neighbours by relative paths.
const program = join(ROOT, 'dist-test', 'programs', `${entry.replaceAll('/', '-').replace(/\.ts$/, '')}.js`);
await buildForNode(join(ROOT, entry), program);
run(process.execPath, [program]);
