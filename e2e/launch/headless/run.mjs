// Bundles a program that uses the test host, and runs it.
// usage: node e2e/launch/headless/run.mjs bench/main.ts [--panel] [arguments of the program]
import { join } from 'node:path';
import { checkNode, ensureInstalled, run } from '../../../build/scripts/prepare.mjs';
import { ROOT } from '../../../build/scripts/source-tree.mjs';

checkNode();
ensureInstalled();
// Packages can be imported only now that they are installed.
const { buildTestHost } = await import('./build.mjs');
const { buildForNode } = await import('../../../build/scripts/build.mjs');

const [entry = '', ...flags] = process.argv.slice(2);
await buildTestHost({ panel: flags.includes('--panel') });
// At the same depth as the sources in the bundle, which find files by relative paths.
const program = join(ROOT, 'dist-test', 'programs', `${entry.replaceAll('/', '-').replace(/\.ts$/, '')}.js`);
await buildForNode(join(ROOT, entry), program);
run(process.execPath, [program, ...flags.filter((flag) => flag !== '--panel')]);
