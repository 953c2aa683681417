// `npm run serve` and `npm start`: sets up what is missing, then becomes the headless host in this very process.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { checkNode, ensureBuilt, ensureInstalled } from './prepare.mjs';
import { ROOT } from './source-tree.mjs';

checkNode();
ensureInstalled();
ensureBuilt();
await import(pathToFileURL(join(ROOT, 'dist', 'headless', 'main.js')).href);
