// `npm run bench`: builds the host of the tests and the benchmark, and runs it. Ratios, never absolute promises.
import { join } from 'node:path';
import { checkNode, ensureInstalled, run } from '../build/scripts/prepare.mjs';
import { ROOT } from '../build/scripts/source-tree.mjs';

checkNode();
ensureInstalled();
const { buildTestHost } = await import('../e2e/test-host/build.mjs');
const { buildForNode } = await import('../build/scripts/build.mjs');
await buildTestHost();
const program = join(ROOT, 'dist-test', 'bench', 'main.js');
await buildForNode(join(ROOT, 'bench', 'main.ts'), program);
run(process.execPath, [program]);
